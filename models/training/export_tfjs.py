"""Writes a trained net as a tfjs graph model by hand: batch norm folded, standardisation inside the graph,
weights as float16, calibration (temperature, prior correction) baked into the last layer.

  python3 export_tfjs.py --work DIR --out ../expression      (reads DIR/expression.pt and DIR/readout.json)
"""
import argparse
import base64
import json
from pathlib import Path

import numpy as np
import torch

from net import CLASSES, SIZE, ExpressionNet

FLOAT, INT = {"type": "DT_FLOAT"}, {"type": "DT_INT32"}


def text(s):
    return base64.b64encode(s.encode()).decode()


class Graph:
    def __init__(self):
        self.nodes, self.manifest, self.bytes = [], [], b""

    def node(self, name, op, inputs=(), **attr):
        self.nodes.append({"name": name, "op": op, "input": list(inputs), "attr": attr})
        return name

    def const(self, name, value):
        value = np.ascontiguousarray(value)
        entry = {"name": name, "shape": list(value.shape), "dtype": "int32" if value.dtype == np.int32 else "float32"}
        if value.dtype != np.int32 and value.ndim > 1:
            entry["quantization"] = {"dtype": "float16", "original_dtype": "float32"}
            self.bytes += value.astype("<f2").tobytes()
        else:
            self.bytes += value.astype("<i4" if value.dtype == np.int32 else "<f4").tobytes()
        self.manifest.append(entry)
        kind = INT if value.dtype == np.int32 else FLOAT
        shape = {"dim": [{"size": str(s)} for s in value.shape]}
        return self.node(name, "Const", dtype=kind, value={"tensor": {"dtype": kind["type"], "tensorShape": shape}})

    def mean(self, name, x, axes, keep):
        axis = self.const(f"{name}/axes", np.array(axes, np.int32))
        return self.node(name, "Mean", [x, axis], T=FLOAT, Tidx=INT, keep_dims={"b": keep})

    def conv(self, name, x, layer, relu):
        """layer: net.ConvSame in evaluation mode."""
        bn, w = layer.bn, layer.conv.weight.detach().double()
        k = bn.weight.double() / torch.sqrt(bn.running_var.double() + bn.eps)
        weight = (w * k.view(-1, 1, 1, 1)).permute(2, 3, 1, 0).detach().numpy().astype(np.float32)
        bias = (bn.bias.double() - bn.running_mean.double() * k).detach().numpy().astype(np.float32)
        s = str(layer.stride)
        return self.node(name, "_FusedConv2D", [x, self.const(f"{name}/w", weight), self.const(f"{name}/b", bias)],
                         T=FLOAT, num_args={"i": "1"}, epsilon={"f": 0}, padding={"s": text("SAME")},
                         data_format={"s": text("NHWC")}, strides={"list": {"i": ["1", s, s, "1"]}},
                         dilations={"list": {"i": ["1"] * 4}}, explicit_paddings={"list": {}},
                         fused_ops={"list": {"s": [text("BiasAdd")] + ([text("Relu")] if relu else [])}})


def build(net, scale, shift):
    """Probabilities = softmax(scale * logits + shift); `shift` [7]."""
    g = Graph()
    shape = {"dim": [{"size": str(s)} for s in (-1, SIZE, SIZE, 1)]}
    x = g.node("input", "Placeholder", dtype=FLOAT, shape={"shape": shape})
    x = g.node("centred", "Sub", [x, g.mean("mean", x, [1, 2, 3], True)], T=FLOAT)
    v = g.mean("variance", g.node("squared", "Mul", [x, x], T=FLOAT), [1, 2, 3], True)
    v = g.node("deviation", "Rsqrt", [g.node("variance1", "AddV2", [v, g.const("one", np.ones(1, np.float32))], T=FLOAT)], T=FLOAT)
    x = g.node("standardised", "Mul", [x, v], T=FLOAT)
    x = g.conv("stem", x, net.stem, True)
    for i, b in enumerate(net.blocks):
        y = g.conv(f"block{i}/b", g.conv(f"block{i}/a", x, b.a, True), b.b, False)
        if b.stride > 1:
            window = {"list": {"i": ["1", "2", "2", "1"]}}
            x = g.node(f"block{i}/pool", "AvgPool", [x], T=FLOAT, ksize=window, strides=window,
                       padding={"s": text("VALID")}, data_format={"s": text("NHWC")})
        if b.short is not None:
            x = g.conv(f"block{i}/short", x, b.short, False)
        x = g.node(f"block{i}", "Relu", [g.node(f"block{i}/sum", "AddV2", [y, x], T=FLOAT)], T=FLOAT)
    x = g.mean("pooled", x, [1, 2], False)
    weight = (net.head.weight.detach().numpy().T * scale).astype(np.float32)
    bias = (net.head.bias.detach().numpy() * scale + shift).astype(np.float32)
    x = g.node("product", "MatMul", [x, g.const("head/w", weight)], T=FLOAT, transpose_a={"b": False}, transpose_b={"b": False})
    x = g.node("logits", "BiasAdd", [x, g.const("head/b", bias)], T=FLOAT, data_format={"s": text("NHWC")})
    g.node("probabilities", "Softmax", [x], T=FLOAT)
    return g


def write(g, out, meta):
    out.mkdir(parents=True, exist_ok=True)
    tensor = lambda name, dims: {name: {"name": f"{name}:0", "dtype": "DT_FLOAT", "tensorShape": {"dim": [{"size": str(d)} for d in dims]}}}
    model = {
        "format": "graph-model", "generatedBy": "models/training/export_tfjs.py", "convertedBy": "models/training/export_tfjs.py",
        "signature": {"inputs": tensor("input", (-1, SIZE, SIZE, 1)), "outputs": tensor("probabilities", (-1, len(CLASSES)))},
        "userDefinedMetadata": meta,
        "modelTopology": {"node": g.nodes, "library": {}, "versions": {"producer": 808}},
        "weightsManifest": [{"paths": ["expression.bin"], "weights": g.manifest}],
    }
    (out / "model.json").write_text(json.dumps(model, separators=(",", ":")) + "\n")
    (out / "expression.bin").write_bytes(g.bytes)
    return sum((out / f).stat().st_size for f in ("model.json", "expression.bin"))


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--work", type=Path, required=True)
    a.add_argument("--out", type=Path, required=True)
    a = a.parse_args()
    net = ExpressionNet()
    net.load_state_dict(torch.load(a.work / "expression.pt", map_location="cpu")["net"])
    net.eval()
    r = json.loads((a.work / "readout.json").read_text())
    size = write(build(net, r["scale"], np.array(r["shift"], np.float32)), a.out,
                 {"labels": CLASSES, "input": "[1,48,48,1] float32 grey 0..255", "temperature": r["temperature"], "tau": r["tau"]})
    print(f"{size} bytes")


if __name__ == "__main__":
    main()
