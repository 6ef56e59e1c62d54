#!/usr/bin/env bash
# A model of the shapes of seven billion weights in float16, made, analysed from start to page by
# both methods in turn on two threads, and deleted: seconds, peak resident memory, kernels. Then
# scipy.linalg.svdvals of the two shapes on one thread, for the ratio (PYTHON names python3).
# Usage, after mvn package: large.sh [BLOCKS [FOLDER]]; 32 blocks take 13 GB, one block 0.4 GB.
set -eu
module=$(cd "$(dirname "$0")" && pwd)
. "$module/kernels.sh"
blocks=${1:-32}
folder=$(mktemp -d "${2:-${TMPDIR:-/tmp}}/large-model.XXXXXX")
trap 'rm -rf "$folder"' EXIT
"$module/run.sh" MakeLargeModel "$folder/model" "$blocks"
"$module/../weightwatcher" --version >/dev/null # builds it, if need be
for method in fast single; do
  /usr/bin/time -f "$method: %e s, %M KiB resident, %U s of processors" \
    "$module/../weightwatcher" analyze "$folder/model" --method $method --threads 2 --quiet \
    --report "$folder/$method.html" --json "$folder/$method.json" >"$folder/out"
  grep -o 'OpenBLAS[^"]*kernels' "$folder/$method.json" | head -n 1
done
for shape in 4096x4096 11008x4096; do
  IFS=x read -r rows columns <<<"$shape"
  OPENBLAS_NUM_THREADS=1 "${PYTHON:-python3}" "$module/svdvals.py" "$rows" "$columns" 1
done
