"""Times scipy.linalg.svdvals in float64 on a float32 matrix, what the Python tool does for a layer.

Usage: OPENBLAS_NUM_THREADS=1 python3 svdvals.py ROWS COLUMNS RUNS
"""
import sys
import time

import numpy
import scipy.linalg

rows, columns, runs = (int(argument) for argument in sys.argv[1:4])
random = numpy.random.RandomState(1)
weights = (random.uniform(-1, 1, (rows, columns))
           / numpy.sqrt(random.uniform(1e-6, 1, (rows, columns)) * rows)).astype(numpy.float32)
scipy.linalg.svdvals(weights.astype(numpy.float64))
times = []
for _ in range(runs):
    start = time.perf_counter()
    scipy.linalg.svdvals(weights.astype(numpy.float64))
    times.append(time.perf_counter() - start)
times.sort()
print(f"[{rows} x {columns}] svdvals fastest {times[0]:.4f} s, median {times[runs // 2]:.4f} s")
