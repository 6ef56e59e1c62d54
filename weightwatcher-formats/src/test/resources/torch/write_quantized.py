"""Writes quantized.pt and quantized.legacy.pt beside it: quantized tensors, each with PyTorch 1.13's own floats."""
import os
import zipfile

import torch

os.chdir(os.path.dirname(os.path.abspath(__file__)))
torch.manual_seed(3)
dense = torch.randn(9, 7) * torch.linspace(0.1, 3, 9)[:, None]
kernel = torch.randn(6, 5, 3, 3)
scales = torch.rand(9) * 0.03 + 0.001
tensors = {
    "signed": torch.quantize_per_tensor(dense, 0.0137, -5, torch.qint8),
    "unsigned": torch.quantize_per_tensor(dense, 0.0291, 97, torch.quint8),
    "wide": torch.quantize_per_tensor(dense, 1e-4, 1000, torch.qint32),
    "rows": torch.quantize_per_channel(dense, scales, torch.arange(9) - 4, 0, torch.qint8),
    "columns": torch.quantize_per_channel(dense, scales[:7], torch.arange(7) * 20, 1, torch.quint8),
    "kernel": torch.quantize_per_channel(kernel, scales[:6], torch.zeros(6), 0, torch.qint8),
    "inputs": torch.quantize_per_channel(kernel, scales[:5], torch.arange(5), 1, torch.qint8),
    "last": torch.quantize_per_channel(kernel, scales[:3], torch.arange(3), 3, torch.qint8),
    "floating": torch.quantize_per_channel(dense, scales, torch.rand(9) * 9, 0, torch.quint8),
}
tensors["part"] = tensors["signed"][2:7]
tensors["turned"] = tensors["signed"].t()
state = {}
for name, tensor in tensors.items():
    state[name + ".weight"] = tensor
    state[name + ".floats"] = tensor.dequantize().clone()
model = torch.nn.Sequential(torch.nn.Linear(7, 9), torch.nn.ReLU(), torch.nn.Linear(9, 3, bias=False))
dynamic = torch.ao.quantization.quantize_dynamic(model, {torch.nn.Linear}).state_dict()
for name, value in dynamic.items():
    state["dynamic." + name] = value
for index in "02":
    state["dynamic%s.floats" % index] = dynamic[index + "._packed_params._packed_params"][0].dequantize()
torch.save(state, "quantized.pt")
torch.save(state, "quantized.legacy.pt", _use_new_zipfile_serialization=False)


class Packed(torch.nn.Module):
    """A recurrent layer and a linear one, both packed."""

    def __init__(self):
        super().__init__()
        self.rnn = torch.nn.LSTM(5, 4)
        self.fc = torch.nn.Linear(4, 3)


module = torch.ao.quantization.quantize_dynamic(Packed(), {torch.nn.LSTM, torch.nn.Linear})
_, _, _, _, cells = module.rnn._all_weight_values[0].param.__getstate__()[0]
state = module.state_dict()
state["floats.ih"] = cells[0].__getstate__()[0][0].dequantize()
state["floats.hh"] = cells[1].__getstate__()[0][0].dequantize()
state["floats.fc"] = module.fc.weight().dequantize()
torch.save(state, "packed.pt")
torch.save(module, "packed_module.pt")

static = torch.nn.Sequential(torch.nn.Conv2d(2, 4, 3), torch.nn.Flatten(), torch.nn.Linear(4 * 9, 3)).eval()
static.qconfig = torch.ao.quantization.get_default_qconfig("fbgemm")
static = torch.ao.quantization.QuantWrapper(static)
torch.ao.quantization.prepare(static, inplace=True)
static(torch.randn(4, 2, 5, 5))
static = torch.ao.quantization.convert(static)
static.register_buffer("conv_floats", static.module[0].weight().dequantize())
static.register_buffer("fc_floats", static.module[2].weight().dequantize())
torch.jit.script(static).save("quantized_script.pt")

with zipfile.ZipFile("quantized_script.pt") as old:  # without its debugging records, which hold paths
    members = [(i.filename, old.read(i)) for i in old.infolist() if not i.filename.endswith("debug_pkl")]
with zipfile.ZipFile("quantized_script.pt", "w") as new:
    for member, data in members:
        new.writestr(zipfile.ZipInfo(member), data)
