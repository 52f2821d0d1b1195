"""Reads the labelled faces, decides what is held out, and lays every face on a 72x72 canvas with its crop."""
import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from augment import CANVAS, crop
from net import CLASSES, SIZE, standardise

TEST_SUBJECTS_IMFDB = {"imfdb_Dileep", "imfdb_FaridaJalal"}
NEAR_DUPLICATE = 0.96
LEAST_MESH_SCORE = 0.1  # as the engine asks of a picture that is nothing but a face
MARGIN = (CANVAS - SIZE) / 2


@dataclass
class Faces:
    canvas: torch.Tensor   # uint8 [n,72,72]
    inside: torch.Tensor   # float [n,4], the picture's own rectangle on the canvas
    centre: torch.Tensor   # float [n,2], crop from the mesh
    side: torch.Tensor     # float [n]
    target: torch.Tensor   # float [n,7], soft label
    label: np.ndarray      # int [n], -1 where no class has half of the votes
    key: np.ndarray        # row of its source
    group: np.ndarray      # source or subject

    def __len__(self):
        return len(self.label)

    def take(self, rows):
        r = torch.as_tensor(np.asarray(rows), dtype=torch.long)
        n = np.asarray(rows)
        return Faces(self.canvas[r], self.inside[r], self.centre[r], self.side[r], self.target[r], self.label[n], self.key[n], self.group[n])

    def crops(self, dx=0.0, dy=0.0, scale=1.0):
        """The crops as the product cuts them, standardised; optionally moved by a share of their side."""
        move = self.side.unsqueeze(1) * torch.tensor([[dx, dy]])
        return standardise(crop(self.canvas, self.centre + move, self.side * scale))


def join(*parts):
    cat = [torch.cat([getattr(p, f) for p in parts]) for f in ("canvas", "inside", "centre", "side", "target")]
    return Faces(*cat, *(np.concatenate([getattr(p, f) for p in parts]) for f in ("label", "key", "group")))


def mesh_crops(path, size, n):
    """Crop rule: side = half of (1.231 mesh width + 1.103 mesh height), centred on the mesh box, moved up 4.2% of it.
    Rows x0 y0 x1 y1 score from mesh-boxes.mjs. A face the mesh did not find plausibly keeps the whole picture; one
    it was not asked about gets the middle of what the others have."""
    box = np.full((n, 5), np.nan, np.float32)
    for p in sorted(path.parent.glob(path.name + ".mesh*")):
        rows = np.fromfile(p, np.float32).reshape(-1, 6)
        box[rows[:, 0].astype(int)] = rows[:, 1:]
    w, h = box[:, 2] - box[:, 0], box[:, 3] - box[:, 1]
    side = (1.231 * w + 1.103 * h) / 2
    centre = np.stack([(box[:, 0] + box[:, 2]) / 2, (box[:, 1] + box[:, 3]) / 2 - 0.042 * side], 1)
    sane = (box[:, 4] > LEAST_MESH_SCORE) & (side > 0.4 * size) & (side < 1.5 * size) & (np.abs(centre - size / 2).max(1) < 0.25 * size)
    asked = ~np.isnan(box[:, 4])
    centre[asked & ~sane], side[asked & ~sane] = size / 2, size
    if not asked.all():
        centre[~asked], side[~asked] = np.median(centre[sane], 0), np.median(side[sane])
    return centre, side, sane | ~asked


def vote_targets(votes, names):
    """Votes of ten annotators to seven classes: single votes zeroed; contempt, unknown and not-a-face dropped.
    A row is kept when the seven classes hold half of the votes and none of the dropped ones leads."""
    names = list(names)
    seven = votes[:, [names.index(c) for c in CLASSES]].astype(np.float32)
    other = votes[:, [i for i, c in enumerate(names) if c not in CLASSES]].max(1)
    total = votes.sum(1)
    label = np.where(seven.max(1) >= total / 2, seven.argmax(1), -1)
    seven[seven <= 1] = 0
    keep = (seven.sum(1) >= total / 2) & (seven.max(1) > other)
    return seven / np.maximum(seven.sum(1, keepdims=True), 1), np.where(keep, label, -1), keep


