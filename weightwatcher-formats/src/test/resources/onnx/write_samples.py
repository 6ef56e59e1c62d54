"""Writes the samples in this folder with the onnx package (1.16 or later).

Number i of tensor k is ((37 * i + k) % 101 - 50) / 64: every precision used here but int holds it.
"""

import numpy as np
import onnx
from onnx import TensorProto as T
from onnx import helper as h
from onnx import numpy_helper as nh

FLOAT = T.FLOAT


def numbers(k, *shape):
    i = np.arange(int(np.prod(shape)))
    return (((37 * i + k) % 101 - 50) / 64).reshape(shape).astype(np.float32)


def tensor(name, k, *shape, dtype=np.float32):
    return nh.from_array(numbers(k, *shape).astype(dtype), name)


def integers(name, k, *shape, dtype=np.int8):
    i = np.arange(int(np.prod(shape)))
    low = 0 if np.dtype(dtype).kind == "u" else -50
    return nh.from_array(((37 * i + k) % 101 + low).reshape(shape).astype(dtype), name)


def floats(name, *values):
    return nh.from_array(np.array(values, np.float32), name)


def save(name, nodes, initializers, functions=(), opset=21, **options):
    graph = h.make_graph(
        nodes,
        "g",
        [h.make_tensor_value_info("x", FLOAT, None)],
        [h.make_tensor_value_info("y", FLOAT, None)],
        initializers,
    )
    opsets = [h.make_opsetid("", opset), h.make_opsetid("com.microsoft", 1), h.make_opsetid("own", 1)]
    model = h.make_model(graph, opset_imports=opsets, functions=functions, ir_version=9)
    onnx.save(model, name, **options)


def layers():
    n = h.make_node
    nodes = [
        n("Gather", ["embedding.weight", "x"], ["e"], "/embedding/Gather"),
        n("Gemm", ["e", "fc1.weight", "fc1.bias"], ["a"], "/fc1/Gemm", transB=1),
        n("Gemm", ["a", "onnx::Gemm_7"], ["b"], "/fc2/Gemm"),
        n("MatMul", ["b", "onnx::MatMul_8"], ["c"], "/layers.0/self_attn/q_proj/MatMul"),
        n("Transpose", ["fc3.weight"], ["fc3t"], perm=[1, 0]),
        n("MatMul", ["c", "fc3t"], ["d"], "/fc3/MatMul"),
        n("Conv", ["d", "conv.weight"], ["f"], "/conv/Conv"),
        n("Conv", ["f", "dw.weight"], ["g"], "/dw/Conv", group=6),
        n("ConvTranspose", ["g", "up.weight"], ["i"], "/up/ConvTranspose"),
        n("LSTM", ["i", "onnx::LSTM_1", "onnx::LSTM_2", "onnx::LSTM_3"], ["j"], "/lstm/LSTM",
          hidden_size=5, direction="bidirectional"),
        n("GRU", ["j", "onnx::GRU_1", "onnx::GRU_2"], ["k"], "/gru/GRU", hidden_size=5),
        n("RNN", ["k", "onnx::RNN_1", "onnx::RNN_2"], ["l"], "/rnn/RNN", hidden_size=5,
          direction="reverse"),
        n("Attention", ["l", "Attention_0_qkv_weight", ""], ["m"], "Attention_0", num_heads=2,
          domain="com.microsoft"),
        n("LayerNormalization", ["m", "norm.weight", "norm.bias"], ["o"], "/norm/LayerNormalization"),
        n("MatMul", ["o", "embedding_t"], ["p"], "/head/MatMul"),
        n("Add", ["p", "head.bias"], ["q"], "/head/Add"),
        n("Add", ["q", "position"], ["r"], "/Add"),
        n("Reshape", ["r", "shape"], ["y"], "/Reshape"),
    ]
    nodes.insert(0, n("Transpose", ["embedding.weight"], ["embedding_t"]))
    initializers = [
        tensor("embedding.weight", 1, 9, 4), tensor("fc1.weight", 2, 6, 4),
        tensor("fc1.bias", 3, 6), tensor("onnx::Gemm_7", 4, 6, 8),
        tensor("onnx::MatMul_8", 5, 8, 8, dtype=np.float16), tensor("fc3.weight", 6, 7, 8, dtype=np.float64),
        tensor("conv.weight", 7, 6, 7, 3, 3), tensor("dw.weight", 8, 6, 1, 3, 3),
        tensor("up.weight", 9, 6, 4, 2, 2), tensor("onnx::LSTM_1", 10, 2, 20, 4),
        tensor("onnx::LSTM_2", 11, 2, 20, 5), tensor("onnx::LSTM_3", 12, 2, 40),
        tensor("onnx::GRU_1", 13, 1, 15, 10), tensor("onnx::GRU_2", 14, 1, 15, 5),
        tensor("onnx::RNN_1", 15, 1, 5, 5), tensor("onnx::RNN_2", 16, 1, 5, 5),
        tensor("Attention_0_qkv_weight", 17, 5, 12), tensor("norm.weight", 18, 4),
        tensor("norm.bias", 19, 4), tensor("head.bias", 20, 9), tensor("position", 21, 3, 9),
        nh.from_array(np.array([1, -1], np.int64), "shape"), tensor("unused", 22, 2),
    ]
    save("layers.onnx", nodes, initializers)


