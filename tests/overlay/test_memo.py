"""Parking a question, and how the customer sounds, in a real browser."""

import pytest

from tests.overlay.sidecar import Sidecar
from tests.overlay.states import MOODS, running, status, tip_part

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
# Only where Playwright is there, hence below.
from playwright.sync_api import Page, expect

from tests.overlay.browsing import begin_memo, told


def test_a_memo_is_parked_by_keys_alone(page: Page, sidecar: Sidecar) -> None:
    sidecar.show(**running(tip=tip_part()))
    begin_memo(page)
    page.keyboard.type("Tanya nomor lain")
    page.keyboard.press("Enter")
    told(page, sidecar, {"type": "memo", "text": "Tanya nomor lain"})
    memo = page.get_by_role("textbox", name="Memo")
    expect(memo).to_have_value("")
    expect(memo).not_to_be_focused()
    begin_memo(page)
    page.keyboard.press("Enter")  # nothing was written
    page.keyboard.press("h")
    told(page, sidecar, {"type": "hold", "on": True})


def test_escape_leaves_the_memo_and_not_the_tip(page: Page, sidecar: Sidecar) -> None:
    sidecar.show(**running(tip=tip_part()))
    summary = page.locator("transcript-fold summary")
    summary.focus()
    begin_memo(page)
    page.keyboard.type("nanti")
    page.keyboard.press("Escape")
    expect(summary).to_be_focused()
    expect(page.locator("tip-card")).to_have_attribute("data-level", "ask")
    expect(page.get_by_role("textbox", name="Memo")).to_have_value("nanti")
    page.keyboard.press("Escape")
    told(page, sidecar, {"type": "dismiss", "tip_id": "t1"})


def test_a_memo_is_as_long_as_the_server_takes(page: Page, sidecar: Sidecar) -> None:
    sidecar.show(**running())
    begin_memo(page)
    page.keyboard.insert_text("a" * 250)
    page.keyboard.press("Enter")
    told(page, sidecar, {"type": "memo", "text": "a" * 200})


def test_parked_memos_are_listed_until_they_come_back(page: Page, sidecar: Sidecar) -> None:
    sidecar.show(**running(memos=[{"memo_id": "m1", "text": "Tanya nomor lain", "at_s": 4.0}]))
    expect(page.get_by_role("list", name="Pertanyaan yang dititipkan")).to_have_text("Tanya nomor lain")
    sidecar.show(memos=[])
    expect(page.get_by_role("list", name="Pertanyaan yang dititipkan")).to_be_hidden()


def test_a_memo_that_cannot_be_sent_is_kept(page: Page, sidecar: Sidecar) -> None:
    sidecar.show(**running())
    begin_memo(page)
    page.keyboard.type("Tanya nomor lain")
    sidecar.stop()
    expect(page.locator("#assist")).to_have_attribute("data-connection", "lost")
    page.keyboard.press("Enter")
    expect(page.locator("memo-pad .failed")).to_have_text("Belum terkirim: masih terputus dari assist.")
    expect(page.get_by_role("textbox", name="Memo")).to_have_value("Tanya nomor lain")


WORDS = {"calm": "tenang", "tense": "mulai tegang", "raised": "nada meninggi", "calming": "mulai mereda"}


@pytest.mark.parametrize("level", WORDS)
def test_the_mood_is_told_in_words_and_by_a_band(level: str, page: Page, sidecar: Sidecar) -> None:
    sidecar.show(**running(mood=MOODS[level]))
    expect(page.locator(".mood-words")).to_have_text(WORDS[level])
    filled = {"calm": "6%", "tense": "50%", "raised": "90%", "calming": "20%"}
    assert page.locator(".fill").evaluate("(fill) => fill.style.width") == filled[level]


def test_a_change_of_the_mood_moves_nothing(page: Page, sidecar: Sidecar) -> None:
    sidecar.show(**running())
    expect(page.locator(".mood-words")).to_have_text(WORDS["calm"])
    before = page.locator("promise-checklist").bounding_box()
    for level, words in WORDS.items():
        sidecar.show(mood=MOODS[level])
        expect(page.locator(".mood-words")).to_have_text(words)
        assert page.locator("promise-checklist").bounding_box() == before


def test_overlaps_are_part_of_the_talk_bar(page: Page, sidecar: Sidecar) -> None:
    sidecar.show(**running())
    expect(page.locator("talk-bar .badge")).to_have_text("bersamaan 5 detik")
    expect(page.locator("talk-bar .who.agent")).to_have_text("Anda: 60%")
    page.wait_for_timeout(350)  # the transition of the bar
    widths = [
        (page.locator(f"talk-bar .segment.{name}").bounding_box() or {"width": 0})["width"]
        for name in ("agent", "overlap", "customer")
    ]
    whole = (page.locator("talk-bar .bar").bounding_box() or {"width": 0})["width"] - 4  # two gaps
    assert [round(width / whole, 2) for width in widths] == [0.56, 0.11, 0.33]  # 25, 5 and 15 s


def test_loading_says_what_it_waits_for(page: Page, sidecar: Sidecar) -> None:
    sidecar.show(status=status("loading", waits_for="model"))
    expect(page.locator("call-status")).to_contain_text("Model suara sedang dimuat.")
    sidecar.show(status=status("loading", waits_for="devices"))
    expect(page.locator("call-status")).to_contain_text("Perangkat suara sedang dibuka.")
