"""A line chart as a small SVG, the same for the same numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_WIDTH, _HEIGHT = 640, 360
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 16, 64, 52
_LEGEND_Y = 44
_LETTER_WIDTH, _BETWEEN_NAMES = 6.2, 24
_COLOURS = ("#0b5fa5", "#b3541e", "#3a7d44", "#6b4c9a", "#555555")
_INK, _GRID = "#333333", "#dddddd"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chart."""

    name: str
    """What the legend calls it."""
    points: Sequence[tuple[float, float]]
    """Its points, from left to right."""
    is_dashed: bool = False
    """Whether it is a line to compare with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """One axis of a chart."""

    name: str
    """What it counts, with its unit."""
    ticks: Sequence[float]
    """Its marks; the first and the last are its ends."""

    def share(self, value: float) -> float:
        """Return where on the axis a value lies, 0-1."""
        return (value - self.ticks[0]) / (self.ticks[-1] - self.ticks[0])


def line_chart(title: str, across: Axis, up: Axis, lines: Sequence[Line]) -> str:
    """Return the chart's file."""

    def x(value: float) -> float:
        return _LEFT + across.share(value) * (_WIDTH - _LEFT - _RIGHT)

    def y(value: float) -> float:
        return _HEIGHT - _BOTTOM - up.share(value) * (_HEIGHT - _TOP - _BOTTOM)

    parts = [_text(_LEFT, 22, title, size=15)]
    for tick in up.ticks:
        parts += [
            f'<path d="M{_LEFT} {y(tick):.1f}H{_WIDTH - _RIGHT}" stroke="{_GRID}"/>',
            _text(_LEFT - 6, y(tick) + 4, f"{tick:g}", anchor="end"),
        ]
    parts += [_text(x(tick), _HEIGHT - _BOTTOM + 16, f"{tick:g}", anchor="middle") for tick in across.ticks]
    parts += [
        _text((_LEFT + _WIDTH - _RIGHT) / 2, _HEIGHT - 12, across.name, anchor="middle"),
        f'<g transform="rotate(-90 14 {_HEIGHT / 2})">{_text(14, _HEIGHT / 2, up.name, anchor="middle")}</g>',
    ]
    legend_x: float = _LEFT
    for number, line in enumerate(lines):
        colour = _COLOURS[number % len(_COLOURS)]
        path = "L".join(f"{x(left):.1f} {y(height):.1f}" for left, height in line.points)
        dashes = ' stroke-dasharray="5 4"' if line.is_dashed else ""
        parts += [
            f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"{dashes}/>',
            _text(legend_x, _LEGEND_Y, line.name, colour=colour),
        ]
        legend_x += _LETTER_WIDTH * len(line.name) + _BETWEEN_NAMES
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        f'font-family="sans-serif">\n<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>\n{body}\n</svg>\n'
    )


def _text(x: float, y: float, text: str, *, anchor: str = "start", size: int = 12, colour: str = _INK) -> str:
    """Return a piece of text."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" fill="{colour}">'
        f"{escape(text)}</text>"
    )
