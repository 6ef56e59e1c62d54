"""Writes the quantized samples in this folder with h5py and numpy, as Keras 3 lays them out; prints what is computed.

expected.txt has a line for each matrix: file, layer, shape, SHA-256 of its numbers as little-endian float32 in C order.
"""

import hashlib
import io
import json
import zipfile

import h5py
import numpy as np

R = np.random.RandomState(1729)
EXPECTED = []
F = np.float32


def weights(*shape):
    return (R.standard_t(3, shape) * 0.07).astype(F)


def absmax(w, axes, top):
    scale = (top / (np.abs(w).max(axis=axes, keepdims=True) + 1e-7)).astype(F)
    return np.clip(np.rint(w * scale), -top - 1, top).astype(np.int8), scale


def grouped(w, groups, axis):
    """Asymmetric 4 bits: codes, scales and zeros by group along an axis."""
    n = groups.max() + 1
    parts = [np.compress(groups == g, w, axis=axis) for g in range(n)]
    low = np.stack([np.minimum(p.min(axis=axis), 0) for p in parts], axis=axis)
    high = np.stack([np.maximum(p.max(axis=axis), 0) for p in parts], axis=axis)
    scale = ((high - low) / 15 + 1e-7).astype(F)
    zero = np.clip(np.rint(-8 - low / scale), -8, 7).astype(np.int8)
    s, z = np.take(scale, groups, axis=axis), np.take(zero, groups, axis=axis)
    q = np.clip(np.rint(w / s) + z, -8, 7).astype(np.int8)
    return q, scale, zero, ((q.astype(F) - z.astype(F)) * s).astype(F)


def packed(q, axis):
    q = np.moveaxis(q, axis, 0)
    if len(q) % 2:
        q = np.concatenate([q, np.zeros_like(q[:1])])
    u = q.astype(np.uint8) & 15
    return np.moveaxis((u[0::2] | u[1::2] << 4).astype(np.uint8).view(np.int8), 0, axis)


def expect(files, layer, w):
    assert w.dtype == F
    for f in files:
        EXPECTED.append(f"{f} {layer} {'x'.join(map(str, w.shape))} {hashlib.sha256(np.ascontiguousarray(w).tobytes()).hexdigest()}")


def h5(target, groups, names=True):
    with h5py.File(target, "w", libver="latest") as f:
        for path, variables in groups.items():
            g = f.create_group(path + "/vars")
            if names:
                g.attrs["name"] = names[path] if isinstance(names, dict) else path.split("/")[-1]
            for i, v in enumerate(variables):
                g.create_dataset(str(i), data=v, chunks=v.shape if v.size > 150 else None, compression="gzip" if v.size > 150 else None,
                                 shuffle=True if v.size > 150 else None)


def archive(name, config, groups, names=False):
    buffer = io.BytesIO()
    h5(buffer, groups, names)
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("config.json", json.dumps(config))
        z.writestr("model.weights.h5", buffer.getvalue())


def policy(mode):
    return {"class_name": "QuantizedDTypePolicy", "config": {"mode": mode, "source_name": "float32"}}


def layer(cls, name, mode, shape=None, **config):
    return {"class_name": cls, "config": {"name": name, "dtype": policy(mode), **config}, "build_config": {"input_shape": shape}}


BOTH = ["coded.weights.h5", "coded.keras"]
groups, layers, names = {}, [], {}


def add(key, variables, described, w, files=BOTH):
    path = "layers/" + key
    groups[path] = variables
    layers.append(described)
    names[path] = described["config"]["name"]
    if w is not None:
        expect(files, described["config"]["name"], w)


