"""Writes the samples in this folder with Keras 3 and h5py.

Number i of variable k is ((37 * i + k) % 101 - 50) / 64: half precision holds it.
"""

import os

os.environ["KERAS_BACKEND"] = "jax"

import h5py
import keras
import numpy as np
from keras import layers as L


def numbers(k, *shape):
    i = np.arange(int(np.prod(shape)))
    return (((37 * i + k) % 101 - 50) / 64).reshape(shape).astype(np.float32)


def model():
    i = keras.Input((12,), dtype="int32", name="ids")
    x = L.Embedding(20, 6, name="words")(i)
    x = L.LSTM(5, return_sequences=True, name="memory")(x)
    x = L.Bidirectional(L.GRU(4, return_sequences=True), name="both")(x)
    x = L.SimpleRNN(7, return_sequences=True, name="loop")(x)
    x = L.MultiHeadAttention(2, 3, name="heads")(x, x)
    x = L.LayerNormalization(name="even")(x)
    x = L.Conv1D(8, 3, name="line")(x)
    x = L.SeparableConv1D(6, 2, depth_multiplier=2, name="split_line")(x)
    x = L.Reshape((9, 6, 1), name="fold")(x)
    x = L.Conv2D(4, 3, name="plane")(x)
    x = L.DepthwiseConv2D(2, depth_multiplier=2, name="deep")(x)
    x = L.BatchNormalization(name="batch")(x)
    x = L.SeparableConv2D(5, 2, name="split_plane")(x)
    x = L.Conv2DTranspose(3, 2, name="up")(x)
    x = L.TimeDistributed(L.Dense(4), name="times")(x)
    x = L.Flatten(name="flat")(x)
    inner = [keras.Input((x.shape[-1],)), L.Dense(6, name="first"), L.PReLU(name="bend")]
    x = keras.Sequential(inner, name="inner")(x)
    m = keras.Model(i, L.Dense(5, name="head")(x), name="sample")
    m.set_weights([numbers(k, *w.shape) for k, w in enumerate(m.weights)])
    return m


m = model()
m.save("model.keras")
m.save("model.h5")
m.save_weights("sample.weights.h5")
for k, w in enumerate(m.weights):
    print(k, w.path, w.shape)

with h5py.File("datasets.h5", "w") as f:
    f.create_dataset("gzip.weight", data=numbers(1, 25, 13), chunks=(7, 5), compression="gzip", shuffle=True)
    f.create_dataset("sum.weight", data=numbers(2, 25, 13), chunks=(7, 5), fletcher32=True)
    f.create_dataset("all.weight", data=numbers(3, 6, 4, 3, 3), chunks=(4, 3, 2, 3), compression="gzip",
                     shuffle=True, fletcher32=True)
    f.create_dataset("chunks.weight", data=numbers(4, 25, 13), chunks=(25, 13))
    f.create_dataset("big.weight", data=numbers(5, 9, 5).astype(">f8"))
    f.create_dataset("half.weight", data=numbers(6, 9, 5).astype(np.float16))
    f.create_dataset("bytes.weight", data=(np.arange(45) % 100 - 50).astype(np.int8).reshape(9, 5))
    f.create_dataset("lzf.weight", data=numbers(7, 25, 13), compression="lzf")
    f.create_dataset("text", data=np.array([b"a", b"b"]))
    f.create_dataset("empty.weight", shape=(4, 4), dtype="f4")
    f["elsewhere"] = h5py.ExternalLink("other.h5", "/w")
