"""Writes odd HDF5 files and Keras names in this folder with h5py and numpy.

Number i of variable k is ((37 * i + k) % 101 - 50) / 64, as in write_samples.py.
"""

import io
import json
import zipfile

import h5py
import numpy as np


def numbers(k, *shape):
    i = np.arange(int(np.prod(shape)))
    return (((37 * i + k) % 101 - 50) / 64).reshape(shape).astype(np.float32)


def brain(values):
    return (values.view(np.uint32) >> 16).astype(np.uint16).view("V2")


def archive(name, contents, config=None):
    """An archive, which is smaller; its HDF5 file is read as any."""
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as z:
        if config:
            z.writestr("config.json", json.dumps(config))
        z.writestr("model.weights.h5", contents.getvalue())


def opaque(group, name, data, dtype=None, **how):
    d = group.create_dataset(name, data=data, **how)
    if dtype:
        d.attrs["dtype"] = dtype
    return d


# Attributes, types and filters of every kind, beside sound weights.
for name, version in (("odd.keras", "earliest"), ("odd-latest.keras", "latest")):
    buffer = io.BytesIO()
    with h5py.File(buffer, "w", libver=version) as f:
        g = f.create_group("dense")
        d = g.create_dataset("kernel", data=numbers(1, 9, 7))
        for at in (f, g, d):
            at.attrs["opaque"] = np.zeros(3, "V5")
            at.attrs["compound"] = np.zeros(2, [("a", "f4"), ("b", "V3")])
            at.attrs["enum"] = np.array([0, 1], h5py.enum_dtype({"A": 0, "B": 1}, "i1"))
            at.attrs["lists"] = np.array([np.arange(3), np.arange(2)], h5py.vlen_dtype("i4"))
            at.attrs["reference"] = f.ref
            at.attrs["nothing"] = h5py.Empty("f4")
            at.attrs["complex"] = np.complex64(1j)
            at.attrs["text"] = "a text"
        h = f.create_group("many")
        for i in range(20):
            h.attrs[f"odd{i}"] = np.zeros(2, "V3")
        h.create_dataset("kernel", data=numbers(2, 8, 6))
        h = f.create_group("kinds")
        opaque(h, "bfloat16.weight", brain(numbers(3, 12, 5)), "bfloat16")
        opaque(h, "packed.weight", brain(numbers(4, 25, 8)), "bfloat16", chunks=(7, 8), compression="gzip", shuffle=True)
        opaque(h, "e5m2.weight", (numbers(5, 6, 4).astype(np.float16).view(np.uint16) >> 8).astype(np.uint8).view("V1"), "float8_e5m2")
        opaque(h, "e4m3.weight", np.array([[0x38, 0xB8, 0x01], [0x7E, 0xFE, 0x00]], np.uint8).view("V1"), "float8_e4m3fn")
        opaque(h, "unsaid.weight", brain(numbers(6, 4, 4)))
        opaque(h, "wide.weight", np.zeros((4, 4), "V2"), "float8_e5m2")
        opaque(h, "pairs.weight", np.zeros((4, 4), np.complex64))
        opaque(h, "enum.weight", np.zeros((4, 4), h5py.enum_dtype({"A": 0, "B": 1}, "i1")))
        opaque(h, "lists.weight", np.array([np.arange(3), np.arange(2)], h5py.vlen_dtype("i4")))
        opaque(h, "scaled.weight", numbers(7, 16, 8), chunks=(8, 8), scaleoffset=3)
        h.create_dataset("unheard.weight", shape=(8, 8), dtype="f4", chunks=(8, 8), compression=32099, allow_unknown_filter=True)
        space, plan = h5py.h5s.create_simple((8, 8)), h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        plan.set_external(b"elsewhere.raw", 0, 256)
        h5py.h5d.create(h.id, b"external.weight", h5py.h5t.IEEE_F32LE, space, plan)
        plan = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        plan.set_layout(h5py.h5d.COMPACT)
        h5py.h5d.create(h.id, b"compact.weight", h5py.h5t.IEEE_F32LE, space, plan).write(h5py.h5s.ALL, h5py.h5s.ALL, numbers(8, 8, 8))
        layout = h5py.VirtualLayout((9, 7), "f4")
        layout[:] = h5py.VirtualSource(f["dense/kernel"])
        h.create_virtual_dataset("virtual.weight", layout)
        h["committed"] = np.dtype("V4")
        # Random numbers do not shrink: the writer leaves out the filter of the first chunk.
        r = np.random.RandomState(3).bytes(64 * 4) + bytes(64 * 4)
        r = np.frombuffer(r, np.uint8).reshape(64, 8)
        h.create_dataset("bytes.weight", data=r, chunks=(32, 8), compression="gzip")
    archive(name, buffer)


