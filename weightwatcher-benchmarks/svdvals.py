"""Times scipy.linalg.svdvals in float64 on a float32 matrix, what the Python tool does for a layer.

Usage: OPENBLAS_NUM_THREADS=1 python3 svdvals.py ROWS COLUMNS RUNS
"""
import ctypes
import sys
import time

import numpy
import scipy.linalg


def kernels():
    """What OpenBLAS computes with here; it may be scipy's own, whose names have a prefix."""
    with open("/proc/self/maps", encoding="utf-8") as maps:
        paths = {line.split()[-1] for line in maps if "openblas" in line}
    for path in sorted(paths):
        library = ctypes.CDLL(path)
        for prefix in ("", "scipy_"):
            for suffix in ("", "64_"):
                name = getattr(library, f"{prefix}openblas_get_corename{suffix}", None)
                if name is not None:
                    name.restype = ctypes.c_char_p
                    return name().decode() + " kernels"
    return "kernels unknown"


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
print(f"[{rows} x {columns}] svdvals fastest {times[0]:.4f} s, median {times[runs // 2]:.4f} s, "
      f"{kernels()}")
