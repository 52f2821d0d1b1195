"""The expression net: plain residual 3x3 blocks on a 48x48 grey crop, padded as TensorFlow pads ("SAME")."""
import torch
import torch.nn as nn
import torch.nn.functional as F

CLASSES = ["angry", "disgust", "fear", "happy", "neutral", "sad", "surprise"]
SIZE = 48
STEM = 24
BLOCKS = [(48, 2), (48, 1), (96, 2), (128, 2)]


class ConvSame(nn.Module):
    """Convolution + batch norm. TensorFlow's SAME pads the odd pixel after, torch both sides alike: pad by hand."""

    def __init__(self, cin, cout, kernel, stride=1):
        super().__init__()
        total = kernel - stride if stride > 1 else kernel - 1
        before = total // 2
        self.after_only = None if before * 2 == total else (before, total - before) * 2
        self.stride = stride
        self.conv = nn.Conv2d(cin, cout, kernel, stride, before if self.after_only is None else 0, bias=False)
        self.bn = nn.BatchNorm2d(cout)

    def forward(self, x):
        if self.after_only:
            x = F.pad(x, self.after_only)
        return self.bn(self.conv(x))


class Block(nn.Module):
    """Two 3x3 convolutions and a shortcut; where the grid shrinks, the shortcut averages before its 1x1 (less aliasing)."""

    def __init__(self, cin, cout, stride):
        super().__init__()
        self.stride = stride
        self.a = ConvSame(cin, cout, 3, stride)
        self.b = ConvSame(cout, cout, 3)
        self.short = ConvSame(cin, cout, 1) if stride > 1 or cin != cout else None

    def forward(self, x):
        y = self.b(F.relu(self.a(x), inplace=True))
        if self.stride > 1:
            x = F.avg_pool2d(x, 2)
        if self.short is not None:
            x = self.short(x)
        return F.relu(y + x, inplace=True)


class ExpressionNet(nn.Module):
    def __init__(self, stem=STEM, blocks=BLOCKS, drop=0.2):
        super().__init__()
        self.stem = ConvSame(1, stem, 5, 2)
        layers, width = [], stem
        for out, stride in blocks:
            layers.append(Block(width, out, stride))
            width = out
        self.blocks = nn.Sequential(*layers)
        self.drop = nn.Dropout(drop)
        self.head = nn.Linear(width, len(CLASSES))
        for m in self.modules():
            if isinstance(m, nn.Conv2d):
                nn.init.kaiming_normal_(m.weight, mode="fan_out", nonlinearity="relu")
        for b in self.blocks:
            nn.init.zeros_(b.b.bn.weight)

    def forward(self, x):
        """x: [n,1,48,48] already standardised (see `standardise`). Returns logits [n,7]."""
        x = F.relu(self.stem(x), inplace=True)
        x = self.blocks(x).mean((2, 3))
        return self.head(self.drop(x))


def standardise(x):
    """Grey 0..255 (or any scale) to zero mean, unit deviation per image; the exported graph does the same."""
    x = x - x.mean((1, 2, 3), keepdim=True)
    return x * torch.rsqrt((x * x).mean((1, 2, 3), keepdim=True) + 1.0)
