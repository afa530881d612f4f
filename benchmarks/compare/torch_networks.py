"""The workloads of Networks.cs in PyTorch: what torch_workloads.py times beside the small ones."""
import torch
import torch.nn as nn
import torch.nn.functional as F


def convolutional():
    return nn.Sequential(
        nn.Conv2d(1, 32, 3), nn.ReLU(), nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Dropout(0.25), nn.Flatten(),
        nn.Linear(9216, 128), nn.ReLU(), nn.Dropout(0.5), nn.Linear(128, 10))


class LastStep(nn.Module):
    """A recurrent layer and a dense one on its last step. Steps first, which is PyTorch's own order and the faster one."""

    def __init__(self, recurrent):
        super().__init__()
        self.recurrent, self.dense = recurrent, nn.Linear(128, 10)

    def forward(self, x):
        return self.dense(self.recurrent(x)[0][-1])


class ResidualBlock(nn.Module):
    def __init__(self):
        super().__init__()
        self.inner = nn.Sequential(
            nn.Conv2d(64, 64, 3, padding=1, bias=False), nn.BatchNorm2d(64), nn.ReLU(),
            nn.Conv2d(64, 64, 3, padding=1, bias=False), nn.BatchNorm2d(64))

    def forward(self, x):
        return F.relu(x + self.inner(x))


def channels_last(model, x):
    """The other order of images in memory, which some kernels like better."""
    return model.to(memory_format=torch.channels_last), x.to(memory_format=torch.channels_last)


def step(model, *shape, batch=64, last=False):
    """A training step of a classifier."""
    x, labels = torch.rand(*shape), torch.randint(0, 10, (batch,))
    if last:
        model, x = channels_last(model, x)
    optimizer = torch.optim.Adam(model.parameters())

    def run():
        optimizer.zero_grad(set_to_none=True)
        F.cross_entropy(model(x), labels).backward()
        optimizer.step()

    return run


def there_and_back(model, *shape, last=False):
    """Forward and backward of a part of a network, whose input wants its gradient too."""
    x, gradient = torch.rand(*shape), torch.randn(*shape)
    if last:
        model, x = channels_last(model, x)
        gradient = gradient.to(memory_format=torch.channels_last)
    x.requires_grad_()

    def run():
        x.grad = None
        for parameter in model.parameters():
            parameter.grad = None
        model(x).backward(gradient)

    return run


def embedding():
    model = nn.Embedding(10_000, 64)
    optimizer = torch.optim.Adam(model.parameters())
    tokens, gradient = torch.randint(0, 10_000, (64, 100)), torch.randn(64, 100, 64)

    def run():
        optimizer.zero_grad(set_to_none=True)
        model(tokens).backward(gradient)
        optimizer.step()

    return run


def inference(model, *inputs, optimized=False):
    model.eval()
    if optimized:
        model = torch.jit.optimize_for_inference(torch.jit.freeze(torch.jit.script(model)))

    def run():
        with torch.inference_mode():
            model(*inputs)

    return run


def one_step(cell, states, optimized):
    """The cell alone, which takes less time than the layer with one step."""
    hidden = torch.zeros(1, 128)
    return inference(cell, torch.rand(1, 28), (hidden, hidden) if states > 1 else hidden, optimized=optimized)


networks = {
    "cnn adam, batch 64": lambda: step(convolutional(), 64, 1, 28, 28),
    "cnn adam, batch 64, channels last": lambda: step(convolutional(), 64, 1, 28, 28, last=True),
    "cnn inference, batch 1": lambda: inference(convolutional(), torch.rand(1, 1, 28, 28)),
    "cnn inference, batch 1, frozen": lambda: inference(convolutional(), torch.rand(1, 1, 28, 28), optimized=True),
    "lstm adam, 28 steps, batch 64": lambda: step(LastStep(nn.LSTM(28, 128)), 28, 64, 28),
    "gru adam, 28 steps, batch 64": lambda: step(LastStep(nn.GRU(28, 128)), 28, 64, 28),
    "residual block, batch 32": lambda: there_and_back(ResidualBlock(), 32, 64, 32, 32),
    "residual block, batch 32, channels last": lambda: there_and_back(ResidualBlock(), 32, 64, 32, 32, last=True),
    "transformer encoder layer, batch 32": lambda: there_and_back(nn.TransformerEncoderLayer(128, 4, batch_first=True), 32, 64, 128),
    "embedding adam, batch 64 x 100": embedding,
    **{name + suffix: (lambda cell=cell, state=state, suffix=suffix: one_step(cell(28, 128), state, suffix != ""))
       for name, cell, state in (("lstm inference, one step", nn.LSTMCell, 2), ("gru inference, one step", nn.GRUCell, 1))
       for suffix in ("", ", frozen")},
}
