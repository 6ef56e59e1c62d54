"""Writes the samples beside it with llama.cpp's own package: pip install gguf."""
import os

import numpy as np
import gguf
from gguf import GGMLQuantizationType as T
from gguf.quants import dequantize, quantize

os.chdir(os.path.dirname(os.path.abspath(__file__)))
rng = np.random.default_rng(5)

# Random bytes with plausible scales: every bit of every block counts.
SCALES = {T.Q4_0: [0], T.Q4_1: [0, 2], T.Q5_0: [0], T.Q5_1: [0, 2], T.Q8_0: [0],
          T.Q2_K: [80, 82], T.Q3_K: [108], T.Q4_K: [0, 2], T.Q5_K: [0, 2], T.Q6_K: [208]}

writer = gguf.GGUFWriter("blocks.gguf", "llama")
writer.add_block_count(1)
writer.add_array("tokenizer.ggml.tokens", ["a", "bc", "def"])
writer.add_array("tokenizer.ggml.scores", [0.5, 1.5])
writer.add_bool("tokenizer.ggml.add_bos_token", True)
expected = {}
for type_, places in SCALES.items():
    numbers, size = gguf.GGML_QUANT_SIZES[type_]
    rows, per_row = 3, 512 // numbers
    raw = rng.integers(0, 256, (rows * per_row, size), dtype=np.uint8)
    for place in places:
        halves = rng.normal(size=rows * per_row).astype(np.float16)
        raw[:, place:place + 2] = halves.view(np.uint8).reshape(-1, 2)
    raw = raw.reshape(rows, per_row * size)
    name = "blk.0." + type_.name + ".weight"
    writer.add_tensor(name, raw, raw_dtype=type_)
    expected[name] = dequantize(raw, type_).astype(np.float32)
for type_ in (T.F32, T.F16, T.BF16):
    name = "blk.1." + type_.name + ".weight"
    values = rng.normal(size=(3, 5)).astype(np.float32)
    raw = quantize(values, type_)
    writer.add_tensor(name, raw, raw_dtype=type_)
    expected[name] = dequantize(raw, type_).astype(np.float32)
raw = rng.integers(0, 256, (2, 98), dtype=np.uint8)
writer.add_tensor("blk.2.IQ3_XXS.weight", raw, raw_dtype=T.IQ3_XXS)
writer.write_header_to_file()
writer.write_kv_data_to_file()
writer.write_tensors_to_file()
writer.close()
np.savez_compressed("blocks.npz", **expected)
