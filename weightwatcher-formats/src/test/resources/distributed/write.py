"""Writes the distributed checkpoint beside it with Python's pickle and PyTorch 1.13's torch.save.

The classes stand in for those of torch.distributed.checkpoint, which Debian's PyTorch is built without: the same
modules, names and fields, as its metadata.py and filesystem.py of 2.x have them. Values count up from 1.
"""
import dataclasses
import os
import pickle
import sys
import types
from typing import Any, Optional

import torch

os.chdir(os.path.dirname(os.path.abspath(__file__)))


def define(module, name, fields, **options):
    if module not in sys.modules:
        sys.modules[module] = types.ModuleType(module)
    made = dataclasses.make_dataclass(name, fields, **options)
    made.__module__ = module
    setattr(sys.modules[module], name, made)
    return made


M = "torch.distributed.checkpoint.metadata"
Properties = define("torch.distributed._shard.sharded_tensor.metadata", "TensorProperties", ["dtype", "requires_grad"])
Properties.__getstate__ = lambda self: (self.dtype, 0, self.requires_grad, 0, False)
Chunk = define(M, "ChunkStorageMetadata", ["offsets", "sizes"])
Tensor = define(M, "TensorStorageMetadata", ["properties", "size", "chunks"])
Bytes = define(M, "BytesStorageMetadata", [])
Index = define(M, "MetadataIndex", ["fqn", ("offset", Any, None), ("index", Optional[int], None)], frozen=True)
Metadata = define(M, "Metadata", ["state_dict_metadata", ("planner_data", Any, None), ("storage_data", Any, None)])
Info = define("torch.distributed.checkpoint.filesystem", "_StorageInfo", ["relative_path", "offset", "length"])

described, places, paths = {}, {}, {}
files = [open("__%d_0.distcp" % rank, "wb") for rank in range(2)]


def store(file, index, write):
    start = file.tell()
    write(file)
    places[index] = Info(file.name, start, file.tell() - start)


def tensor(path, value, *cuts):
    """Cut along the first axis before each of the rows; every other chunk is another process's."""
    name = ".".join(map(str, path))
    paths[name] = path
    chunks = []
    for i, (start, end) in enumerate(zip((0,) + cuts, cuts + (value.shape[0],))):
        part = value[start:end].clone()
        offsets = torch.Size([start] + [0] * (value.dim() - 1))
        chunks.append(Chunk(offsets, part.size()))
        store(files[i % 2], Index(name, offsets, i), lambda file: torch.save(part, file))
    described[name] = Tensor(Properties(value.dtype, True), value.size(), chunks)


def other(path, value):
    name = ".".join(map(str, path))
    paths[name] = path
    described[name] = Bytes()
    store(files[0], Index(name), lambda file: torch.save(value, file))


def counting(*shape, dtype=torch.float32):
    return (torch.arange(torch.Size(shape).numel()) + 1).reshape(shape).to(dtype)


other(("step",), 12)
tensor(("model", "fc.weight"), counting(7, 6), 4)
tensor(("model", "fc.bias"), counting(7), 4)
tensor(("model", "conv.weight"), counting(5, 3, 2, 2, dtype=torch.bfloat16), 2, 4)
tensor(("train", "state", "fc.weight", "second"), counting(7, 6), 4)
other(("train", "param_groups"), [{"lr": 0.1}])
for file in files:
    file.close()
with open("metadata.pkl", "wb") as file:  # Maven does not copy what is called .metadata
    pickle.dump(Metadata(described, paths, places), file)
