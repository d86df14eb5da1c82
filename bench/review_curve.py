"""The curve of ``bench/review.py`` as a small SVG: true *yes* found, in percent, and wrong *yes* left, by answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

_WIDTH, _HEIGHT, _LEFT, _TOP = 420, 220, 50, 20
_COLOURS = ("#0b6", "#888")
Line = Sequence[tuple[int, float, float]]  # answers, percent found, wrong ones


def svg(lines: Mapping[str, Line]) -> str:
    """The lines as a picture; whole lines are what is found, broken ones how many are wrong (their number)."""
    most = max(answers for line in lines.values() for answers, _, _ in line) or 1
    pieces = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH + _LEFT + 130} {_HEIGHT + _TOP + 50}" '
        'font-family="sans-serif" font-size="12" role="img">',
        "<title>True yes found (percent) and wrong yes left, by answers</title>",
        '<rect width="100%" height="100%" fill="#fff"/>',
    ]
    for percent in range(0, 101, 25):
        y = _y(percent)
        pieces.append(f'<path d="M{_LEFT} {y}H{_LEFT + _WIDTH}" stroke="#ddd"/>')
        pieces.append(f'<text x="{_LEFT - 8}" y="{y + 4}" text-anchor="end">{percent} %</text>')
    for answers in range(0, most + 1, 10):
        x = _x(answers, most)
        pieces.append(f'<text x="{x}" y="{_TOP + _HEIGHT + 18}" text-anchor="middle">{answers}</text>')
    pieces.append(f'<text x="{_LEFT + _WIDTH / 2}" y="{_TOP + _HEIGHT + 38}" text-anchor="middle">answers</text>')
    for (name, line), colour in zip(lines.items(), _COLOURS, strict=False):
        for at, dashes, what in ((1, "", "found"), (2, ' stroke-dasharray="4 3"', "wrong")):
            points = " ".join(f"{_x(row[0], most):.1f},{_y(row[at]):.1f}" for row in line)
            pieces.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"{dashes}/>')
            label = f"{name}: {line[-1][at]:.0f}{' %' if at == 1 else ''} {what}"
            pieces.append(f'<text x="{_LEFT + _WIDTH + 6}" y="{_y(line[-1][at]) + 4:.1f}">{escape(label)}</text>')
    return "\n".join([*pieces, "</svg>", ""])


def _x(answers: float, most: int) -> float:
    return _LEFT + _WIDTH * answers / most


def _y(percent: float) -> float:
    return _TOP + _HEIGHT * (1 - min(percent, 100) / 100)
