"""The lanes of a picture: how loud each channel was, and what of it is the speaker's own voice. Sizes are in pixels."""

import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence

from assist.events import SPEAKERS, Speaker
from assist.language.words.writing import clock
from assist.tuning.levels import Step, highest
from assist.tuning.svg import add, add_text, clean
from assist.tuning.timeline import Span, Timeline

LANE_PX, LANE_GAP_PX = 44.0, 6.0
LANES_PX = 2 * LANE_PX + LANE_GAP_PX
BIN_PX = 2.0
"""One point of the level for so much width."""
LOWEST_DBFS, HIGHEST_DBFS = -60.0, -10.0
"""Drawn as nothing and as the whole height of a lane: speech lies between -45 and -15."""
SHORTEST_PX = 1.5
"""Speech is drawn at least this wide."""
INK, GROUND, QUIET = "#1f2328", "#f4f5f7", "#a9b1bb"

Place = Callable[[float], float]
"""Seconds of the call to pixels."""


class Lanes:
    """Both speakers' lanes for the stretch of a call from `from_s` to `to_s`, which `place` puts between two edges."""

    def __init__(self, shown: Timeline, place: Place, span_s: tuple[float, float], colours: dict[str, str]) -> None:
        self._shown, self._place, self._colours = shown, place, colours
        self._from_s, self._to_s = span_s[0], min(span_s[1], shown.end_s)

    def draw(self, root: ET.Element, top: float) -> None:
        """Draws both lanes, the agent's with its upper edge at `top`."""
        for number, speaker in enumerate(SPEAKERS):
            y = top + number * (LANE_PX + LANE_GAP_PX)
            add_text(root, 16.0, y + LANE_PX / 2 + 4, speaker, fill=self._colours[speaker], font_weight="bold")
            left, right = self._place(self._from_s), self._place(self._to_s)
            add(root, "rect", x=left, y=y, width=right - left, height=LANE_PX, fill=GROUND)
            self._overlaps(root, y)
            if self._shown.levels[speaker]:
                self._level(root, speaker, y)
            self._speech(root, speaker, y)

    def _overlaps(self, root: ET.Element, y: float) -> None:
        """Both speak: stripes behind both lanes, which also show in black and white."""
        for span in self._inside(self._shown.overlaps):
            left, right = self._edges(span)
            add(root, "rect", x=left, y=y, width=right - left, height=LANE_PX, fill="url(#both)")

    def _level(self, root: ET.Element, speaker: Speaker, y: float) -> None:
        """The whole channel in grey, the speaker's own voice on it in colour: what leaked or is noise stays grey."""
        steps = self._shown.levels[speaker]
        self._shape(root, steps, (self._from_s, self._to_s), (y, QUIET))
        for span in self._inside(self._shown.own[speaker]):
            edges_s = max(span.start_s, self._from_s), min(span.end_s, self._to_s)
            self._shape(root, steps, edges_s, (y, self._colours[speaker]))

    def _shape(
        self, root: ET.Element, steps: Sequence[Step], span_s: tuple[float, float], look: tuple[float, str]
    ) -> None:
        """The level from when to when as a band around the middle of the lane at `y`, in a colour."""
        y, colour = look
        left, right = (self._place(at_s) for at_s in span_s)
        count = max(1, round((right - left) / BIN_PX))
        heights = [_height(level) for level in highest(steps, *span_s, count)]
        step = (right - left) / count
        upper = [(left + step * (number + 0.5), height) for number, height in enumerate(heights)]
        upper = [(left, heights[0]), *upper, (right, heights[-1])]
        middle = y + LANE_PX / 2
        points = [(x, middle - height) for x, height in upper] + [(x, middle + height) for x, height in reversed(upper)]
        add(root, "polygon", points=" ".join(f"{x:.1f},{at:.1f}" for x, at in points), fill=colour)

    def _speech(self, root: ET.Element, speaker: Speaker, y: float) -> None:
        """A bar for each stretch of speech, below its level where that is known; its words are there to point at."""
        has_level = bool(self._shown.levels[speaker])
        for span in self._inside(self._shown.own[speaker]):
            left, right = self._edges(span)
            width = max(right - left, SHORTEST_PX)
            top, height = (y + LANE_PX - 3, 3.0) if has_level else (y + 11, LANE_PX - 22)
            add(root, "rect", x=left, y=top, width=width, height=height, rx=1.5, fill=self._colours[speaker])
        for span in self._inside(self._shown.speech[speaker]):
            left, right = self._edges(span)
            target = add(root, "rect", x=left, y=y, width=right - left, height=LANE_PX, fill_opacity=0.0)
            add(target, "title").text = clean(f"{clock(span.start_s)} {speaker}: {span.words}")

    def _inside(self, spans: Sequence[Span]) -> list[Span]:
        return [span for span in spans if span.start_s < self._to_s and span.end_s > self._from_s]

    def _edges(self, span: Span) -> tuple[float, float]:
        return self._place(max(span.start_s, self._from_s)), self._place(min(span.end_s, self._to_s))


def _height(level_dbfs: float | None) -> float:
    """Half the height of the band: at least a hair, so that a channel that is there is seen."""
    share = 0.0 if level_dbfs is None else (level_dbfs - LOWEST_DBFS) / (HIGHEST_DBFS - LOWEST_DBFS)
    return max(0.4, min(1.0, share) * (LANE_PX / 2 - 5))
