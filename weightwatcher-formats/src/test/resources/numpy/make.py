"""Writes the files beside it, with NumPy 1.24.2, and prints what NumpyFilesTest expects of them."""

import os
import numpy as np

os.chdir(os.path.dirname(os.path.abspath(__file__)))
random = np.random.RandomState(7)
weights = {
    "fc1.weight": random.randn(12, 20).astype("f4"),
    "fc1.bias": np.arange(12, dtype="f8"),
    "conv.weight": np.asfortranarray(random.randn(6, 5, 3, 3)),
    "half.weight": random.randn(11, 4).astype(">f2"),
    "fc2.weight": np.asfortranarray(random.randn(9, 14).astype("f4")),
    "codes.weight": random.randint(-128, 128, (10, 10)).astype("i1"),
    "step": np.array(3),
}
np.savez("stored.npz", **weights)
np.savez_compressed("deflated.npz", **weights)
np.save("objects.npy", np.array([{"a": 1}], dtype=object), allow_pickle=True)
np.save("structured.npy", np.zeros(3, dtype=[("a", "<f4"), ("b", "<i4", (2,))]))
for version in 2, 3:
    with open(f"version{version}.npy", "wb") as file:
        array = np.arange(12).reshape(3, 4).astype(">i4" if version == 3 else "<f8")
        np.lib.format.write_array(file, array, version=(version, 0))
for name, array in weights.items():
    values = array.astype("f8").ravel()
    print(name, array.shape, repr(values[1:2]), repr(float(values @ np.arange(1, len(values) + 1))))