def align_dev_rows(dev, votes, names):
    """The peers' rows name FER+ images by their number in the original list, from which rows without a face were
    dropped: row = number - dropped so far. Finds that count per row by the longest agreement of the labels.
    Returns (row of each dev row, the rows it could be where the count is ambiguous)."""
    names = list(names)
    order = np.argsort([d["number"] for d in dev])
    most, agree, back = 120, None, []
    for k in order:
        rows = dev[k]["number"] - np.arange(most)
        ok = (rows >= 0) & (rows < len(votes))
        r = np.clip(rows, 0, len(votes) - 1)
        v = votes[r, names.index(dev[k]["label"])].astype(float)
        gain = np.where(ok, (v == votes[r].max(1)) + v / votes[r].sum(1), 0)
        if agree is None:
            agree = gain - 0.01 * np.arange(most)
            back.append(np.arange(most))
            continue
        reach = agree[None, :] - 0.05 * (np.arange(most)[:, None] - np.arange(most)[None, :])
        reach[np.triu_indices(most, 1)] = -1e9
        back.append(reach.argmax(1))
        agree = reach.max(1) + gain
    path = [int(agree.argmax())]
    for b in back[:0:-1]:
        path.append(int(b[path[-1]]))
    path = path[::-1]
    row, could = np.zeros(len(dev), int), [set() for _ in dev]
    for i, k in enumerate(order):
        row[k] = dev[k]["number"] - path[i]
        for o in range(path[max(i - 1, 0)], path[min(i + 1, len(path) - 1)] + 1):
            could[k].add(dev[k]["number"] - o)
    return row, could


def thumbnails(canvas):
    """16x16, zero mean and unit length."""
    m = int(MARGIN)
    t = F.adaptive_avg_pool2d(canvas[:, None, m:-m, m:-m].float(), 16).flatten(1)
    return F.normalize(t - t.mean(1, keepdim=True), dim=1)


def near(a, b):
    """For each thumbnail of a, the largest correlation with any of b (mirrored ones too)."""
    mirrored = b.view(-1, 16, 16).flip(2).reshape(-1, 256)
    both = torch.cat([b, mirrored]).t()
    return torch.cat([(part @ both).amax(1) for part in a.split(2000)]).numpy()


def load_ferplus(data, work):
    z = np.load(data / "ferplus.npz")
    images, n = torch.from_numpy(z["images"]), len(z["images"])
    target, label, keep = vote_targets(z["votes"], z["vote_names"])
    canvas = torch.cat([F.pad(p[:, None].float(), (int(MARGIN),) * 4, mode="replicate")[:, 0].byte() for p in images.split(4000)])
    centre, side, sane = mesh_crops(work / "ferplus.u8", 48, n)
    inside = torch.tensor([[MARGIN, MARGIN, CANVAS - MARGIN, CANVAS - MARGIN]]).repeat(n, 1)
    f = Faces(canvas, inside, torch.from_numpy(centre.astype(np.float32)) + MARGIN, torch.from_numpy(side.astype(np.float32)),
              torch.from_numpy(target), label, np.arange(n), np.full(n, "ferplus"))
    return f, keep, z["usage"], z["votes"], z["vote_names"], sane


def load_heads(data, work, name):
    """224x224 heads, resampled so that the crop's side is 48 canvas pixels."""
    z = np.load(data / f"{name}.npz")
    order = [list(z["label_names"]).index(c) for c in CLASSES]
    label = np.argsort(order)[z["labels"]]
    n = len(label)
    centre, side, sane = mesh_crops(work / f"{name}.u8", 224, n)
    c, s = torch.from_numpy(centre.astype(np.float32)), torch.from_numpy(side.astype(np.float32))
    wide = s * CANVAS / SIZE
    step = (torch.arange(CANVAS * 4, dtype=torch.float32) + 0.5) / (CANVAS * 4) - 0.5
    images, canvases = torch.from_numpy(z["images"]), []
    for i in range(n):
        x, y = torch.meshgrid(c[i, 0] + step * wide[i], c[i, 1] + step * wide[i], indexing="xy")
        img = images[i].float()[None, None]
        fine = F.grid_sample(img, torch.stack([x, y], -1)[None] * (2 / 224) - 1, padding_mode="border", align_corners=False)
        canvases.append(F.avg_pool2d(fine, 4)[0, 0].round().byte())
    k = (SIZE / s).unsqueeze(1)
    low, high = (0 - c) * k + CANVAS / 2, (224 - c) * k + CANVAS / 2
    one = torch.full((n,), float(SIZE))
    return Faces(torch.stack(canvases), torch.cat([low, high], 1), torch.full((n, 2), CANVAS / 2), one,
                 F.one_hot(torch.from_numpy(label), 7).float(), label, np.arange(n), z["subjects"]), sane


