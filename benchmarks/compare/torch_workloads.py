"""The workloads of Workload.cs and Networks.cs in PyTorch. Prints for each a line "name<TAB>microseconds".

Usage: torch_workloads.py THREADS [--quick]
"""
import statistics
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

from torch_networks import networks

SAMPLE_SECONDS = 0.004
quick = "--quick" in sys.argv
warm_up_seconds, measured_seconds = (0.25, 0.25) if quick else (0.6, 0.8)


def median_microseconds(run):
    """As Timing.cs does it."""
    begin, runs = time.perf_counter(), 0
    while runs < 3 or time.perf_counter() - begin < warm_up_seconds:
        run()
        runs += 1
    repeats = max(1, int(SAMPLE_SECONDS / ((time.perf_counter() - begin) / runs)))
    samples, begin = [], time.perf_counter()
    while len(samples) < 5 or time.perf_counter() - begin < measured_seconds:
        start = time.perf_counter()
        for _ in range(repeats):
            run()
        samples.append((time.perf_counter() - start) / repeats * 1e6)
    return statistics.median(samples)


def small():
    return nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))


def large():
    return nn.Sequential(
        nn.Linear(784, 512), nn.BatchNorm1d(512), nn.ReLU(), nn.Dropout(0.2),
        nn.Linear(512, 256), nn.BatchNorm1d(256), nn.ReLU(), nn.Dropout(0.2),
        nn.Linear(256, 10))


def step(create, optimize, batch):
    model = create()
    optimizer = optimize(model.parameters())
    images, labels = torch.rand(batch, 784), torch.randint(0, 10, (batch,))

    def run():
        optimizer.zero_grad(set_to_none=True)
        F.cross_entropy(model(images), labels).backward()
        optimizer.step()

    return run


def inference(batch, frozen=False):
    model, images = small().eval(), torch.rand(batch, 784)
    if frozen:
        model = torch.jit.freeze(torch.jit.script(model))

    def run():
        with torch.inference_mode():
            model(images)

    return run


def update():
    parameter = nn.Parameter(torch.randn(10_000_000))
    parameter.grad = torch.randn(10_000_000)
    return torch.optim.Adam([parameter]).step


def into(function, *inputs):
    """With a result that is there already, which is the fastest PyTorch can do."""
    out = function(*inputs)
    return lambda: function(*inputs, out=out)


def plain(function, *inputs):
    """For functions without such a form."""
    return lambda: function(*inputs)


def adam(parameters):
    return torch.optim.Adam(parameters)


def momentum(parameters):
    return torch.optim.SGD(parameters, lr=0.01, momentum=0.9)


million = torch.randn(1_000_000)
workloads = {
    **{f"mlp adam, batch {b}": (lambda b=b: step(small, adam, b)) for b in (32, 64, 128, 512)},
    "mlp momentum, batch 64": lambda: step(small, momentum, 64),
    **{f"mlp bn dropout adam, batch {b}": (lambda b=b: step(large, adam, b)) for b in (64, 128)},
    **{f"mlp inference, batch {b}": (lambda b=b: inference(b)) for b in (1, 1024)},
    **{f"mlp inference, batch {b}, frozen": (lambda b=b: inference(b, frozen=True)) for b in (1, 1024)},
    "adam update of 10M": update,
    "exp of 1M": lambda: into(torch.exp, million),
    "tanh of 1M": lambda: into(torch.tanh, million),
    "sigmoid of 1M": lambda: into(torch.sigmoid, million),
    "gelu of 1M": lambda: plain(F.gelu, million),
    "softmax of 1024 x 1000": lambda: plain(lambda x: torch.softmax(x, 1), torch.randn(1024, 1000)),
    **{f"product {n} x {n} x {n}": (lambda n=n: into(torch.mm, torch.randn(n, n), torch.randn(n, n))) for n in (256, 512, 1024, 2048)},
    "product 64 x 784 x 128": lambda: into(torch.mm, torch.randn(64, 784), torch.randn(784, 128)),
    "product 64 x 784 x 128, right transposed": lambda: into(torch.mm, torch.randn(64, 784), torch.randn(128, 784).t()),
    "product 784 x 64 x 128": lambda: into(torch.mm, torch.randn(784, 64), torch.randn(64, 128)),
    "product 784 x 64 x 128, left transposed": lambda: into(torch.mm, torch.randn(64, 784).t(), torch.randn(64, 128)),
    "product 128 x 784 x 512": lambda: into(torch.mm, torch.randn(128, 784), torch.randn(784, 512)),
    "product 784 x 128 x 512": lambda: into(torch.mm, torch.randn(784, 128), torch.randn(128, 512)),
    **networks,
}

torch.manual_seed(1)
torch.set_num_threads(int(sys.argv[1]))
median_microseconds(next(iter(workloads.values()))())  # once for nothing, as Program.cs does
only = sys.argv[sys.argv.index("--only") + 1] if "--only" in sys.argv else ""
for name, prepare in workloads.items():
    if only not in name:
        continue
    print(f"{name}\t{median_microseconds(prepare()):.3f}", flush=True)
