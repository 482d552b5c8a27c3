"""Draws a call as SVG: levels, who speaks when, overlaps, signals, tips with their text, the promise as it grows."""

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from math import ceil

from assist.events import Concluded, Heard
from assist.language.words.writing import clock
from assist.tuning.lanes import LANES_PX, QUIET, Lanes
from assist.tuning.levels import Levels
from assist.tuning.svg import FONT_PX, FONTS, Label, add, add_shape, add_text, placed, shortened
from assist.tuning.timeline import Mark, Timeline, timeline

WIDTH, LEFT, RIGHT, TOP = 1200.0, 92.0, 1184.0, 84.0
ROW_PX, STRIP_GAP_PX = 20.0, 30.0
STRIP_S, MAX_STRIPS = 30.0, 24
"""A call is cut into strips of about STRIP_S; a long one into MAX_STRIPS longer ones."""

TICKS_S = (5.0, 10.0, 30.0, 60.0, 300.0, 600.0, 1800.0, 3600.0)
MAX_TICKS = 8
"""Time is marked every one of TICKS_S, the shortest that needs no more than MAX_TICKS a strip."""

COLOURS = {
    "agent": "#1b7f8c",
    "customer": "#9b3f8f",
    "ask": "#2458c5",
    "warn": "#c77700",
    "red": "#c62828",
    "promise": "#2e7d32",
}
INK, FAINT, LINE, GROUND = "#1f2328", "#5b6470", "#d5d9de", "#ffffff"
LEGEND = (
    ("ask", "tip: ask"),
    ("warn", "tip: warn"),
    ("red", "tip: red"),
    ("agent", "signal by agent"),
    ("customer", "signal by customer"),
    ("promise", "promise"),
)


