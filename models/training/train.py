"""Trains the expression net from a seed. Two phases: FER+ votes alone, then a low-rate finish with other cameras
and two views of each face pulled together. See README.md.

  python3 train.py --data DIR --work DIR [--epochs 40] [--deadline HH:MM] [--seed 5]
Its whole state is kept every few minutes; --resume goes on from it. Without --deadline the same seed and thread
count give the same net; with it the rest of the schedule is shortened to the time that is left.
"""
import argparse
import copy
import datetime
import json
import math
import random
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from augment import jitter
from faces import load_all
from net import ExpressionNet, standardise

BATCH = 64
PEAK, FINISH_PEAK = 0.06, 0.008  # learning rates; --peak for another main phase
COARSE_SHARE = 0.4      # of the main phase, at 32x32: 0.44 of the cost a step
MIXUP_UNTIL = 0.8       # of the main phase; worth it only in runs of 30 epochs and more
FINISH_SHARE = 0.14     # of all epochs
PRIOR_POWER = 0.5       # classes are drawn by n_c^-0.5
CONSISTENCY = 0.5
# How much of an other camera's label is believed; the rest is what the net says so far. IMFDB's are students' guesses
# from a film's scene, many of them not to be seen in the face: see README.md.
LABEL_TRUST = {"lfw": 0.7, "imfdb": 0.3}
EMA_KEEP = 0.997
CURVE_ROWS = 800        # of training and of validation, for the learning curve


class Sampler:
    """Rows drawn with replacement, each class by its count to the power -0.5 and each row by its `weight`. `prior` is
    the class mix drawn."""

    def __init__(self, target, rng, weight=1.0):
        hard = target.numpy().argmax(1)
        n = np.bincount(hard, minlength=7)
        w = (n[hard] ** -PRIOR_POWER).astype(float) * weight
        self.p, self.rng = w / w.sum(), rng
        self.prior = (target.numpy() * self.p[:, None]).sum(0)

    def draw(self, k):
        return self.rng.choice(len(self.p), k, p=self.p)


@torch.no_grad()
def logits_of(net, x):
    net.eval()
    return torch.cat([net(p.to(memory_format=torch.channels_last)) for p in x.split(256)])


def accuracy(net, faces, x):
    ok = faces.label >= 0
    guess = logits_of(net, x).argmax(1).numpy()[ok]
    y = faces.label[ok]
    recall = [float((guess[y == c] == c).mean()) for c in range(7) if (y == c).any()]
    return float((guess == y).mean()), float(np.mean(recall))


def soft_loss(logits, target):
    return -(target * F.log_softmax(logits, 1)).sum(1).mean()


