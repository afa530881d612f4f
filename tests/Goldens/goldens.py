"""Computes with PyTorch, in double precision, what the rows of the catalogs must give, and writes it beside this file.

Usage, from the root of the repository (Debian: apt-get install python3-torch):
    dotnet run -c Release --project tests/Goldens > rows.json
    python3 tests/Goldens/goldens.py rows.json
"""
import json
import math
import pathlib
import sys

import torch
import torch.nn as nn
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
HERE = pathlib.Path(__file__).parent
NAMES = "xyzwuvs"


def tensor(item):
    values = torch.tensor(item["values"], dtype=torch.float64).reshape(item["shape"])
    return values.requires_grad_(item["gradient"])


def number(value):
    """JSON has no literal for these."""
    return value if math.isfinite(value) else "nan" if math.isnan(value) else "inf" if value > 0 else "-inf"


def numbers(values):
    return [number(v) for v in values.detach().to(torch.float64).reshape(-1).tolist()]


def recurrent(run, x, weights, states, batch_first, reverse, lengths, part=None):
    """The sequence and the last states of a recurrent layer, example by example: no batch, no padding, no packing."""
    x = x if batch_first else x.transpose(0, 1)
    hidden = weights[1].shape[1]
    outputs, finals = [], []
    for i, example in enumerate(x):
        steps = lengths[i] if lengths else len(example)
        given = [state[None, i:i + 1] for state in states] or [torch.zeros(1, 1, hidden)] * (2 if run is torch.lstm else 1)
        given = tuple(given) if len(given) > 1 else given[0]
        order = (lambda y: y.flip(1)) if reverse else (lambda y: y)
        output, *final = run(order(example[None, :steps]), given, weights, len(weights) == 4, 1, 0.0, True, False, True)
        outputs.append(F.pad(order(output)[0], (0, 0, 0, len(example) - steps)))
        finals.append(torch.cat(final))
    sequence, final = torch.stack(outputs, 0 if batch_first else 1), torch.cat(finals, 1)
    return torch.cat([sequence.reshape(-1), final.reshape(-1)]) if part is None else (sequence, final)[part]


def operation(row):
    inputs = [tensor(item) for item in row["inputs"]]
    scope = {"torch": torch, "nn": nn, "F": F, "math": math, "recurrent": recurrent, **dict(zip(NAMES, inputs))}
    output = eval(row["torch"], scope)  # the rows are our own source code
    golden = {"inputs": [numbers(x) for x in inputs], "shape": list(output.shape), "output": numbers(output)}
    if "upstream" in row:
        upstream = tensor(row["upstream"])
        assert output.shape == upstream.shape, f"{row['name']}: PyTorch gives shape {list(output.shape)}, we give {list(upstream.shape)}"
        output.backward(upstream)
        golden["gradients"] = [None if not x.requires_grad else numbers(torch.zeros_like(x) if x.grad is None else x.grad) for x in inputs]
    return golden


class Also(nn.Sequential):
    """A module followed by a function, with the module's own parameter names."""

    def __init__(self, module, function):
        super().__init__()
        self.inner = [module]
        self.function = function
        for name, parameter in module.named_parameters():
            self.register_parameter(name, parameter)

    def forward(self, x):
        return self.function(self.inner[0](x))


class Residual(nn.Module):
    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def forward(self, x):
        return x + self.inner(x)


class Recurring(nn.Module):
    """A recurrent module that begins with states of 0.5, and gives its sequence and its states one behind the other."""

    def __init__(self, inner, states, lengths=None):
        super().__init__()
        self.inner, self.states, self.lengths = inner, states, lengths

    def forward(self, x):
        batch_first = self.inner.batch_first
        layers = self.inner.num_layers * (2 if self.inner.bidirectional else 1)
        given = (torch.full((layers, x.shape[0 if batch_first else 1], self.inner.hidden_size), 0.5),) * self.states
        steps = x.shape[1 if batch_first else 0]
        if self.lengths:
            x = nn.utils.rnn.pack_padded_sequence(x, self.lengths, batch_first, enforce_sorted=False)
        output, final = self.inner(x, given if self.states > 1 else given[0])
        if self.lengths:
            output, _ = nn.utils.rnn.pad_packed_sequence(output, batch_first, total_length=steps)
        final = final if self.states > 1 else (final,)
        return torch.cat([part.reshape(-1) for part in (output, *final)])


class RMSNorm(nn.Module):
    """Zhang and Sennrich, 2019; this PyTorch has none."""

    def __init__(self, shape, eps=1e-5):
        super().__init__()
        self.axes, self.eps = [-1 - i for i in range(len(shape))], eps
        self.weight = nn.Parameter(torch.ones(shape))

    def forward(self, x):
        return x / torch.sqrt(x.square().mean(self.axes, keepdim=True) + self.eps) * self.weight


class SelfAttention(nn.MultiheadAttention):
    """With one input as query, key and value."""

    def __init__(self, *arguments, **settings):
        super().__init__(*arguments, batch_first=True, **settings)

    def forward(self, x):
        return super().forward(x, x, x, need_weights=False)[0]


class Called(nn.Module):
    """A module that is asked in another way than by one input."""

    def __init__(self, inner, call):
        super().__init__()
        self.inner, self.call = inner, call

    def forward(self, x):
        return self.call(self.inner, x)


