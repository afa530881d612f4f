"""Puts what run.sh measured into one table and compare.json.

Usage: table.py FOLDER OUTPUT.json. The folder holds files named KIND.THREADS.ROUND with lines "name<TAB>number"; ours
have two more fields, the bytes that a run takes from the heap and a fingerprint of its result.
"""
import collections
import json
import pathlib
import statistics
import sys

measured = collections.defaultdict(list)
allocated = collections.defaultdict(int)
fingerprints = collections.defaultdict(set)
for file in sorted(pathlib.Path(sys.argv[1]).glob("*.*.*")):
    kind, threads, _ = file.name.split(".")
    for line in file.read_text().splitlines():
        name, value, *more = line.split("\t")
        measured[name, kind, int(threads)].append(float(value))
        if more:
            allocated[name] = max(allocated[name], int(more[0]))
            fingerprints[name].add(more[1])
median = {key: statistics.median(values) for key, values in measured.items()}
peak = median.pop(("peak GFLOPS", "ours", 1), None)
memory = {kind: median.pop(("memory MB", kind, 1), None) for kind in ("ours", "torch")}
median = {key: value for key, value in median.items() if key[0] != "memory MB"}
names = [name for name in dict.fromkeys(name for name, kind, _ in median if kind == "ours") if name != "peak GFLOPS"]
torch_threads = sorted({threads for _, kind, threads in median if kind == "torch"} | {1, 2})
most = max(threads for _, kind, threads in median if kind == "ours")


def flops(name):
    if not name.startswith("product"):
        return None
    m, k, n = name.split(",")[0].removeprefix("product ").split(" x ")
    return 2 * int(m) * int(k) * int(n)


def text(value, digits=1):
    return "" if value is None else f"{value:,.{digits}f}"


rows = []
for name in names:
    ours = {threads: median.get((name, "ours", threads)) for threads in (1, most)}
    torch = {threads: median.get((name, "torch", threads)) for threads in torch_threads}
    variants = [value for (other, kind, _), value in median.items() if kind == "torch" and other in (name + ", frozen", name + ", channels last")]
    others = {kind: median.get((name, kind, 1)) for kind in ("openblas", "onednn")}
    known = [value for value in (*torch.values(), *variants) if value]
    best_ours = min(value for value in ours.values() if value)
    rows.append({
        "workload": name,
        "ours_us": ours,
        "torch_us": torch,
        "torch_variant_us": min(variants, default=None),
        "ratio": min(known) / best_ours if known else None,
        "ratio_one_thread": torch[1] / ours[1] if torch[1] else None,
        "speed_up": ours[1] / ours[most] if most > 1 else None,
        "share_of_peak": flops(name) / ours[1] / 1e3 / peak if flops(name) and peak else None,
        **{f"{kind}_us": value for kind, value in others.items()},
        "allocated_bytes": allocated[name],
        "same_bits": len(fingerprints[name]) == 1,
    })

print(f"""Microseconds, medians over rounds; one core's peak {text(peak)} GFLOPS. Ratios: PyTorch's best over ours; above 1, ours is faster.
"variant": PyTorch's best after freezing, or with channels last, which counts in the ratio; "bytes": what a run of ours takes from the heap; "bits": whether ours are the same in every run, with any threads.\n""")
head = ["workload", "ours 1", f"ours {most}", *(f"torch {threads}" for threads in torch_threads), "ratio", "1 thread", "speed-up", "of peak", "OpenBLAS 1", "oneDNN 1", "variant", "bytes", "bits"]
print("| " + " | ".join(head) + " |")
print("|---|" + "---:|" * (len(head) - 1))
for row in rows:
    cells = [
        row["workload"], text(row["ours_us"][1]), text(row["ours_us"][most]), *(text(row["torch_us"][threads]) for threads in torch_threads),
        text(row["ratio"], 2), text(row["ratio_one_thread"], 2), text(row["speed_up"], 2),
        "" if row["share_of_peak"] is None else f"{100 * row['share_of_peak']:.0f} %", text(row["openblas_us"]), text(row["onednn_us"]),
        text(row["torch_variant_us"]), str(row["allocated_bytes"]), "same" if row["same_bits"] else "DIFFER"]
    print("| " + " | ".join(cells) + " |")
print(f"\nMemory that training the convolutional network takes: ours {text(memory['ours'])} MB, PyTorch {text(memory['torch'])} MB.")
pathlib.Path(sys.argv[2]).write_text(json.dumps({"peak_gflops": peak, "memory_mb": memory, "rows": rows}, indent=1) + "\n")
