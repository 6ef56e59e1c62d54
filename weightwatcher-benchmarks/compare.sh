#!/usr/bin/env bash
# Whole analysis of one layer against scipy.linalg.svdvals, in turn, on one thread each.
# Needs python3 with numpy and scipy on OpenBLAS (Debian: python3-scipy libopenblas0); PYTHON names it.
# Usage: compare.sh [ROUNDS [SIZE...]], a size being ROWSxCOLUMNSxRUNS
set -eu
cd "$(dirname "$0")/.."
. weightwatcher-benchmarks/kernels.sh
rounds=${1:-3}
shift || true
sizes=${*:-512x512x40 1024x1024x15 2048x2048x5 4096x1024x10 4096x4096x2}
module=weightwatcher-benchmarks
mvn -q --batch-mode package -pl $module -am -Dmaven.test.skip=true
for size in $sizes; do
  IFS=x read -r rows columns runs <<<"$size"
  for _ in $(seq "$rounds"); do
    OPENBLAS_NUM_THREADS=1 "${PYTHON:-python3}" $module/svdvals.py "$rows" "$columns" "$runs"
    $module/run.sh MeasureLayer "$rows" "$columns" "$runs"
  done
done
