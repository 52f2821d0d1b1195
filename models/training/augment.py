"""Random crops and light, whole batches at a time. Canvases are 72x72, the face's own pixels in `inside`."""
import math

import torch
import torch.nn.functional as F

from net import SIZE

CANVAS = 72


def crop(canvas, centre, side, angle=None, stretch=None, inside=None, black=None, size=SIZE):
    """Samples a size x size crop. canvas uint8 [n,72,72]; centre [n,2], side [n] in canvas pixels; angle in radians.
    Outside the picture the edge is repeated, or black where `black` [n] says so (`inside` [n,4] = x0 y0 x1 y1)."""
    n = canvas.shape[0]
    step = (torch.arange(size, dtype=torch.float32) + 0.5) / size - 0.5
    u = step.view(1, 1, size).expand(n, size, size)
    v = step.view(1, size, 1).expand(n, size, size)
    if stretch is not None:
        u, v = u * stretch.view(n, 1, 1), v / stretch.view(n, 1, 1)
    if angle is not None:
        c, s = torch.cos(angle).view(n, 1, 1), torch.sin(angle).view(n, 1, 1)
        u, v = c * u - s * v, s * u + c * v
    x = centre[:, 0].view(n, 1, 1) + u * side.view(n, 1, 1)
    y = centre[:, 1].view(n, 1, 1) + v * side.view(n, 1, 1)
    grid = torch.stack([x, y], -1) * (2 / CANVAS) - 1
    out = F.grid_sample(canvas.unsqueeze(1).float(), grid, padding_mode="border", align_corners=False)
    if black is not None:
        b = inside.view(n, 4, 1, 1)
        seen = (x >= b[:, 0]) & (y >= b[:, 1]) & (x <= b[:, 2]) & (y <= b[:, 3])
        out = out * (seen | ~black.view(n, 1, 1)).unsqueeze(1)
    return out


def jitter(canvas, centre, side, inside, g, size=SIZE, strength=1.0):
    """One random view of each face: geometry, then light, blur, noise and a patch erased. Grey 0..255.
    `strength` scales what happens to the light; a short training learns more from a gentle one."""
    n = canvas.shape[0]

    def uni(a, b, *shape):
        return torch.rand(*(shape or (n,)), generator=g) * (b - a) + a

    k = torch.exp(uni(math.log(0.85), math.log(1.2)))
    shift = uni(-0.1, 0.1, n, 2) * side.unsqueeze(1)
    angle = torch.randn(n, generator=g).clamp(-2, 2) * math.radians(6)
    x = crop(canvas, centre + shift, side * k, angle, torch.exp(uni(-0.07, 0.07)), inside, uni(0, 1) < 0.3 * strength, size)
    flip = uni(0, 1) < 0.5
    x = torch.where(flip.view(n, 1, 1, 1), x.flip(3), x) / 255
    soft = F.avg_pool2d(F.pad(x, (1, 1, 1, 1), mode="replicate"), 3, 1)
    softer = F.avg_pool2d(F.pad(soft, (1, 1, 1, 1), mode="replicate"), 3, 1)
    t = (uni(-0.5, 1.0) * strength).view(n, 1, 1, 1)
    x = torch.where(t < 0, x + t * (soft - x), x + t * (softer - x)).clamp(0, 1)
    x = x ** torch.exp(torch.randn(n, 1, 1, 1, generator=g) * 0.3 * strength)
    ramp = torch.linspace(-1, 1, size)
    k = 0.35 * strength
    light = 1 + uni(-k, k, n, 1, 1, 1) * ramp.view(1, 1, 1, size) + uni(-k, k, n, 1, 1, 1) * ramp.view(1, 1, size, 1)
    x = x * light + torch.randn(x.shape, generator=g) * (uni(0, 0.05) * strength ** 2).view(n, 1, 1, 1)
    h, w = uni(0.1, 0.37) * size, uni(0.1, 0.37) * size
    top, left = uni(0, size), uni(0, size)
    i = torch.arange(size, dtype=torch.float32)
    rows = (i.view(1, size) - top.view(n, 1)).abs() < h.view(n, 1) / 2
    cols = (i.view(1, size) - left.view(n, 1)).abs() < w.view(n, 1) / 2
    hole = rows.view(n, 1, size, 1) & cols.view(n, 1, 1, size) & (uni(0, 1) < 0.25).view(n, 1, 1, 1)
    return torch.where(hole, uni(0, 1).view(n, 1, 1, 1), x) * 255
