import xml.etree.ElementTree as ET

import numpy as np

from assist.events import Activity, AudioChunk, Concluded, Heard, SpeechEnded
from assist.tuning.lanes import LANE_PX, LANES_PX, QUIET, Lanes
from assist.tuning.levels import Levels
from assist.tuning.timeline import timeline
from tests.sample_call import STARTED

COLOURS = {"agent": "#111111", "customer": "#222222"}


def drawn(levels: Levels | None) -> ET.Element:
    log: list[Heard | Concluded] = [
        STARTED,
        Activity(known_at_s=2.0, speaker="agent", at_s=2.0, active=True),
        Activity(known_at_s=4.0, speaker="agent", at_s=4.0, active=False),
        SpeechEnded(known_at_s=10.0, speaker="agent", start_s=1.9, end_s=4.4),
    ]
    root = ET.Element("svg")
    Lanes(timeline(log, levels), lambda at_s: 100 * at_s, (0.0, 20.0), COLOURS).draw(root, 50.0)
    return root


def points(polygon: ET.Element) -> list[tuple[float, float]]:
    pairs = (pair.split(",") for pair in polygon.attrib["points"].split())
    return [(float(x), float(y)) for x, y in pairs]


def sound() -> Levels:
    """Ten seconds of the agent's channel: loud from 2 to 4 s, and something that is not the agent's own from 6 to 8."""
    levels = Levels()
    wave = np.where(np.arange(512) % 2, 1, -1).astype(np.float32)
    gains = [0.2 if 2 <= n * 0.032 < 4 else 0.02 if 6 <= n * 0.032 < 8 else 0.0 for n in range(312)]
    list(levels.of(AudioChunk("agent", n * 0.032, gain * wave) for n, gain in enumerate(gains)))
    return levels


def test_the_channel_is_grey_and_the_own_voice_coloured() -> None:
    whole, own = drawn(sound()).findall("polygon")
    assert (whole.attrib["fill"], own.attrib["fill"]) == (QUIET, COLOURS["agent"])
    assert {min(x for x, _ in points(own)), max(x for x, _ in points(own))} == {200.0, 400.0}
    middle = 50 + LANE_PX / 2

    def height(at_s: float) -> float:
        return max(middle - y for x, y in points(whole) if abs(x - 100 * at_s) < 3)

    assert height(3) > 1.5 * height(7) > 3 * height(5) > 0
    assert all(50 <= y <= 50 + LANE_PX for _, y in points(whole))


def test_without_levels_speech_is_a_bar() -> None:
    root = drawn(None)
    assert root.findall("polygon") == []
    (bar,) = (rect for rect in root.findall("rect") if rect.attrib.get("fill") == COLOURS["agent"])
    assert (float(bar.attrib["x"]), float(bar.attrib["width"])) == (200.0, 200.0)


def test_both_lanes_have_their_names_and_end_with_the_call() -> None:
    root = drawn(None)
    assert [text.text for text in root.findall("text")] == ["agent", "customer"]
    grounds = root.findall("rect")
    assert max(float(rect.attrib["x"]) + float(rect.attrib["width"]) for rect in grounds) == 1000.0
    assert max(float(rect.attrib["y"]) + float(rect.attrib["height"]) for rect in grounds) == 50 + LANES_PX
