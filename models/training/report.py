"""Fits the read-out on validation, measures the net on what it never saw, and writes the report.

  python3 report.py readout --data DIR --work DIR      temperature and prior correction -> WORK/readout.json, parity files
  python3 report.py measure --data DIR --work DIR --out ../expression      -> report.json, learning-curve.csv and .svg
"""
import argparse
import csv
import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from augment import crop
from faces import load_all, mesh_crops
from net import CLASSES, SIZE, ExpressionNet, standardise

PEER_ORDER = ["angry", "disgust", "fear", "happy", "sad", "surprise", "neutral"]
SHRINK = 30  # a class of n rows weighs n/(n+30) in the fit: rare ones count, three rows do not decide


@torch.no_grad()
def logits(net, x):
    net.eval()
    return torch.cat([net(p) for p in x.split(256)]).numpy().astype(np.float64)


def both_of(net, x):
    """Logits of crops and of their mirror images, [2,n,7]."""
    return np.stack([logits(net, x), logits(net, x.flip(3))])


def softmax(z):
    e = np.exp(z - z.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def read_out(both, scale, shift):
    """Probabilities as the product gives them: the mean of a crop's and its mirror image's. both: [2,n,7] logits."""
    return (softmax(both[0] * scale + shift) + softmax(both[1] * scale + shift)) / 2


def fit_readout(both, y, prior):
    """softmax((z - tau log prior) / T). T: for each tau by likelihood, classes weighed alike. tau: where accuracy and
    balanced accuracy of validation together are largest, because viewers' expressions are neither mixed as FER+ is nor
    evenly. The two go together: which class leads the mean of two views depends on T."""
    n = np.bincount(y, minlength=7)
    w = (1 / (n + SHRINK))[y]
    fits = []
    for tau in np.arange(0, 1.51, 0.1):
        grid = []
        for t in np.arange(0.5, 2.01, 0.05):
            p = read_out(both, 1 / t, -tau * np.log(prior) / t)
            grid.append((float(-(w * np.log(p[np.arange(len(y)), y] + 1e-9)).sum() / w.sum()), float(t), sum(scores(p.argmax(1), y)) / 2))
        loss, t, right = min(grid)
        fits.append((round(right, 4), -loss, float(tau), t))
    _, loss, tau, t = max(fits)
    return {"tau": round(tau, 2), "temperature": round(t, 2), "scale": 1 / t, "shift": list(-tau * np.log(prior) / t), "loss": -loss}


def calibration_error(p, y, bins=10):
    top, hit = p.max(1), p.argmax(1) == y
    edge = np.minimum((top * bins).astype(int), bins - 1)
    return float(sum(abs(top[edge == b].mean() - hit[edge == b].mean()) * (edge == b).mean() for b in range(bins) if (edge == b).any()))


def scores(guess, y):
    present = [c for c in range(7) if (y == c).any()]
    return float((guess == y).mean()), float(np.mean([(guess[y == c] == c).mean() for c in present]))


def measure(p, y, draws=2000, seed=5):
    """Accuracy and balanced accuracy (mean recall over the classes present) with 95% percentile bootstrap intervals."""
    guess, rng = p.argmax(1), np.random.default_rng(seed)
    boot = np.array([scores(guess[i], y[i]) for i in (rng.integers(0, len(y), len(y)) for _ in range(draws))])
    low, high = np.percentile(boot, [2.5, 97.5], axis=0)
    acc, bal = scores(guess, y)
    confusion = np.zeros((7, 7), int)
    np.add.at(confusion, (y, guess), 1)
    r = lambda v: round(float(v), 4)
    return {"n": len(y), "accuracy": r(acc), "accuracyCi": [r(low[0]), r(high[0])], "balancedAccuracy": r(bal),
            "balancedAccuracyCi": [r(low[1]), r(high[1])], "calibrationError": r(calibration_error(p, y)),
            "perClassRecall": {c: r(confusion[i, i] / confusion[i].sum()) if confusion[i].sum() else None for i, c in enumerate(CLASSES)},
            "perClassN": {c: int(confusion[i].sum()) for i, c in enumerate(CLASSES)}, "confusion": confusion.tolist()}


def peer_scores(d, peer):
    """One peer's seven scores in the product's order; Human's are the mean of its crops where `peer` says so."""
    v = {"human": lambda: d["emotionCrops"]["c0"], "humanMean": lambda: np.mean(list(d["emotionCrops"].values()), 0),
         "faceApi": lambda: d["faceApi"]["f_lm20"], "faceApi35": lambda: d["faceApi"]["f_lm35"]}[peer]()
    v = np.asarray(v, float)[[PEER_ORDER.index(c) for c in CLASSES]]
    return v / max(v.sum(), 1e-9)


def load_london(work):
    """Neutral and smiling photos of another camera, cut by the crop rule; no training image is of this set."""
    raw = torch.from_numpy(np.fromfile(work / "london.u8", np.uint8).reshape(-1, 448, 448))
    box = np.fromfile(work / "london.u8.mesh0", np.float32).reshape(-1, 6)
    w, h = box[:, 3] - box[:, 1], box[:, 4] - box[:, 2]
    side = (1.231 * w + 1.103 * h) / 2
    cx, cy = (box[:, 1] + box[:, 3]) / 2, (box[:, 2] + box[:, 4]) / 2 - 0.042 * side
    fine = 4 * SIZE
    step = (torch.arange(fine) + 0.5) / fine - 0.5
    out = []
    for i, img in enumerate(raw):
        x, y = torch.meshgrid(cx[i] + step * side[i], cy[i] + step * side[i], indexing="xy")
        big = F.grid_sample(img[None, None].float(), torch.stack([x, y], -1)[None].float() * (2 / 448) - 1, padding_mode="border", align_corners=False)
        out.append(F.avg_pool2d(big, 4))
    labels = (work / "london.labels").read_text().split()
    return standardise(torch.cat(out)), np.array([CLASSES.index(c) for c in labels])


def draw_curve(curve, out):
    import matplotlib
    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    matplotlib.rcParams["svg.hashsalt"] = "reactline"
    x = [c["epoch"] for c in curve]
    fig, ax = plt.subplots(figsize=(7, 3.5))
    for k, label in (("trainAccuracy", "training"), ("valAccuracy", "validation"), ("valBalanced", "validation, balanced")):
        ax.plot(x, [c[k] for c in curve], label=label)
    ax.set(xlabel="pass of the schedule", ylabel="accuracy", ylim=(0, 1))
    ax.grid(alpha=0.3)
    ax.legend()
    fig.tight_layout()
    fig.savefig(out / "learning-curve.svg", metadata={"Date": None})
    with open(out / "learning-curve.csv", "w", newline="") as f:
        w = csv.DictWriter(f, curve[0].keys())
        w.writeheader()
        w.writerows(curve)


def went_on(before, report, curve):
    """The report and the learning curve with those of the run before (a file of import_tfjs.py) in front."""
    old = torch.load(before)
    report = report | {"wentOnFrom": {k: old[k] for k in ("seed", "steps", "minutes")}, "steps": report["steps"] + old["steps"],
                       "minutes": round(report["minutes"] + old["minutes"], 1)}
    return report, old["curve"] + [r | {"epoch": r["epoch"] + old["curve"][-1]["epoch"]} for r in curve]


def main():
    a = argparse.ArgumentParser()
    a.add_argument("what", choices=["readout", "measure"])
    a.add_argument("--data", type=Path, required=True)
    a.add_argument("--work", type=Path, required=True)
    a.add_argument("--out", type=Path)
    a.add_argument("--before", type=Path, help="what import_tfjs.py wrote of the run that this one went on from")
    a = a.parse_args()
    torch.set_num_threads(2)
    d = load_all(a.data, a.work)
    kept = torch.load(a.work / "expression.pt")
    net = ExpressionNet()
    net.load_state_dict(kept["net"])
    ok = d["val"].label >= 0
    val_y = d["val"].label[ok]

    if a.what == "readout":
        r = fit_readout(both_of(net, d["val"].crops())[:, ok], val_y, np.asarray(kept["prior"]))
        (a.work / "readout.json").write_text(json.dumps(r))
        raw = crop(d["val"].canvas, d["val"].centre, d["val"].side)[:200]
        raw.numpy().astype("<f4").tofile(a.work / "parity.f32")
        softmax(logits(net, standardise(raw)) * r["scale"] + np.array(r["shift"])).astype("<f4").tofile(a.work / "parity-expected.f32")
        print(r)
        return

    r = json.loads((a.work / "readout.json").read_text())
    p_of = lambda x: read_out(both_of(net, x), r["scale"], np.array(r["shift"]))
    sets, seen = {}, d["train"].take(np.flatnonzero(d["train"].label >= 0)[::8])
    sets["training (every eighth labelled row)"] = measure(p_of(seen.crops()), seen.label)
    sets["validation (FER+, read-out chosen here)"] = measure(p_of(d["val"].crops())[ok], val_y)
    own = {k: p_of(d[k].crops()) for k in ("test", "lfw", "imfdb")}
    sets["test (FER+)"] = measure(own["test"], d["test"].label)
    sets["lfw (subjects held out)"] = measure(own["lfw"], d["lfw"].label)
    sets["imfdb (two subjects held out)"] = measure(own["imfdb"], d["imfdb"].label)
    all_p, all_y = np.concatenate(list(own.values())), np.concatenate([d[k].label for k in own])
    sets["test, lfw and imfdb together"] = measure(all_p, all_y)
    if (a.work / "london.u8.mesh0").exists():
        x, y = load_london(a.work)
        sets["london (neutral and smiling, another camera)"] = measure(p_of(x), y)
    peers = {k: measure(np.array([peer_scores(q, k) for q in d["test_dev"]]), d["test"].label) for k in ("human", "humanMean", "faceApi", "faceApi35")}
    # the peers' other rows cannot be matched to our images one by one: the same subjects, not the same photos
    for source, name in (("lfw", "lfw"), ("london", "london")):
        rows = [q for q in d["dev"] if q["source"].startswith(source)]
        y = np.array([CLASSES.index(q["label"]) for q in rows])
        for k in ("human", "faceApi"):
            peers[f"{k}, {name}"] = measure(np.array([peer_scores(q, k) for q in rows]), y)
    base = own["test"].argmax(1)
    moved = [float((p_of(d["test"].crops(dx, dy)).argmax(1) != base).mean()) for dx, dy in ((0.03, 0), (-0.03, 0), (0, 0.03), (0, -0.03))]
    counts = {k: {c: int((d[k].label == i).sum()) for i, c in enumerate(CLASSES)} | {"noMajority": int((d[k].label < 0).sum())}
              for k in ("train", "others", "val", "test", "lfw", "imfdb")}
    report = {"classCounts": counts, "dropped": kept.get("dropped", d["dropped"]), "seed": kept["seed"], "steps": kept["steps"], "minutes": kept["curve"][-1]["minutes"],
              "parameters": sum(p.numel() for p in net.parameters()), "readout": {k: r[k] for k in ("tau", "temperature")},
              "sets": sets, "peersOnTest": peers, "classChangesAt3PercentShift": [round(m, 4) for m in moved]}
    curve = kept["curve"]
    if a.before:
        report, curve = went_on(a.before, report, curve)
    a.out.mkdir(parents=True, exist_ok=True)
    (a.out / "report.json").write_text(json.dumps(report, indent=1) + "\n")
    draw_curve(curve, a.out)
    for k, m in (sets | {f"peer {k}": m for k, m in peers.items()}).items():
        print(f"{k}: n {m['n']} acc {m['accuracy']} {m['accuracyCi']} bal {m['balancedAccuracy']} {m['balancedAccuracyCi']} ece {m['calibrationError']}")
    print("3% shift changes", moved)


if __name__ == "__main__":
    main()
