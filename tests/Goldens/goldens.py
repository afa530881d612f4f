"""Computes with PyTorch, in double precision, what the rows of the catalogs must give, and writes it beside this file.

Usage, from the root of the repository (Debian: apt-get install python3-torch):
    dotnet run -c Release --project tests/Goldens > rows.json
    /usr/bin/python3 tests/Goldens/goldens.py rows.json
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
NAMES = "xyzwuv"


def tensor(item):
    values = torch.tensor(item["values"], dtype=torch.float64).reshape(item["shape"])
    return values.requires_grad_(item["gradient"])


def number(value):
    """JSON has no literal for these."""
    return value if math.isfinite(value) else "nan" if math.isnan(value) else "inf" if value > 0 else "-inf"


def numbers(values):
    return [number(v) for v in values.detach().to(torch.float64).reshape(-1).tolist()]


def operation(row):
    inputs = [tensor(item) for item in row["inputs"]]
    scope = {"torch": torch, "nn": nn, "F": F, "math": math, **dict(zip(NAMES, inputs))}
    output = eval(row["torch"], scope)  # the rows are our own source code
    golden = {"inputs": [numbers(x) for x in inputs], "shape": list(output.shape), "output": numbers(output)}
    if "upstream" in row:
        upstream = tensor(row["upstream"])
        assert output.shape == upstream.shape, f"{row['name']}: PyTorch gives shape {list(output.shape)}, we give {list(upstream.shape)}"
        output.backward(upstream)
        golden["gradients"] = [None if not x.requires_grad else numbers(torch.zeros_like(x) if x.grad is None else x.grad) for x in inputs]
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
