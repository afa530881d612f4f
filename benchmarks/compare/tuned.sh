# To be sourced: finds PyTorch and sets "python" and "tuned", the environment in which it is strongest on a CPU. Says what is missing.
missing=()
command -v dotnet >/dev/null || missing+=("the .NET SDK 10")
python=/usr/bin/python3
"$python" -c "import torch" 2>/dev/null || missing+=("PyTorch (Debian: python3-torch)")
libs=/usr/lib/$(uname -m)-linux-gnu
tcmalloc=$libs/libtcmalloc_minimal.so.4
blas=$libs/openblas-openmp/libblas.so.3
[ -e "$tcmalloc" ] || missing+=("tcmalloc (Debian: libtcmalloc-minimal4)")
[ -e "$blas" ] || missing+=("OpenBLAS with OpenMP (Debian: libopenblas0-openmp)")
if [ ${#missing[@]} -gt 0 ]; then
    printf 'Missing: %s\n' "${missing[@]}"
    exit 2
fi

# The strongest setting of PyTorch known on a CPU; its stock setting takes two to five times as long for small networks.
tuned=(OPENBLAS_CORETYPE=SKYLAKEX ATEN_CPU_CAPABILITY=avx512 LD_PRELOAD="$tcmalloc:$blas")
grep -q avx512f /proc/cpuinfo || tuned=(OPENBLAS_CORETYPE=HASWELL ATEN_CPU_CAPABILITY=avx2 LD_PRELOAD="$tcmalloc:$blas")
echo "PyTorch runs with: ${tuned[*]}"
