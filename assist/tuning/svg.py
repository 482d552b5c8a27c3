"""A few shapes and texts of SVG, and how labels keep out of each other's way. Sizes are in pixels."""

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal
from unicodedata import category, east_asian_width

FONT_PX = 12
FONTS = "Verdana, 'DejaVu Sans', Arial, sans-serif"
LETTER_PX, BROAD_PX, WIDE_PX = 7.2, 10.5, 13.0
"""How much room a letter takes at FONT_PX in the broadest of FONTS; capitals and the like; and East Asian ones."""
BROAD = frozenset("mwMW@%&…—")
GAP_PX = 12.0
"""Between two labels of a row."""


@dataclass(frozen=True)
class Label:
    """A text for the moment at `x`, in row `row`: where its mark stands, and where the text begins (or ends)."""

    x: float
    text: str
    row: int
    mark_x: float
    text_x: float
    anchor: Literal["start", "end"]


def clean(text: str) -> str:
    """The text without characters that XML cannot hold."""
    return "".join(letter for letter in text if category(letter) not in ("Cc", "Cs", "Cn", "Co"))


def width_px(text: str) -> float:
    """How wide the text may get, whichever font is found."""
    return sum(_letter_px(letter) for letter in text)


def _letter_px(letter: str) -> float:
    if east_asian_width(letter) in "WF":
        return WIDE_PX
    return BROAD_PX if letter.isupper() or letter in BROAD else LETTER_PX


def shortened(text: str, room_px: float) -> str:
    """The text, cut and ended with an ellipsis where it would be wider than `room_px`."""
    text = clean(text)
    if width_px(text) <= room_px:
        return text
    while text and width_px(text) + BROAD_PX > room_px:
        text = text[:-1]
    return f"{text.rstrip()}…"


def placed(marks: Sequence[tuple[float, str]], left_px: float, right_px: float, mark_px: float) -> list[Label]:
    """Labels for (x, text) in the order of x, so that no two of a row touch.

    The last stands nearest the axis (row 0) and earlier ones give way outward: so the line from an earlier mark to the
    axis runs left of the later texts.
    """
    taken: list[list[tuple[float, float]]] = []
    labels: list[Label] = []
    for x, given in reversed(marks):
        text = shortened(given, right_px - left_px - mark_px)
        wide_px = width_px(text)
        label = _beside(x, text, (left_px, right_px), mark_px)
        text_start = label.text_x - wide_px if label.anchor == "end" else label.text_x
        start, end = min(x, label.mark_x, text_start), max(x, label.mark_x, text_start + wide_px)
        row = next((n for n, spans in enumerate(taken) if _free(spans, start, end)), len(taken))
        if row == len(taken):
            taken.append([])
        taken[row].append((start, end))
        labels.append(replace(label, row=row))
    return labels[::-1]


def _beside(x: float, text: str, edges: tuple[float, float], mark_px: float) -> Label:
    """The text right of its mark, or left of it, or where neither has room, mark and text moved to the left."""
    left_px, right_px = edges
    wide_px = width_px(text)
    if x + mark_px + wide_px <= right_px:
        return Label(x, text, 0, x, x + mark_px, "start")
    if x - mark_px - wide_px >= left_px:
        return Label(x, text, 0, x, x - mark_px, "end")
    return Label(x, text, 0, right_px - wide_px - mark_px, right_px - wide_px, "start")


def _free(spans: Sequence[tuple[float, float]], start: float, end: float) -> bool:
    return all(end + GAP_PX <= left or right + GAP_PX <= start for left, right in spans)


def add(parent: ET.Element, tag: str, **attributes: str | float) -> ET.Element:
    """A child element; `_` in a name stands for `-`, and numbers are written with at most one decimal."""
    given = {name.replace("_", "-"): _written(value) for name, value in attributes.items()}
    return ET.SubElement(parent, tag, given)


def add_text(parent: ET.Element, x: float, y: float, text: str, **attributes: str | float) -> None:
    """A text with its baseline at `y`; a halo of the ground keeps it readable on lines."""
    halo: dict[str, str | float] = {"stroke": "#ffffff", "stroke_width": 3.0, "paint_order": "stroke"}
    add(parent, "text", x=x, y=y, **halo, **attributes).text = clean(text)


def add_shape(parent: ET.Element, kind: str, at: tuple[float, float], colour: str) -> None:
    """The mark of a kind: tips have a shape for each level, signals a diamond, hollow for the customer's."""
    x, y = at
    if kind == "ask":
        add(parent, "circle", cx=x, cy=y, r=5, fill=colour)
    elif kind == "warn":
        add(
            parent,
            "polygon",
            points=f"{x:.1f},{y - 6:.1f} {x + 6:.1f},{y + 5:.1f} {x - 6:.1f},{y + 5:.1f}",
            fill=colour,
        )
    elif kind == "red":
        add(parent, "rect", x=x - 5, y=y - 5, width=10, height=10, fill=colour)
    elif kind == "promise":
        add(
            parent,
            "polygon",
            points=f"{x - 6:.1f},{y - 4:.1f} {x + 6:.1f},{y - 4:.1f} {x:.1f},{y + 6:.1f}",
            fill=colour,
        )
    else:
        fill = "#ffffff" if kind == "customer" else colour
        corners = f"{x:.1f},{y - 5:.1f} {x + 5:.1f},{y:.1f} {x:.1f},{y + 5:.1f} {x - 5:.1f},{y:.1f}"
        add(parent, "polygon", points=corners, fill=fill, stroke=colour, stroke_width=1.5)


def _written(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")
