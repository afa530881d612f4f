#!/usr/bin/env bash
# samples/Mnist with its defaults and the same work in PyTorch, each a whole process from its start to its end, in turn.
# Usage: benchmarks/compare/mnist.sh [--rounds N] [--data FOLDER]. Without a folder, the one that NEURALCORE_DATA names.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
rounds=5 data=${NEURALCORE_DATA:-}
while [ $# -gt 0 ]; do
    case "$1" in
        --rounds) rounds=$2 ;;
        --data) data=$2 ;;
        *)
            echo "Unknown argument $1"
            exit 2
            ;;
    esac
    shift 2
done

. "$here/tuned.sh"
[ ! -d "$data/mnist" ] || data=$data/mnist
if [ ! -e "$data/train-images-idx3-ubyte.gz" ]; then
    echo "Missing: the files of MNIST, packed; name their folder by --data"
    exit 2
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet build -c Release -v q --nologo "$here/../../samples/Mnist" -o "$work/app" >/dev/null

# timed NAME COMMAND...: seconds, those of the processor, the largest memory, and the last line that it prints.
timed() {
    local name=$1
    shift
    /usr/bin/time -o "$work/time" -f "%e %U %S %M" "$@" >"$work/log"
    read -r seconds user system kilobytes <"$work/time"
    echo "$seconds" >>"$work/$name"
    printf '%-16s %6.2f s %6.2f s of processor %5d MB   %s\n' \
        "$name" "$seconds" "$(awk "BEGIN { print $user + $system }")" $((kilobytes / 1024)) "$(tail -n 1 "$work/log")"
}

for _ in $(seq "$rounds"); do
    timed "ours" "$work/app/Mnist" --data "$data" --out "$work/out"
    timed "ours by dotnet" dotnet "$work/app/Mnist.dll" --data "$data" --out "$work/out"
    for threads in 1 2; do
        timed "PyTorch, $threads" env "${tuned[@]}" OMP_NUM_THREADS="$threads" "$python" "$here/torch_mnist.py" "$data" "$threads"
    done
done

median() { sort -n "$1" | sed -n "$(((rounds + 1) / 2))p"; }
for name in "ours" "ours by dotnet" "PyTorch, 1" "PyTorch, 2"; do
    printf '%-16s %6.2f s\n' "$name" "$(median "$work/$name")"
done
best=$(printf '%s\n' "$(median "$work/PyTorch, 1")" "$(median "$work/PyTorch, 2")" | sort -n | head -n 1)
awk -v torch="$best" -v ours="$(median "$work/ours")" 'BEGIN { printf "ratio %.2f: medians, PyTorch'"'"'s better one over ours\n", torch / ours }'