def quantized():
    n = h.make_node
    nodes = [
        n("DequantizeLinear", ["qdq.weight_quantized", "s1", "z1"], ["w1"], axis=0),
        n("Conv", ["x", "w1"], ["a"], "/qdq/Conv"),
        n("DequantizeLinear", ["whole.weight", "s2", "z2"], ["w2"]),
        n("Gemm", ["a", "w2"], ["b"], "/whole/Gemm", transB=1),
        n("DequantizeLinear", ["blocks.weight", "s3"], ["w3"], axis=1, block_size=4),
        n("MatMul", ["b", "w3"], ["c"], "/blocks/MatMul"),
        n("QLinearConv", ["c", "s", "z", "qconv.weight", "s1", "z1", "s", "z"], ["d"], "/qconv/QLinearConv"),
        n("QLinearMatMul", ["d", "s", "z", "qmat.weight", "s2", "z2", "s", "z"], ["e"], "/qmat/QLinearMatMul"),
        n("MatMulInteger", ["e", "dyn.weight_quantized", "z", "z2"], ["f"], "/dyn/MatMulInteger"),
        n("ConvInteger", ["f", "cint.weight", "z", "z2"], ["g"], "/cint/ConvInteger"),
        n("MatMulNBits", ["g", "nbits.weight", "s4", "z4"], ["y"], "/nbits/MatMulNBits", K=10, N=6,
          bits=4, block_size=4, domain="com.microsoft"),
        n("DequantizeLinear", ["nibbles.weight", "s2"], ["w4"]),
        n("MatMul", ["y", "w4"], ["k"], "/nibbles/MatMul"),
    ]
    nibbles = [((37 * i) % 16) - 8 for i in range(35)]
    initializers = [
        integers("qdq.weight_quantized", 1, 3, 4, 2, 2), floats("s1", 0.5, 0.25, 2),
        nh.from_array(np.array([1, 0, -3], np.int8), "z1"),
        integers("whole.weight", 2, 6, 5, dtype=np.uint8), floats("s2", 0.125),
        nh.from_array(np.array(7, np.uint8), "z2"),
        integers("blocks.weight", 3, 5, 8), nh.from_array(numbers(9, 5, 2), "s3"),
        integers("qconv.weight", 4, 3, 4, 2, 2), integers("qmat.weight", 5, 6, 5, dtype=np.uint8),
        integers("dyn.weight_quantized", 6, 6, 5, dtype=np.uint8), floats("dyn.weight_scale", 0.5),
        integers("cint.weight", 7, 3, 4, 2, 2, dtype=np.uint8),
        nh.from_array((np.arange(36) * 29 % 256).astype(np.uint8).reshape(6, 3, 2), "nbits.weight"),
        nh.from_array(numbers(11, 18), "s4"),
        nh.from_array((np.arange(12) * 53 % 256).astype(np.uint8), "z4"),
        h.make_tensor("nibbles.weight", T.INT4, [5, 7], nibbles),
        floats("s", 1), nh.from_array(np.array(0, np.uint8), "z"),
    ]
    save("quantized.onnx", nodes, initializers)


def placed():
    """Weights in typed fields, in a Constant of a loop's body, in a function's call."""
    n = h.make_node
    body = h.make_graph(
        [n("Constant", [], ["/loop/Constant_output_0"], value=tensor("", 1, 4, 5)),
         n("MatMul", ["v", "/loop/Constant_output_0"], ["v2"], "/loop/fc/MatMul"),
         n("MatMul", ["v2", "outer.weight"], ["vo"], "/loop/outer/MatMul"),
         n("Identity", ["c"], ["co"])],
        "body",
        [h.make_tensor_value_info(i, T.INT64, []) for i in ("i", "c", "v")],
        [h.make_tensor_value_info(o, T.FLOAT, []) for o in ("co", "vo")],
    )
    turn = h.make_function("own", "turn", ["w"], ["t"], [n("Transpose", ["w"], ["t"], perm=[1, 0])],
                           [h.make_opsetid("", 18)])
    gemm = n("Gemm", ["x", "w"], ["y"], "gemm")
    gemm.attribute.append(
        onnx.AttributeProto(name="transB", ref_attr_name="turned", type=onnx.AttributeProto.INT))
    linear = h.make_function("own", "linear", ["x", "w"], ["y"], [gemm], [h.make_opsetid("", 18)],
                             ["turned"])
    nodes = [
        n("Loop", ["m", "c", "x"], ["a"], "/loop", body=body),
        n("turn", ["turned.weight"], ["tw"], domain="own"),
        n("linear", ["a", "tw"], ["b"], "/linear", domain="own", turned=1),
        n("MatMul", ["b", "typed.weight"], ["d"]),
        n("MatMul", ["d", "half.weight"], ["e"]),
        n("MatMul", ["e", "double.weight"], ["f"]),
        n("MatMul", ["f", "brain.weight"], ["y"]),
    ]
    halves = numbers(4, 5, 5).astype(np.float16).view(np.uint16).ravel().tolist()
    brains = (numbers(6, 5, 5).view(np.uint32) >> 16).ravel().tolist()
    half = T(name="half.weight", dims=[5, 5], data_type=T.FLOAT16, int32_data=halves)
    brain = T(name="brain.weight", dims=[5, 5], data_type=T.BFLOAT16, int32_data=brains)
    initializers = [
        tensor("outer.weight", 7, 5, 4), tensor("turned.weight", 2, 5, 4),
        h.make_tensor("typed.weight", FLOAT, [5, 5], numbers(3, 25).tolist()), half,
        h.make_tensor("double.weight", T.DOUBLE, [5, 5], numbers(5, 25).tolist()), brain,
    ]
    save("placed.onnx", nodes, initializers, [turn, linear], opset=18)


def external():
    nodes = [h.make_node("MatMul", ["x", "a.weight"], ["b"]), h.make_node("MatMul", ["b", "c.weight"], ["y"])]
    save("external.onnx", nodes, [tensor("a.weight", 1, 6, 5), tensor("c.weight", 2, 5, 7)],
         save_as_external_data=True, location="external.data", size_threshold=0)


layers()
quantized()
placed()
external()
