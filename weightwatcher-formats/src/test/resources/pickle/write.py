"""Writes the samples beside it; Python 3.11, NumPy 1.24, PyTorch 1.13. Values count up from 1, so that a test knows them."""
import collections
import os
import pickle

import numpy as np
import torch

os.chdir(os.path.dirname(os.path.abspath(__file__)))


def counting(*shape, dtype=np.float32):
    return (np.arange(np.prod(shape, dtype=int)) + 1).reshape(shape).astype(dtype)


class Fitted:
    """As scikit-learn's models keep what they learned, and what they were fitted to."""

    def __init__(self):
        self.X_train_ = counting(9, 4)
        self.coefs_ = [counting(4, 3), counting(3, 2)]


class Matrix(np.ndarray):
    pass


state = collections.OrderedDict([
    ("a.weight", counting(7, 5)),
    ("a.bias", counting(7)),
    ("fortran.weight", np.asfortranarray(counting(6, 4))),
    ("kernel.weight", np.asfortranarray(counting(4, 3, 2, 2, dtype=np.float64))),
    ("turned.weight", counting(5, 8).T),
    ("big.weight", counting(5, 3, dtype=">f4")),
    ("half.weight", counting(40, 30, dtype=np.float16)),
    ("long.weight", counting(40, 18, dtype=np.float64)),
    ("bytes.weight", (np.arange(256, dtype=np.uint8)).reshape(16, 16)),
    ("objects.weight", np.array([[1, "x"], [None, 2.5]], dtype=object)),
    ("words.weight", np.array([["a", "b"], ["c", "d"]])),
    ("matrix.weight", np.matrix([[1.0, 2.0], [3.0, 4.0]])),
    ("own.weight", counting(3, 2).view(Matrix)),
    ("scalar", np.float32(0.25)),
    ("fitted", Fitted()),
    (np.int64(3), 1),
])
for protocol in (2, 3, 4, 5):
    with open("protocol%d.pkl" % protocol, "wb") as file:
        pickle.dump(state, file, protocol)
with open("protocol0.pickle", "wb") as file:
    pickle.dump({"a.weight": counting(7, 5)}, file, 0)

# PaddlePaddle: names of the graph, tuples of a name and an array, slices of large arrays, bfloat16 as its bits
paddle = {
    "linear.weight": counting(8, 6),
    "linear.bias": ("linear_0.b_0", counting(6)),
    "tuple.weight": ("linear_1.w_0", counting(6, 3)),
    "bits.weight": np.full((4, 3), 0x3F80, np.uint16),
    "StructuredToParameterName@@": {"linear.weight": "linear_0.w_0", "bits.weight": "linear_2.w_0"},
}
big = counting(10, 9).ravel()
for i, part in enumerate((big[:40], big[40:80], big[80:])):
    paddle["big.weight@@.%d" % i] = part
paddle["UnpackBigParamInfor@@"] = {
    "big.weight": {"OriginShape": (10, 9), "slices": ["big.weight@@.%d" % i for i in range(3)]},
    "lost.weight": {"OriginShape": (5, 4), "slices": ["lost.weight@@.0"]},
}
with open("model.pdparams", "wb") as file:
    pickle.dump(paddle, file, 2)
with open("model.pdopt", "wb") as file:
    pickle.dump({"linear_0.w_0_moment1_0": counting(8, 6), "LR_Scheduler": {"last_epoch": 2, "last_lr": 0.1}}, file, 4)

torch.save(
    {
        "state_dict": {"fc.weight": torch.from_numpy(counting(4, 3)), "np.weight": counting(40, 30)},
        "args": {"priors": counting(5, 2), "mean": np.float64(0.5)},
    },
    "arrays.pt",
)
