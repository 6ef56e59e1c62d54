"""Writes quantized.pt and quantized.legacy.pt beside it: quantized tensors, each with PyTorch 1.13's own floats."""
import os

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
