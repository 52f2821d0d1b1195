"""Takes an exported graph model back into the net, so that training can go on from the weights that are shipped.

  python3 import_tfjs.py --data DIR --work DIR --model ../expression --out DIR/start.pt

Export folds batch norm into the convolutions. Here each convolution gets a batch norm of the statistics that it has
on training crops, of which the folded one is the evaluation: what the net says is the same (parity is printed), and
in training mode it is nearly the same. The read-out's temperature and prior correction are taken out of the head. As WORK/expression.pt the file also serves
to fit the read-out anew and to measure again.
"""
import argparse
import csv
import json
import math
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from faces import load_all
from net import ExpressionNet
from train import Sampler

STATISTICS_ROWS = 1024


def read_weights(folder):
    """Name -> array of every constant of the graph."""
    manifest = json.loads((folder / "model.json").read_text())
    raw, at, out = (folder / "expression.bin").read_bytes(), 0, {}
    for entry in manifest["weightsManifest"][0]["weights"]:
        kind = "<f2" if "quantization" in entry else "<i4" if entry["dtype"] == "int32" else "<f4"
        n = math.prod(entry["shape"])
        out[entry["name"]] = np.frombuffer(raw, kind, n, at).reshape(entry["shape"])
        at += n * np.dtype(kind).itemsize
    return out, manifest["userDefinedMetadata"]


@torch.no_grad()
def take_layer(layer, x, weights, name):
    """Fills one net.ConvSame; x: its input on training crops. Returns its output in evaluation mode. The kernel is
    brought to the length that a new one has: only its direction counts before batch norm, and the length sets how
    fast it learns."""
    w = torch.from_numpy(weights[f"{name}/w"].astype(np.float32)).permute(3, 2, 0, 1).contiguous()
    k = math.sqrt(2 / (w.shape[0] * w.shape[2] * w.shape[3])) / w.pow(2).mean().sqrt()
    layer.conv.weight.copy_(w * k)
    y = layer.conv(F.pad(x, layer.after_only) if layer.after_only else x)
    mean, variance = y.mean((0, 2, 3)), y.var((0, 2, 3), unbiased=False)
    bn = layer.bn
    bn.running_mean.copy_(mean)
    bn.running_var.copy_(variance)
    bn.weight.copy_(torch.sqrt(variance + bn.eps) / k)
    bn.bias.copy_(torch.from_numpy(weights[f"{name}/b"].copy()) + mean / k)
    return layer.eval()(x)


@torch.no_grad()
def take(weights, x):
    """The net with these weights; x: standardised training crops for the statistics."""
    net = ExpressionNet()
    x = F.relu(take_layer(net.stem, x, weights, "stem"))
    for i, b in enumerate(net.blocks):
        y = F.relu(take_layer(b.a, x, weights, f"block{i}/a"))
        y = take_layer(b.b, y, weights, f"block{i}/b")
        if b.stride > 1:
            x = F.avg_pool2d(x, 2)
        if b.short is not None:
            x = take_layer(b.short, x, weights, f"block{i}/short")
        x = F.relu(x + y)
    return net


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--data", type=Path, required=True)
    a.add_argument("--work", type=Path, required=True)
    a.add_argument("--model", type=Path, required=True)
    a.add_argument("--out", type=Path, required=True)
    a = a.parse_args()
    torch.manual_seed(5)
    weights, meta = read_weights(a.model)
    train = load_all(a.data, a.work)["train"]
    rows = np.random.default_rng(5).permutation(len(train))[:STATISTICS_ROWS]
    x = train.take(rows).crops()
    net = take(weights, x)
    prior = Sampler(train.target, None).prior
    head = torch.from_numpy(weights["head/w"].astype(np.float32).T.copy()) * meta["temperature"]
    shift = torch.from_numpy(weights["head/b"].copy()) * meta["temperature"] + meta["tau"] * torch.from_numpy(np.log(prior)).float()
    with torch.no_grad():
        net.head.weight.copy_(head)
        net.head.bias.copy_(shift)
        still = net.eval()(x)
        moving = net.train()(x)
    report = json.loads((a.model / "report.json").read_text())
    rows = list(csv.DictReader(open(a.model / "learning-curve.csv")))
    curve = [{k: v if k == "phase" else float(v) if "." in v else int(v) for k, v in r.items()} for r in rows]
    told = {"seed": report["seed"], "steps": report["steps"], "curve": curve,
            "minutes": report["minutes"], "dropped": report["dropped"]}
    torch.save({"net": net.state_dict(), "prior": prior} | told, a.out)
    apart = (F.softmax(still, 1) - F.softmax(moving, 1)).abs().max(1).values
    print(f"{len(x)} rows; in training mode (drop-out too) the probabilities differ by {apart.mean():.3f} on average")


if __name__ == "__main__":
    main()