def legacy(name, layers, config=None, missing=()):
    buffer = io.BytesIO()
    with h5py.File(buffer, "w") as f:
        m = f.create_group("model_weights")
        if config:
            f.attrs["model_config"] = config
        m.attrs["layer_names"] = np.array([n.encode() for n in [*layers, *missing]])
        for n, variables in layers.items():
            g = m.require_group(n)
            g.attrs["weight_names"] = np.array([k.encode() for k in variables])
            for k, v in variables.items():
                if v is not None:
                    g.create_dataset(k, data=v)
        o = f.create_group("optimizer_weights")
        o.attrs["weight_names"] = [b"Adam/Conv/kernel/m:0"]
        o.create_dataset("Adam/Conv/kernel/m:0", data=numbers(9, 3, 3, 2, 4))
    archive(name, buffer)


legacy("names.keras", {
    "Conv": {"Conv/kernel:0": numbers(1, 3, 3, 2, 4)},
    "Conv/BatchNorm": {"Conv/BatchNorm/gamma:0": numbers(2, 4), "Conv/BatchNorm/beta:0": numbers(3, 4)},
    "block/1/expand": {"block/1/expand_2/kernel:0": numbers(4, 5, 6), "block/1/expand_2/bias:0": numbers(5, 6)},
    "слой": {"слой/kernel:0": numbers(6, 6, 7)},
    "出力/層": {"出力/層/kernel:0": numbers(7, 7, 3)},
    "outer": {"inner/first/kernel:0": numbers(8, 5, 8), "inner/second/kernel:0": numbers(9, 8, 4)},
    "lost": {"lost/kernel:0": None},
}, missing=["gone"])

custom = {"class_name": "Custom>Gate", "config": {"name": "gate", "layers": 3, "cell": "lstm", "dtype": ["x"], "limit": float("nan"),
                                                  "name2": None, "config": [1, {"a": None}]}}
inner = {"class_name": "Functional", "config": {"name": "inside", "layers": [
    {"class_name": "InputLayer", "config": {"name": "in"}},
    {"class_name": "Dense", "config": {"name": "first"}},
    {"class_name": "Dense", "config": {"name": "Ausgang/größe"}}]}}
outer = {"class_name": "Sequential", "config": {"name": "outside", "layers": [
    {"class_name": "Conv2D", "config": {"name": "stem"}}, inner]}}
config = {"class_name": "Functional", "config": {"name": "model", "layers": [
    {"class_name": "Dense", "config": {"name": "top"}}, outer, custom,
    {"class_name": "TimeDistributed", "config": {"name": "each", "layer": {"class_name": "Dense", "config": {"name": "every"}}}},
    {"class_name": "Dense", "config": {"name": "end"}}]}}
groups = {
    "layers/dense": [numbers(1, 4, 5), numbers(2, 5)],
    "layers/dense_1": [numbers(3, 5, 3)],
    "layers/sequential/layers/conv2d": [numbers(4, 3, 3, 2, 4)],
    "layers/sequential/layers/functional/layers/dense": [numbers(5, 6, 7)],
    "layers/sequential/layers/functional/layers/dense_1": [numbers(6, 7, 8)],
    "layers/gate": [numbers(7, 5), numbers(8, 5, 6), numbers(9, 6, 4)],
    "layers/time_distributed/layer": [numbers(10, 8, 3), numbers(11, 3)],
    "optimizer": [numbers(12, 4, 5)],
}
buffer = io.BytesIO()
with h5py.File(buffer, "w") as f:
    for path, variables in groups.items():
        for i, v in enumerate(variables):
            f.create_dataset(f"{path}/vars/{i}", data=v)
    f.create_dataset("layers/gate/vars/table", data=numbers(13, 3, 6))
archive("nested.keras", buffer, config)
legacy("garbled.keras", {"fc": {"fc/kernel:0": numbers(1, 4, 5)}}, config='{"class_name": "Sequential", "config": {')

# Updates without their kernels, as KerasHub keeps them; moments of an optimizer; a mask of pruning.
buffer = io.BytesIO()
with h5py.File(buffer, "w") as f:
    f.create_dataset("lora/0/lora_kernel_a", data=numbers(1, 9, 2))
    f.create_dataset("lora/0/lora_kernel_b", data=numbers(2, 2, 8))
    f.create_dataset("optimizer_weights/Adam/fc/kernel/m:0", data=numbers(3, 9, 8))
    f.create_dataset("fc/kernel", data=numbers(4, 9, 8))
archive("beside.keras", buffer)
legacy("pruned.keras", {"prune_low_magnitude_fc": {
    "prune_low_magnitude_fc/fc/kernel:0": numbers(1, 9, 8), "prune_low_magnitude_fc/mask:0": (numbers(1, 9, 8) > 0).astype(np.float32),
    "prune_low_magnitude_fc/threshold:0": np.float32(0.1)}})