w = weights(37, 20)
q, s = absmax(w, 0, 127)
add("dense", [q, weights(20), s[0]], layer("Dense", "eight", "int8", [None, 37], units=20), q / s[0])
w = weights(24, 15)
q, s = absmax(w, 0, 7)
add("dense_1", [packed(q, 1), s[0]], layer("Dense", "four", "int4/-1", [None, 24], units=15), q / s[0])
w, g = weights(35, 18), R.permutation(np.arange(35) // 10)
q, s, z, d = grouped(w, g, 0)
add("dense_2", [packed(q, 1), weights(18), s, z, g.astype(F)], layer("Dense", "ordered", "int4/10", [None, 35], units=18), d)
w = weights(33, 40)
q, s = absmax(w, 0, 7)
add("dense_3", [packed(q, 0), weights(40), s[0]], layer("Dense", "rows", "int4", [None, 33], units=40), q / s[0])
w = weights(50, 12)
q, s = absmax(w, 1, 127)
add("embedding", [q, s[:, 0]], layer("Embedding", "words", "int8", input_dim=50, output_dim=12), q / s)
w = weights(40, 9)
q, s = absmax(w, 1, 7)
add("embedding_1", [packed(q, 1), s[:, 0]], layer("Embedding", "odd", "int4/-1", input_dim=40, output_dim=9), q / s)
w, g = weights(44, 13), np.arange(13) // 5
q, s, z, d = grouped(w, g, 1)
add("embedding_2", [packed(q, 1), s, z, g.astype(F)], layer("Embedding", "groups", "int4/5", input_dim=44, output_dim=13), d)
w, v = weights(30, 8), weights(8, 30)
(q, s), (r, t) = absmax(w, 1, 127), absmax(v, 0, 127)
add("reversible_embedding", [q, s[:, 0], r, t[0]], layer("ReversibleEmbedding", "there", "int8", input_dim=30, output_dim=8), None)
expect(BOTH, "there.embeddings", q / s)
expect(BOTH, "there.reverse_embeddings", r / t[0])
w = weights(14, 3, 8)
q, s = absmax(w, 0, 127)
add("einsum_dense", [q, s[None]], layer("EinsumDense", "spread", "int8", [None, 5, 14], equation="abc,cde->abde"), (q / s).reshape(14, 24))
w = weights(3, 8, 11)
q, s = absmax(w, (0, 1), 127)
add("einsum_dense_1", [q, s.reshape(1, 1, 11)], layer("EinsumDense", "joined", "int8", [None, 5, 3, 8], equation="abcd,cde->abe"), (q / s).reshape(24, 11))
w = weights(3, 14, 8)
q, s = absmax(w, 1, 127)
add("einsum_dense_2", [q, s.reshape(1, 1, 3, 8)], layer("EinsumDense", "heads", "int8", [None, 5, 14], equation="btd,ndh->btnh"), (q / s).transpose(1, 0, 2).reshape(14, 24))
w, g = weights(14, 24), np.arange(14) // 4
q, s, z, d = grouped(w, g, 0)
add("einsum_dense_3", [packed(q, 1), s, z, g.astype(F)], layer("EinsumDense", "flat", "int4/4", [None, 5, 14], equation="abc,cde->abde"), d)
archive("coded.keras", {"class_name": "Sequential", "config": {"name": "model", "layers": layers}}, groups, names)

# What is not known, or does not fit, and what serves another variable.
groups, layers, names = {}, [], {}
i8 = lambda *shape: R.randint(-127, 128, shape).astype(np.int8)
u8 = lambda *shape: R.randint(0, 256, shape).astype(np.uint8)
add("dense", [i8(21, 10), weights(10)], layer("Dense", "unscaled", "int8"), None)
add("dense_1", [i8(21, 10), np.abs(weights(10))], layer("Dense", "biased", "int8", use_bias=True), None)
add("dense_2", [i8(21, 10), weights(10), np.abs(weights(7))], layer("Dense", "misfit", "int8"), None)
add("dense_3", [i8(21, 10), weights(10), np.abs(weights(3, 20)), i8(3, 19), (np.arange(21) // 8).astype(F)], layer("Dense", "zeros", "int4/8"), None)
add("dense_4", [i8(21, 10), weights(10), np.abs(weights(3, 20)), i8(3, 20), np.arange(21).astype(F)], layer("Dense", "indices", "int4/8"), None)
add("dense_5", [weights(22), u8(11, 21), weights(22, 3), u8(22, 3), (np.arange(21) // 8).astype(F)], layer("Dense", "calibrated", "gptq/4/8"), None)
add("dense_6", [u8(5, 22), weights(22), np.array(0.5, F)], layer("Dense", "ternary", "ternary"), None)
q = packed(absmax(weights(16, 5), 0, 7)[0], 0)
q[-1] &= 15
add("dense_7", [q, weights(5), np.abs(weights(5))], layer("Dense", "short", ""), None)
add("einsum_dense", [i8(6, 6, 6), np.abs(weights(1, 1, 6, 6))], layer("EinsumDense", "cube", ""), None)
add("einsum_dense_1", [weights(4, 6, 7)], layer("EinsumDense", "batch", "", equation="abc,bcd->abd"), None)
add("my_table", [R.randint(0, 9, (8, 7)).astype(np.int32)], layer("MyTable", "table", ""), None)
add("dense_8", [weights(9, 7)], layer("Dense", "sound", ""), None)
expect(["refused.keras"], "sound", groups["layers/dense_8"][0])
archive("refused.keras", {"class_name": "Sequential", "config": {"name": "model", "layers": layers}}, groups)

# Rounded to 8 bits at each step; a kernel with its inputs second.
w, s = weights(19, 11), F(0.0007)
e = np.clip(w / s, F(-448), F(448)).astype(F)
x = np.maximum(np.frexp(np.abs(e) + F(0))[1] - 1, -6) - 3
e = (np.rint(e / np.exp2(x)) * np.exp2(x)).astype(F)
scalar, history = np.array(0.5, F), np.zeros(16, F)
h5("rounded.weights.h5", {"layers/dense": [w, weights(11), scalar, history, np.array(s), history, scalar, history],
                          "layers/attention/query_dense": [k := weights(4, 12, 5)], "layers/attention/output_dense": [o := weights(4, 5, 12)]},
   {"layers/dense": "dense", "layers/attention/query_dense": "query", "layers/attention/output_dense": "attention_output"})
expect(["rounded.weights.h5"], "dense", (e * s).astype(F))
expect(["rounded.weights.h5"], "attention.query", k.transpose(1, 0, 2).reshape(12, 20))
expect(["rounded.weights.h5"], "attention.attention_output", o.reshape(20, 12))


def legacy(name, layers, config=None):
    with h5py.File(name, "w") as f:
        m = f.create_group("model_weights") if config else f
        if config:
            f.attrs["model_config"] = json.dumps(config)
        m.attrs["layer_names"] = [n.encode() for n in layers]
        for n, variables in layers.items():
            g = m.create_group(n)
            g.attrs["weight_names"] = [f"{n}/{k}".encode() for k in variables]
            for k, v in variables.items():
                g.create_dataset(f"{n}/{k}", data=v)


# Low-rank updates are kept beside the kernel in a .h5 file.
k, a, b = weights(13, 9), weights(13, 2), weights(2, 9)
c, ca, cb = weights(3, 3, 4, 5), weights(3, 3, 4, 2), weights(2, 5)
q, s = absmax(weights(16, 9), 0, 127)
u = {"fc": {"kernel": k, "bias": weights(9), "lora_kernel_a": a, "lora_kernel_b": b},
     "conv": {"kernel": c, "bias": weights(5), "lora_kernel_a": ca, "lora_kernel_b": cb},
     "coded": {"bias": weights(9), "kernel": q, "kernel_scale": s[0]}}
described = [{"class_name": "Dense", "config": {"name": "fc", "lora_rank": 2, "lora_alpha": 8}},
             {"class_name": "Conv2D", "config": {"name": "conv", "lora_rank": 2}},
             {"class_name": "Dense", "config": {"name": "coded", "dtype": policy("int8")}}]
legacy("updated.h5", u, {"class_name": "Sequential", "config": {"name": "m", "layers": described}})
legacy("updated-alone.h5", {"fc": u["fc"]})
np.savez("updated.npz", fc=k.astype(float) + 4 * (a.astype(float) @ b), conv=c.astype(float) + ca.astype(float) @ cb)
expect(["updated.h5"], "coded", q / s[0])

with open("expected.txt", "w") as f:
    f.write("\n".join(EXPECTED) + "\n")
