"""What samples/Mnist does with its defaults, in PyTorch: read the digits, train, validate after each epoch, test. Prints the accuracy last.

Usage: torch_mnist.py FOLDER THREADS. The folder holds the four files of MNIST, packed with gzip.
"""
import gzip
import pathlib
import sys

import torch
import torch.nn as nn
import torch.nn.functional as F

EPOCHS, BATCH, RATE, SMOOTHING, EVALUATION_BATCH = 4, 32, 0.003, 0.1, 1000

folder = pathlib.Path(sys.argv[1])
torch.set_num_threads(int(sys.argv[2]))
torch.manual_seed(0)


def read(name, header):
    with gzip.open(folder / f"{name}.gz") as file:
        return torch.frombuffer(bytearray(file.read()), dtype=torch.uint8, offset=header)


def digits(kind):
    images = read(f"{kind}-images-idx3-ubyte", 16).view(-1, 784).float().div_(255)
    return images, read(f"{kind}-labels-idx1-ubyte", 8).long()


def evaluate(images, labels):
    model.eval()
    loss = correct = 0
    with torch.inference_mode():
        for x, y in zip(images.split(EVALUATION_BATCH), labels.split(EVALUATION_BATCH)):
            prediction = model(x)
            loss += criterion(prediction, y).item() * len(y)
            correct += (prediction.argmax(1) == y).sum().item()
    return loss / len(labels), correct / len(labels)


images, labels = digits("train")
order = torch.randperm(len(labels))
training, held_back = order[:55000], order[55000:]
validation = images[held_back], labels[held_back]

model = nn.Sequential(nn.Linear(784, 192), nn.ReLU(), nn.Linear(192, 10))
criterion = nn.CrossEntropyLoss(label_smoothing=SMOOTHING)
optimizer = torch.optim.Adam(model.parameters(), lr=RATE)
schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda epoch: 1 - epoch / EPOCHS)

for epoch in range(EPOCHS):
    model.train()
    total = correct = 0
    for index in training[torch.randperm(len(training))].split(BATCH):
        x, y = images[index], labels[index]
        optimizer.zero_grad(set_to_none=True)
        prediction = model(x)
        loss = criterion(prediction, y)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(y)
        correct += (prediction.detach().argmax(1) == y).sum().item()
    schedule.step()
    validation_loss, validation_accuracy = evaluate(*validation)
    print(f"epoch {epoch + 1}/{EPOCHS}: loss {total / len(training):.4f}, accuracy {correct / len(training):.4f}; "
          f"validation {validation_loss:.4f}, {validation_accuracy:.4f}")

_, accuracy = evaluate(*digits("t10k"))
print(f"test accuracy: {accuracy:.4f}")
