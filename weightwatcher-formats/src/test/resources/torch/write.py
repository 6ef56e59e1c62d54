"""Writes the samples beside it; PyTorch 1.13. Values count up, so that a test knows them."""
import argparse
import collections
import os
import zipfile

import torch
from torch import nn

def no_source(*_):
    raise OSError("samples carry no source")


# Old files would carry the source of every module, and programs the paths of the lines.
torch.serialization.get_source_lines_and_file = no_source


def without_lines(name):
    """Packs a program again without its debugging records."""
    with zipfile.ZipFile(name) as old:
        members = [(i.filename, old.read(i)) for i in old.infolist() if not i.filename.endswith("debug_pkl")]
    with zipfile.ZipFile(name, "w") as new:
        for member, data in members:
            new.writestr(zipfile.ZipInfo(member), data)


os.chdir(os.path.dirname(os.path.abspath(__file__)))
torch.manual_seed(1)


def counting(*shape, dtype=torch.float32):
    n = 1
    for d in shape:
        n *= d
    return (torch.arange(n) + 1).reshape(shape).to(dtype)


def both(name, value):
    torch.save(value, name + ".pt")
    torch.save(value, name + ".legacy.pt", _use_new_zipfile_serialization=False)


# views: transposed, sliced, with an offset, tied, of one storage
base = counting(6, 8)
both("views", collections.OrderedDict([
    ("whole.weight", base),
    ("transposed.weight", base.t()),
    ("rows.weight", base[2:5]),
    ("block.weight", base[1:5:2, 3:8:2]),
    ("tied.weight", base),
    ("kernel.weight", counting(4, 3, 2, 2).to(memory_format=torch.channels_last)),
    ("expanded.weight", counting(1, 3).expand(5, 3)),
]))

types = collections.OrderedDict()
for dtype in ("float64", "float32", "float16", "bfloat16", "int64", "int32", "int16", "int8", "uint8"):
    types[dtype + ".weight"] = counting(3, 4, dtype=getattr(torch, dtype))
types["bool.weight"] = torch.tensor([[True, False], [False, True]])
types["complex64.weight"] = torch.complex(counting(2, 2), counting(2, 2))
types["sparse.weight"] = counting(3, 3).to_sparse()
types["affine.weight"] = torch.quantize_per_tensor(counting(3, 4), 0.5, 3, torch.qint8)
types["channels.weight"] = torch.quantize_per_channel(
    counting(2, 3), torch.tensor([0.5, 0.25]), torch.tensor([0, 0]), 0, torch.qint8)
types["meta.weight"] = torch.empty(2, 2, device="meta")
both("types", types)


class Own:
    def __init__(self):
        self.x = 1


class OwnDict(dict):
    pass


class OwnList(list):
    pass


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(4, 6)
        self.act = nn.ReLU()
        self.blocks = nn.Sequential(nn.Linear(6, 5), nn.BatchNorm1d(5))
        with torch.no_grad():
            self.fc1.weight.copy_(counting(6, 4))
            self.blocks[0].weight.copy_(counting(5, 6))

    def forward(self, x):
        return self.blocks(self.act(self.fc1(x)))


net = Net().eval()
both("module", net)

training = Net()
optimizer = torch.optim.Adam(training.parameters())
training(counting(3, 4)).sum().backward()
optimizer.step()
training.load_state_dict(net.state_dict())
both("checkpoint", {
    "epoch": 3,
    "best": torch.tensor(0.5),
    "args": argparse.Namespace(lr=0.1),
    "hyper_parameters": OwnDict(a=1, b=OwnList([1, 2])),
    "state_dict": collections.OrderedDict(
        ("module." + k, v) for k, v in training.state_dict().items()),
    "optimizer_states": [optimizer.state_dict()],
})

both("mixed", {"a.weight": counting(2, 3), "odd": Own(), "b.weight": counting(3, 2)})
both("two", {"generator": {"fc.weight": counting(2, 3)}, "critic": {"fc.weight": counting(3, 3)}})
both("list", [{"fc.weight": counting(2, 3)}])
both("bare", counting(2, 3))

torch.jit.script(net).save("script.pt")
torch.jit.freeze(torch.jit.script(net)).save("frozen.pt")


class Empty(nn.Module):
    def forward(self, x):
        return x + 1


torch.jit.script(Empty()).save("empty-script.pt")


class Calls:
    def __reduce__(self):
        return os.system, ("touch /tmp/weightwatcher-was-here",)


for program in ("script.pt", "frozen.pt", "empty-script.pt"):
    without_lines(program)

both("calls", {"a.weight": counting(2, 3), "evil": Calls()})
torch.save(Calls(), "only-calls.pt")

# a low-rank adapter as PEFT saved it before safetensors
torch.save(collections.OrderedDict([
    ("base_model.model.layers.0.q_proj.lora_A.weight", counting(2, 5)),
    ("base_model.model.layers.0.q_proj.lora_B.weight", counting(6, 2)),
]), "adapter_model.bin")