def seconds_until(hhmm):
    h, m = map(int, hhmm.split(":"))
    now = datetime.datetime.now()
    return (now.replace(hour=h, minute=m, second=0) - now).total_seconds()


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--data", type=Path, required=True)
    a.add_argument("--work", type=Path, required=True)
    a.add_argument("--epochs", type=float, default=40)
    a.add_argument("--epoch-rows", type=int, default=0, help="rows an epoch; default all of them")
    a.add_argument("--deadline", help="HH:MM; on a shared machine the schedule is shortened to end by then")
    a.add_argument("--strength", type=float, default=0.5, help="of the augmentation of light, blur and noise")
    a.add_argument("--coarse", type=float, default=COARSE_SHARE, help="share of the main phase at 32x32: about half of the cost a step")
    a.add_argument("--peak", type=float, default=PEAK, help="learning rate of the main phase; lower with --init")
    a.add_argument("--mixup", type=float, default=MIXUP_UNTIL, help="share of the main phase; 0 with --init")
    a.add_argument("--consistency", type=float, default=CONSISTENCY, help="weight of two views agreeing, in the finish")
    a.add_argument("--finish", type=float, default=FINISH_SHARE, help="share of the schedule that is the finish")
    a.add_argument("--resume", action="store_true")
    a.add_argument("--init", type=Path, help="an earlier expression.pt to go on from")
    a.add_argument("--seed", type=int, default=5)
    a.add_argument("--threads", type=int, default=2)
    a = a.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    random.seed(a.seed)
    rng = np.random.default_rng(a.seed)
    g = torch.Generator().manual_seed(a.seed)

    d = load_all(a.data, a.work)
    train, others, val = d["train"], d["others"], d["val"]
    print({k: len(d[k]) for k in ("train", "others", "val", "test", "lfw", "imfdb")}, d["dropped"], flush=True)
    seen, val = (f.take(np.sort(rng.permutation(np.flatnonzero(f.label >= 0))[:CURVE_ROWS])) for f in (train, val))
    val_x, seen_x, others_x = val.crops(), seen.crops(), others.crops()
    trust = np.array([LABEL_TRUST[subject.split("_")[0]] for subject in others.group])
    sampler, other_sampler = Sampler(train.target, rng), Sampler(others.target, rng, trust)
    trust = torch.from_numpy(trust).float().unsqueeze(1)

    net = ExpressionNet().to(memory_format=torch.channels_last)
    if a.init:
        net.load_state_dict(torch.load(a.init)["net"])
    ema = copy.deepcopy(net)
    decay = [p for p in net.parameters() if p.ndim > 1]
    plain = [p for p in net.parameters() if p.ndim <= 1]
    opt = torch.optim.SGD([{"params": decay, "weight_decay": 5e-4}, {"params": plain, "weight_decay": 0}],
                          lr=a.peak, momentum=0.9, nesterov=True)

    def view(faces, rows, size):
        f = faces.take(rows)
        return standardise(jitter(f.canvas, f.centre, f.side, f.inside, g, size, a.strength)), f.target

    def main_step(p):
        x, t = view(train, sampler.draw(BATCH), 32 if p < a.coarse else 48)
        if p < a.mixup and rng.random() < 0.5:
            k, order = float(rng.beta(0.3, 0.3)), torch.randperm(BATCH, generator=g)
            x, t = k * x + (1 - k) * x[order], k * t + (1 - k) * t[order]
        return soft_loss(net(x.to(memory_format=torch.channels_last)), t)

    def finish_step(_):
        a_rows, b_rows = sampler.draw(BATCH // 3), other_sampler.draw(BATCH // 6)
        views = [(view(train, a_rows, 48), view(others, b_rows, 48)) for _ in range(2)]
        b = torch.as_tensor(b_rows)
        t = torch.cat([views[0][0][1], trust[b] * views[0][1][1] + (1 - trust[b]) * teacher_targets[b]])
        x = torch.cat([torch.cat([v[0][0], v[1][0]]) for v in views])
        out = net(x.to(memory_format=torch.channels_last))
        p, q = out.chunk(2)
        lp, lq = F.log_softmax(p, 1), F.log_softmax(q, 1)
        apart = ((lp.exp() - lq.exp()) * (lp - lq)).sum(1).mean() / 2
        return soft_loss(out, torch.cat([t, t])) + a.consistency * apart

    def update_ema(step):
        k = min(EMA_KEEP, (1 + step) / (10 + step))
        with torch.no_grad():
            for e, p in zip(ema.state_dict().values(), net.state_dict().values()):
                e.lerp_(p, 1 - k) if e.dtype.is_floating_point else e.copy_(p)

    rows = a.epoch_rows or len(train)
    steps_epoch = rows // BATCH
    curve, step, epoch, start = [], 0, 0, time.time()
    available = seconds_until(a.deadline) if a.deadline else None
    # progress runs 0..1 over the whole schedule; its stride is set anew from the steps that still fit
    progress, split, phase = 0.0, 1 - a.finish, "main"
    stride = 1 / (a.epochs * steps_epoch)
    teacher_targets, t0, losses, spent, before = None, time.time(), [], 0.0, 0.0
    saved = a.work / "state.pt"
    if a.resume:
        k = torch.load(saved)
        for part, name in ((net, "net"), (ema, "ema"), (opt, "opt")):
            part.load_state_dict(k[name])
        progress, stride, step, epoch, phase = k["progress"], k["stride"], k["step"], k["epoch"], k["phase"]
        curve, teacher_targets, before = k["curve"], k["teacher"], k["seconds"]
        g.set_state(k["g"])
        rng.bit_generator.state = k["rng"]
        torch.set_rng_state(k["torch"])
    saved_at, resumed_step = time.time(), step
    while progress < 1:
        if phase == "main" and progress >= split:
            phase = "finish"
            torch.save({"net": ema.state_dict(), "prior": sampler.prior, "curve": curve}, a.work / "main-phase.pt")
            net.load_state_dict(ema.state_dict())
            teacher_targets = F.softmax(logits_of(ema, others_x), 1)
            for group in opt.param_groups:
                for p in group["params"]:
                    opt.state[p].pop("momentum_buffer", None)
        p = progress / split if phase == "main" else (progress - split) / a.finish
        wave = 0.5 + 0.5 * math.cos(math.pi * min(p, 1))
        lr = a.peak * max(min(1, p / 0.04) * wave, 0.01) if phase == "main" else FINISH_PEAK * min(1, 0.1 + p / 0.1) * wave
        for group in opt.param_groups:
            group["lr"] = lr
        net.train()
        opt.zero_grad(set_to_none=True)
        loss = main_step(p) if phase == "main" else finish_step(p)
        loss.backward()
        opt.step()
        step += 1
        update_ema(step)
        progress += stride
        losses.append(loss.item())
        spent += step_cost(progress, a.coarse * split)
        if available and step >= resumed_step + 60 and step % 20 == 0:
            pace, left = (time.time() - start) / spent, available - (time.time() - start)
            stride += 0.2 * (pace * cost_ahead(progress, a.coarse * split) / max(left, 20) - stride)
        if time.time() - saved_at > 60:
            saved_at = time.time()
            state = dict(net=net.state_dict(), ema=ema.state_dict(), opt=opt.state_dict(), progress=progress, stride=stride, step=step,
                         epoch=epoch, phase=phase, curve=curve, teacher=teacher_targets, seconds=before + time.time() - start,
                         g=g.get_state(), rng=rng.bit_generator.state, torch=torch.get_rng_state())
            torch.save(state, saved.with_suffix(".new"))
            saved.with_suffix(".new").replace(saved)
        if step % steps_epoch == 0 or progress >= 1:
            epoch += 1
            va, vb = accuracy(ema, val, val_x)
            ta, tb = accuracy(ema, seen, seen_x)
            row = dict(epoch=epoch, progress=round(progress, 4), phase=phase, lr=round(lr, 5), loss=round(float(np.mean(losses)), 4),
                       trainAccuracy=round(ta, 4), trainBalanced=round(tb, 4), valAccuracy=round(va, 4), valBalanced=round(vb, 4),
                       minutes=round((before + time.time() - start) / 60, 1), rowsPerSecond=round(len(losses) * BATCH / (time.time() - t0)))
            curve.append(row)
            print(json.dumps(row), flush=True)
            t0, losses = time.time(), []
            torch.save({"net": ema.state_dict(), "prior": sampler.prior, "curve": curve, "seed": a.seed, "steps": step,
                        "steps_epoch": steps_epoch}, a.work / "expression.pt")


def step_cost(progress, edge):
    """A 32x32 step takes about half of the time of a 48x48 one."""
    return 0.5 if progress < edge else 1.0


def cost_ahead(progress, edge):
    return max(0, edge - progress) * 0.5 + 1 - max(progress, edge)


if __name__ == "__main__":
    main()