def draw_call(log: Sequence[Heard | Concluded], levels: Levels | None = None) -> str:
    """The picture of a log that begins with CallStarted, as SVG text; `levels` are those of its audio."""
    shown = timeline(log, levels)
    root = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "font-family": FONTS, "font-size": str(FONT_PX)})
    stripes = add(add(root, "defs"), "pattern", id="both", width=8, height=8, patternUnits="userSpaceOnUse")
    add(stripes, "path", d="M-2,2 l4,-4 M0,8 l8,-8 M6,10 l4,-4", stroke="#ffc107", stroke_width=3)
    ground = add(root, "rect", width=WIDTH, height=0.0, fill=GROUND)
    _head(root, shown)
    count = min(MAX_STRIPS, max(1, round(shown.end_s / STRIP_S)))
    step_s = count * TICKS_S[0] if count > 1 else 1.0
    length_s = (shown.end_s // step_s + 1) * step_s / count  # the end lies inside
    y = TOP
    for number in range(count):
        y = _Strip(shown, number * length_s, (number + 1) * length_s).draw(root, y) + STRIP_GAP_PX
    ground.set("height", f"{y:.0f}")
    root.set("viewBox", f"0 0 {WIDTH:.0f} {y:.0f}")
    root.set("width", f"{WIDTH:.0f}")
    root.set("height", f"{y:.0f}")
    ET.indent(root)
    return ET.tostring(root, encoding="unicode") + "\n"


def _head(root: ET.Element, shown: Timeline) -> None:
    """Title, key figures and legend."""
    start = shown.start
    overlap_s = sum(span.end_s - span.start_s for span in shown.overlaps)
    detail = (
        f"{start.started_at:%Y-%m-%d %H:%M}, {clock(shown.end_s)} long, {len(shown.tips)} tips, "
        f"{overlap_s:.1f} s of overlap, playbook {start.playbook_version}"
    )
    add_text(root, 16.0, 24.0, shortened(start.source, 700.0), fill=INK, font_size=16.0, font_weight="bold")
    add_text(root, 16.0, 44.0, shortened(detail, WIDTH - 32), fill=FAINT)
    x = 22.0
    for kind, text in LEGEND:
        add_shape(root, kind, (x, 62.0), COLOURS[kind])
        add_text(root, x + 11, 66.0, text, fill=INK)
        x += 36 + 7.4 * len(text)
    add(root, "rect", x=x, y=54.0, width=22.0, height=16.0, fill="url(#both)")
    add_text(root, x + 30, 66.0, "overlap", fill=INK)
    if any(shown.levels.values()):
        add(root, "rect", x=x + 104, y=58.0, width=22.0, height=8.0, fill=QUIET)
        add_text(root, x + 134, 66.0, "sound that is not the speaker's own", fill=INK)


class _Strip:
    """A stretch of the call from `from_s` to `to_s`, over the whole width."""

    def __init__(self, shown: Timeline, from_s: float, to_s: float) -> None:
        self._shown, self._from_s, self._to_s = shown, from_s, to_s

    def draw(self, root: ET.Element, top: float) -> float:
        """Draws the strip with its upper edge at `top`; returns its lower edge."""
        tips = self._placed(self._shown.tips)
        lanes_y = top + ROW_PX * _rows(tips) + 6
        lanes_end = lanes_y + LANES_PX
        signals = self._placed(self._shown.signals)
        signals_y = lanes_end + 24
        promises = self._placed(self._shown.promises)
        promises_y = signals_y + ROW_PX * _rows(signals)
        lines = add(root, "g", stroke=LINE, stroke_width=1.0)
        for labels, first_y, step in ((tips, lanes_y - 14, -ROW_PX), (signals, signals_y + 8, ROW_PX)):
            for _, label in labels:
                add(lines, "line", x1=label.x, x2=label.x, y1=first_y + step * label.row, y2=lanes_y + LANES_PX / 2)
        for _, label in promises:
            y = promises_y + 8 + ROW_PX * label.row
            add(lines, "line", x1=label.x, x2=label.x, y1=y, y2=lanes_end)
        self._axis(root, lanes_y, lanes_end)
        Lanes(self._shown, self._x, (self._from_s, self._to_s), COLOURS).draw(root, lanes_y)
        for name, labels, y, step in (
            ("tips", tips, lanes_y - 14, -ROW_PX),
            ("signals", signals, signals_y + 8, ROW_PX),
            ("promise", promises, promises_y + 8, ROW_PX),
        ):
            if labels:
                add_text(root, 16, y + 4, name, fill=FAINT)
                self._labels(root, labels, y, step)
        return promises_y + ROW_PX * _rows(promises)

    def _x(self, at_s: float) -> float:
        return LEFT + (RIGHT - LEFT) * (at_s - self._from_s) / (self._to_s - self._from_s)

    def _placed(self, marks: Sequence[Mark]) -> list[tuple[Mark, Label]]:
        inside = [mark for mark in marks if self._from_s <= mark.at_s < self._to_s]
        texts = [(self._x(mark.at_s), _text(mark)) for mark in inside]
        return list(zip(inside, placed(texts, LEFT, RIGHT, 10.0), strict=True))

    def _axis(self, root: ET.Element, lanes_y: float, lanes_end: float) -> None:
        axis = add(root, "g", fill=FAINT, font_size=11)
        length_s = self._to_s - self._from_s
        step_s = next((s for s in TICKS_S if length_s / s <= MAX_TICKS), TICKS_S[-1])
        at_s = ceil(self._from_s / step_s) * step_s
        while at_s <= self._to_s:
            x = self._x(at_s)
            add(axis, "line", x1=x, x2=x, y1=lanes_y, y2=lanes_end + 4, stroke=LINE)
            add_text(axis, x, lanes_end + 16, clock(at_s), text_anchor="end" if at_s == self._to_s else "middle")
            at_s += step_s

    def _labels(self, root: ET.Element, labels: Sequence[tuple[Mark, Label]], first_y: float, step: float) -> None:
        """Marks with their texts, and under a tip a line for as long as it was on the screen."""
        for mark, label in labels:
            y = first_y + step * label.row
            colour = COLOURS[mark.kind]
            add_text(root, label.text_x, y + 4, label.text, fill=INK, text_anchor=label.anchor)
            if label.mark_x != label.x:  # it had no room at its moment: a line leads there
                add(root, "line", x1=label.mark_x, x2=label.x, y1=y + 9, y2=y + 9, stroke=FAINT)
            if mark.until_s is not None:
                until_x = self._x(min(mark.until_s, self._to_s))
                add(root, "line", x1=label.x, x2=until_x, y1=y + 9, y2=y + 9, stroke=colour, stroke_width=2)
            add_shape(root, mark.kind, (label.mark_x, y), colour)


def _text(mark: Mark) -> str:
    """A tip says its level in words too."""
    return f"{mark.kind}: {mark.text}" if mark.until_s is not None else mark.text


def _rows(labels: Sequence[tuple[Mark, Label]]) -> int:
    return max((label.row + 1 for _, label in labels), default=0)