def load_all(data, work, seed=5):
    """As `split_all`, kept in the work folder after the first time."""
    kept = work / f"split-{seed}.pt"
    if not kept.exists():
        torch.save(split_all(data, work, seed), kept)
    return torch.load(kept)


def hold_out(label, keep, usage, votes, names, fer_dev, seed):
    """What is held out of FER+, by row: (row of each of the peers' rows, which of these are the test, val, pool).
    `pool` is what may be learnt from, near-duplicates still in it."""
    row, could = align_dev_rows(fer_dev, votes, names)
    agrees = np.array([label[r] == CLASSES.index(d["label"]) for r, d in zip(row, fer_dev)])
    rng = np.random.default_rng(seed)
    chosen = agrees & ((usage[row] == 1) | (rng.random(len(row)) < 1 / 3))
    could = set().union(*(c for c, t in zip(could, chosen) if t))
    rest = [i for i in np.flatnonzero(keep & (usage == 1)) if i not in could]
    val = np.sort(rng.permutation(rest)[: len(rest) // 2])
    held = set(val) | could
    pool = np.array([i for i in np.flatnonzero(keep) if i not in held])
    return {"row": row, "agrees": agrees, "chosen": chosen, "val": val, "pool": pool, "held": np.array(sorted(held))}


def read_dev(data):
    """The peers' rows, and those of them that are of FER+, with their number."""
    dev = [json.loads(line) for line in open(data / "dev_features.jsonl")]
    return dev, [dict(d, number=int(d["file"].split("fer_")[1][:7])) for d in dev if d["source"].startswith("fer")]


def split_all(data, work, seed):
    """Everything, split: train and others (other cameras) to learn from; val to choose by; test, lfw, imfdb to report.
    Test: rows that the peers' features cover, all of those from FER+'s own validation part and a third of the rest
    (the peers' rows hold nearly every clear disgust there is, so not all can be spared). Subjects are held out whole
    for the other cameras. No near-duplicate of val or test is learnt from."""
    fer, keep, usage, votes, names, sane = load_ferplus(data, work)
    dev, fer_dev = read_dev(data)
    h = hold_out(fer.label, keep, usage, votes, names, fer_dev, seed)
    row, agrees, chosen, val, pool = (h[k] for k in ("row", "agrees", "chosen", "val", "pool"))
    thumbs = thumbnails(fer.canvas)
    twin = near(thumbs[pool], thumbs[h["held"]])
    lfw, _ = load_heads(data, work, "lfw")
    imfdb, _ = load_heads(data, work, "imfdb")
    lfw_test = np.isin(lfw.group, [d["subject"] for d in dev if d["source"].startswith("lfw")])
    imfdb_test = np.isin(imfdb.group, list(TEST_SUBJECTS_IMFDB))
    train = fer.take(pool[twin < NEAR_DUPLICATE])
    return {
        "train": train,
        "others": join(lfw.take(np.flatnonzero(~lfw_test)), imfdb.take(np.flatnonzero(~imfdb_test))),
        "val": fer.take(val), "test": fer.take(row[chosen]),
        "lfw": lfw.take(np.flatnonzero(lfw_test)), "imfdb": imfdb.take(np.flatnonzero(imfdb_test)),
        "test_dev": [d for d, t in zip(fer_dev, chosen) if t], "dev": dev,
        "dropped": {"votes": int((~keep).sum()), "nearDuplicates": int((twin >= NEAR_DUPLICATE).sum()),
                    "devRowsNotAligned": int((~agrees).sum()), "meshImplausible": int((~sane).sum())},
    }


def main():
    """Writes WORK/ferplus.rows for a quick trial: what is held out, and so many rows to learn from."""
    a = argparse.ArgumentParser()
    a.add_argument("--data", type=Path, required=True)
    a.add_argument("--work", type=Path, required=True)
    a.add_argument("--rows", type=int, default=2000)
    a.add_argument("--seed", type=int, default=5)
    a = a.parse_args()
    z = np.load(a.data / "ferplus.npz")
    _, label, keep = vote_targets(z["votes"], z["vote_names"])
    h = hold_out(label, keep, z["usage"], z["votes"], z["vote_names"], read_dev(a.data)[1], a.seed)
    some = np.random.default_rng(a.seed).permutation(h["pool"])[: a.rows]
    rows = np.unique(np.concatenate([h["val"], h["row"][h["chosen"]], some]))
    (a.work / "ferplus.rows").write_text("\n".join(map(str, rows)))
    print(f"{len(rows)} rows")


if __name__ == "__main__":
    main()