class Sinusoids(nn.Module):
    """Vaswani et al., 2017, section 3.5, number by number."""

    def __init__(self, features):
        super().__init__()
        self.features = features

    def value(self, position, feature):
        angle = position / 10000 ** ((feature - feature % 2) / self.features)
        return math.sin(angle) if feature % 2 == 0 else math.cos(angle)

    def forward(self, x):
        return x + torch.tensor([[self.value(p, i) for i in range(self.features)] for p in range(x.shape[-2])])


class Positions(nn.Module):
    def __init__(self, tokens, features):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(tokens, features))

    def forward(self, x):
        return x + self.weight[:x.shape[-2]]


MODULES = {module.__name__: module for module in (Also, Residual, RMSNorm, Recurring, SelfAttention, Called, Sinusoids, Positions)}


def layer(row):
    module = eval(row["torch"], {"torch": torch, "nn": nn, "F": F, "math": math, **MODULES})
    state = module.state_dict()
    given = {name: tensor(item).detach().to(state[name].dtype).reshape(state[name].shape) for name, item in row["state"].items() if name in state}
    assert row["state"].keys() == state.keys(), f"PyTorch's names are {list(state)}, ours are {list(row['state'])}"
    module.load_state_dict(given, strict=True)
    module.train(row["training"])
    x, upstream = tensor(row["input"]), tensor(row["upstream"])
    x = x if x.requires_grad else x.long()
    output = module(x)
    assert output.shape == upstream.shape, f"PyTorch gives shape {list(output.shape)}, we give {list(upstream.shape)}"
    output.backward(upstream)
    golden = {
        "shape": list(output.shape),
        "output": numbers(output),
        "gradient": numbers(x.grad) if x.requires_grad else None,
        "parameters": {name: numbers(parameter.grad) for name, parameter in module.named_parameters()},
        "buffers": {name: numbers(buffer) for name, buffer in module.named_buffers()},
        "evaluated": numbers(module.eval()(x)),
    }
    if row["trains"]:
        golden["trained"] = trained(module.train(), x.detach(), upstream)
    return golden


def trained(module, x, targets):
    algorithm = torch.optim.SGD(module.parameters(), 0.05)
    golden = {}
    for step in range(1, 101):
        algorithm.zero_grad()
        ((module(x) - targets) ** 2).mean().backward()
        algorithm.step()
        if step in (1, 10, 100):
            golden[str(step)] = {name: numbers(parameter) for name, parameter in module.named_parameters()}
    return golden


class Decayed:
    """A learning rate that shrinks with 1 / (1 + decay (t - 1))."""

    def __init__(self, optimizer, decay):
        self.optimizer = optimizer
        self.scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda t: 1 / (1 + decay * t))

    def step(self):
        self.optimizer.step()
        self.scheduler.step()


class L1:
    """Adds the slope of weight * |w| to the gradients first."""

    def __init__(self, optimizer, weight):
        self.optimizer = optimizer
        self.weight = weight

    def step(self):
        for group in self.optimizer.param_groups:
            for p in group["params"]:
                p.grad += self.weight * p.detach().sign()
        self.optimizer.step()


class Lion:
    """Chen et al., 2023, algorithm 2; PyTorch has none."""

    def __init__(self, parameters, rate, beta1=0.9, beta2=0.99, decay=0.0):
        self.parameters = parameters
        self.rate, self.beta1, self.beta2, self.decay = rate, beta1, beta2, decay
        self.means = [torch.zeros_like(p) for p in parameters]

    @torch.no_grad()
    def step(self):
        for p, mean in zip(self.parameters, self.means):
            direction = (self.beta1 * mean + (1 - self.beta1) * p.grad).sign()
            p -= self.rate * (direction + self.decay * p)
            mean.copy_(self.beta2 * mean + (1 - self.beta2) * p.grad)


def optimizer(row):
    problem = {name: tensor(item) for name, item in catalog["problem"].items()}
    p = [problem["weight"].requires_grad_(True), problem["bias"].requires_grad_(True)]
    algorithms = {name: getattr(torch.optim, name) for name in ("SGD", "Adam", "AdamW", "NAdam", "RAdam", "Adamax", "RMSprop", "Adagrad", "Adadelta", "LBFGS")}
    algorithm = eval(row["torch"], {"p": p, "Decayed": Decayed, "L1": L1, "Lion": Lion, **algorithms})
    golden = {}

    def closure():
        for parameter in p:
            parameter.grad = None
        loss = ((torch.tanh(F.linear(problem["inputs"], *p)) - problem["targets"]) ** 2).mean()
        loss.backward()
        return loss

    for step in range(1, 101):
        if isinstance(algorithm, torch.optim.LBFGS):
            algorithm.step(closure)
        else:
            closure()
            algorithm.step()
        if step in (1, 2, 10, 100):
            golden[str(step)] = [numbers(parameter) for parameter in p]
    return golden


def write(name, rows, compute):
    lines = []
    for row in rows:
        try:
            lines.append(f"{json.dumps(row['name'], ensure_ascii=False)}: {json.dumps(compute(row))}")
        except Exception as error:
            sys.exit(f"{name}, row {row['name']!r} ({row.get('torch')}): {error}")
    head = f'"pytorch": {json.dumps(torch.__version__)}'
    (HERE / f"{name}.json").write_text("{" + head + ', "rows": {\n' + ",\n".join(lines) + "\n}}\n", encoding="utf-8")
    print(f"{name}: {len(lines)} rows")


catalog = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
write("operations", catalog["operations"], operation)
write("layers", catalog["layers"], layer)
write("optimizers", catalog["optimizers"], optimizer)
