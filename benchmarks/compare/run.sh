#!/usr/bin/env bash
# The same workloads in NeuralCore and in PyTorch, in turn, in one run. Prints a table and writes compare.json.
# Usage: benchmarks/compare/run.sh [--quick] [--only TEXT]. With a text, only the workloads whose names contain it.
# Installs nothing; says what is missing.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
options=() rounds=5 only=""
while [ $# -gt 0 ]; do
    case "$1" in
        --quick) options+=(--quick) rounds=2 ;;
        --only)
            only=${2:?"--only wants a text"}
            options+=(--only "$only")
            shift
            ;;
        *)
            echo "Unknown argument $1"
            exit 2
            ;;
    esac
    shift
done

. "$here/tuned.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/results"

dotnet build -c Release -v q --nologo "$here/NeuralCore.Compare.csproj" -o "$work/ours" >/dev/null
for library in openblas:OPENBLAS:-lopenblas onednn:ONEDNN:-ldnnl; do
    IFS=: read -r name flag link <<<"$library"
    cc -O2 "-DUSE_$flag" "$here/sgemm.c" -o "$work/$name" "$link" 2>/dev/null ||
        echo "Without $name: it needs a C compiler and libopenblas-dev or libdnnl-dev"
done

all=$(nproc)
for round in $(seq "$rounds"); do
    echo "round $round of $rounds"
    for threads in 1 $([ "$all" -gt 1 ] && echo "$all"); do
        "$work/ours/NeuralCore.Compare" "$threads" "${options[@]}" >"$work/results/ours.$threads.$round"
    done
    for threads in $(printf '%s\n' 1 2 "$all" | sort -nu); do
        env "${tuned[@]}" OMP_NUM_THREADS="$threads" "$python" "$here/torch_workloads.py" "$threads" "${options[@]}" >"$work/results/torch.$threads.$round"
    done
    [ ! -x "$work/openblas" ] || OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 OPENBLAS_CORETYPE=SKYLAKEX "$work/openblas" >"$work/results/openblas.1.$round"
    [ ! -x "$work/onednn" ] || OMP_NUM_THREADS=1 "$work/onednn" >"$work/results/onednn.1.$round"
done

env MALLOC_MMAP_THRESHOLD_=65536 MALLOC_TRIM_THRESHOLD_=0 "$python" "$here/torch_memory.py" >"$work/results/torch.1.memory"

"$python" "$here/table.py" "$work/results" compare.json
