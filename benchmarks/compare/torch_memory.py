"""How much memory a training step of the convolutional network takes in PyTorch, weights and Adam's moments included.

Prints a line "memory MB<TAB>number". run.sh lets the allocator give back at once what is freed, so that what the process holds at most is
what was in use at most.
"""
import resource

import torch

from torch_networks import convolutional, step


def held():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize()


torch.set_num_threads(1)
step(convolutional(), 1, 1, 28, 28, batch=1)()  # what the library itself needs
before = held()
run = step(convolutional(), 64, 1, 28, 28)
for _ in range(5):
    run()
most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
print(f"memory MB\t{(most - before) / 1e6:.1f}")
