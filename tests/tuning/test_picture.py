"""The picture as a browser draws it: nothing overlaps, nothing is cut, everything is there."""

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assist import demo
from assist.config import Settings
from assist.dialogue import read_dialogue
from assist.events import CallStarted, Concluded, Heard, Signal, SpeechEnded, Utterance
from assist.playbook import load_playbook
from assist.tuning.picture import draw_call
from assist.tuning.recorded import Recorded
from assist.tuning.replay import replay
from tests.chromium import open_chromium
from tests.sample_call import STARTED, promise, tip
from tests.test_call import TALK

if TYPE_CHECKING:  # Playwright may not be installed
    from playwright.sync_api import Page

HEATED = """
agent: selamat siang bapak saya rudi
customer: iya saya baru dipecat dari tempat kerja saya bulan lalu
[overlap 2.2]
agent: tetapi cicilan harus tetap dibayar hari ini juga
[signal rising_emotion by=customer strength=1.4]
customer: saya mau mati saja
agent: saya minta maaf
customer: saya usahakan bayar dua ratus ribu dulu hari jumat lewat indomaret
"""


def log_of(text: str) -> tuple[Heard | Concluded, ...]:
    start, *heard = read_dialogue(text)
    assert isinstance(start, CallStarted)
    settings = Settings()
    return replay(Recorded(start, heard), load_playbook(settings.playbook.path, "id"), settings).log


def crowded() -> list[Heard | Concluded]:
    """Everything at once, with long names and texts, at the very edges of a strip."""
    log: list[Heard | Concluded] = [STARTED.model_copy(update={"source": 'a<b>&"c" ' + "w" * 300})]
    for n in range(40):
        at_s = 24.0 + n * 0.3
        level = ("ask", "warn", "red")[n % 3]
        log.append(
            tip(f"t{n}").model_copy(update={"known_at_s": at_s, "level": level, "say": f"<{n}> " + "Kata " * 12})
        )
        log.append(Signal(known_at_s=at_s, name=f"hardship_{n}", by="customer"))
        log.append(promise(amount_idr=n * 1000, missing=["date"] * 9).model_copy(update={"known_at_s": at_s}))
    log.append(Utterance(utterance_id="a", speaker="agent", start_s=1, end_s=2, text="a\x00\x1b<"))
    log.append(SpeechEnded(known_at_s=60.0, speaker="agent", start_s=0.0, end_s=60.0))
    return log


CALLS: dict[str, Callable[[], Sequence[Heard | Concluded]]] = {
    "talk": lambda: log_of(TALK),
    "heated": lambda: log_of(HEATED),
    "demo": lambda: log_of((demo.FOLDER / "tenang.txt").read_text(encoding="utf-8")),
    "crowded": crowded,
    "no time at all": lambda: [STARTED],
    "ten hours": lambda: [STARTED, tip().model_copy(update={"known_at_s": 36_000.0})],
}


def texts(svg: str) -> list[str]:
    return [node.text or "" for node in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


@pytest.fixture(scope="module")
def page() -> "Iterator[Page]":
    with open_chromium() as browser:
        yield browser.new_page(viewport={"width": 1200, "height": 900})


@pytest.mark.parametrize("name", CALLS)
def test_texts_neither_overlap_nor_leave_the_picture(name: str, page: "Page", tmp_path: Path) -> None:
    file = tmp_path / "call.svg"
    file.write_text(draw_call(CALLS[name]()), encoding="utf-8")
    page.goto(file.as_uri())
    width, height = page.evaluate("() => [...document.documentElement.getAttribute('viewBox').split(' ')].slice(2)")
    width, height = float(width), float(height)
    assert width == 1200
    boxes = page.evaluate(
        """() => [...document.querySelectorAll("text")].map(text => {
            const box = text.getBBox(); return [text.textContent, box.x, box.y, box.x + box.width, box.y + box.height];
        })"""
    )
    assert len(boxes) > 10
    for text, left, top, right, bottom in boxes:
        assert min(left, top) >= 0 and right <= width and bottom <= height, text
    for (one, l1, t1, r1, b1), (two, l2, t2, r2, b2) in combinations(boxes, 2):
        apart = r1 <= l2 or r2 <= l1 or b1 <= t2 + 1 or b2 <= t1 + 1  # a line of text may touch the next
        assert apart, f"{one!r} lies on {two!r}"


def test_everything_of_a_call_is_in_words() -> None:
    svg = draw_call(log_of(HEATED))
    shown = texts(svg)
    assert {"agent", "customer", "overlap", "00:00", "tip: red"} <= set(shown)
    assert any(text.startswith("red: ") for text in shown)
    assert any("rising_emotion" in text for text in shown)
    assert any("promise conditional; sum Rp200.000" in text for text in shown)
    assert "2.2 s of overlap" in shown[1]
    assert "tetapi cicilan harus tetap dibayar" in svg, "the words are there to point at"


def test_nothing_of_a_crowded_call_is_left_out() -> None:
    shown = texts(draw_call(crowded()))
    for n in range(40):
        assert sum(f": <{n}> Kata" in text for text in shown) == 1
        assert sum(text == f"hardship_{n}" for text in shown) == 1


def test_a_mark_at_the_end_of_a_full_strip_is_drawn() -> None:
    last = Signal(known_at_s=60.0, name="thanks", by="agent")
    assert "thanks" in texts(draw_call([STARTED, last]))


def test_the_same_call_gives_the_same_picture() -> None:
    assert draw_call(log_of(TALK)) == draw_call(log_of(TALK))
