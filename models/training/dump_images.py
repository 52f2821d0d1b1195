"""Writes each source's grey pixels as raw bytes into the work folder, for mesh-boxes.mjs; nothing goes into the project.

  python3 dump_images.py --data DIR/train --images DIR --work DIR
"""
import argparse
import csv
from pathlib import Path

import numpy as np
from PIL import Image

a = argparse.ArgumentParser()
a.add_argument("--data", type=Path, required=True)
a.add_argument("--images", type=Path, help="folder of labels.csv: a check on photos of another kind")
a.add_argument("--work", type=Path, required=True)
a = a.parse_args()
a.work.mkdir(parents=True, exist_ok=True)
for name in ("ferplus", "lfw", "imfdb"):
    np.load(a.data / f"{name}.npz")["images"].tofile(a.work / f"{name}.u8")
if a.images:
    rows = [r for r in csv.DictReader(open(a.images / "labels.csv")) if r["source"].endswith("london") and r["label"]]
    photos = []
    for r in rows:
        photo = Image.open(a.images / r["file"]).convert("L")
        photos.append(np.asarray(photo.resize((448, round(448 * photo.height / photo.width)), Image.BOX).crop((0, 0, 448, 448))))
    np.stack(photos).tofile(a.work / "london.u8")
    (a.work / "london.labels").write_text("\n".join(r["label"] for r in rows))
