"""Tips in a real browser: the system's Chromium against the real server and view."""

import pytest

from assist.events import CallEnded, Level, SpeechStarted, TipGone
from tests.overlay.sidecar import Sidecar
from tests.sample_call import STARTED, TIPS, promise, tip

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
# Only where Playwright is there, hence below.
from playwright.sync_api import Browser, Page, expect

from tests.overlay.browsing import NOTE, Scheme, contrast, open_page, shoot, told, wait_for


def test_a_tip_appears_and_is_replaced(page: Page, sidecar: Sidecar) -> None:
    card = page.locator("tip-card")
    expect(card).to_contain_text("Saran akan muncul di sini.")
    sidecar.feed(STARTED)
    expect(card).to_contain_text("Tidak ada saran saat ini.")
    sidecar.feed(tip("t1"))
    expect(card.get_by_role("status")).to_have_text("Tanggal pastinya berapa, Bu?")
    sidecar.feed(TipGone(tip_id="t1", reason="replaced"), tip("t2", "warn"))
    expect(card.get_by_role("status")).to_have_text("Biarkan Ibu selesai dulu, pertanyaannya saya simpan.")
    sidecar.feed(TipGone(tip_id="t2", reason="resolved"))
    expect(card.get_by_role("status")).to_have_text("")
    expect(card).to_have_attribute("data-level", "none")


def test_only_red_is_an_alert(page: Page, sidecar: Sidecar) -> None:
    card = page.locator("tip-card")
    sidecar.feed(STARTED, tip("t1", "red"))
    expect(card.get_by_role("alert")).to_have_text(TIPS["red"][1])
    expect(card.get_by_role("status")).to_have_text("")
    sidecar.feed(tip("t2", "warn"))
    expect(card.get_by_role("alert")).to_have_text("")
    expect(card.get_by_role("status")).to_have_text(TIPS["warn"][1])


@pytest.mark.parametrize("way", ["escape", "button"])
def test_a_tip_is_dismissed(way: str, page: Page, sidecar: Sidecar) -> None:
    sidecar.feed(STARTED, tip("t1"))
    card = page.locator("tip-card")
    expect(card).to_have_attribute("data-level", "ask")
    if way == "escape":
        page.keyboard.press("Escape")
    else:
        card.get_by_role("button", name="Tutup").click()
    expect(card).to_have_attribute("data-level", "none")
    page.keyboard.press("Escape")  # nothing is left to dismiss
    wait_for(page, sidecar, ["t1"])


def test_only_a_tip_that_stops_the_rest_can_be_called_misheard(page: Page, sidecar: Sidecar) -> None:
    card = page.locator("tip-card")
    sidecar.feed(STARTED, tip("t1", "red"))
    expect(card.get_by_role("alert")).to_have_text(TIPS["red"][1])
    expect(card.get_by_role("button", name="Salah dengar")).to_be_hidden()
    sidecar.feed(TipGone(tip_id="t1", reason="replaced"))
    sidecar.feed(tip("t2", "red").model_copy(update={"may_be_misheard": True}))
    card.get_by_role("button", name="Salah dengar").click()
    expect(card).to_have_attribute("data-level", "none")
    told(page, sidecar, {"type": "dismiss", "tip_id": "t2", "misheard": True})


def test_escape_works_wherever_the_focus_is(page: Page, sidecar: Sidecar) -> None:
    sidecar.feed(STARTED, tip("t1"))
    expect(page.locator("tip-card")).to_have_attribute("data-level", "ask")
    page.locator("transcript-fold summary").focus()
    page.keyboard.press("Escape")
    wait_for(page, sidecar, ["t1"])


@pytest.mark.parametrize("level", ["ask", "warn", "red"])
def test_a_tip_does_not_move_what_is_below(level: Level, page: Page, sidecar: Sidecar) -> None:
    sidecar.feed(STARTED)
    before = page.locator("promise-checklist").bounding_box()
    sidecar.feed(tip("t1", level))
    expect(page.locator("tip-card")).to_have_attribute("data-level", level)
    assert page.locator("promise-checklist").bounding_box() == before


def test_a_tip_dismissed_while_the_line_is_down_stays_away(page: Page, sidecar: Sidecar) -> None:
    sidecar.feed(STARTED, tip("t1"))
    expect(page.locator("tip-card")).to_have_attribute("data-level", "ask")
    page.keyboard.press("Escape")
    wait_for(page, sidecar, ["t1"])
    sidecar.cut()
    wait_for(page, sidecar, ["t1", "t1"])
    expect(page.locator("tip-card")).to_have_attribute("data-level", "none")


def test_why_a_tip_came_is_told_on_demand(page: Page, sidecar: Sidecar) -> None:
    sidecar.feed(STARTED, tip("t1"))
    reasons = page.locator("tip-card .reasons")
    expect(reasons).to_be_hidden()
    page.get_by_text("Kenapa?").click()
    for line in (
        "Janji tanpa tanggal.",
        "Nasabah, 1:02: “saya pasti bayar dua ratus ribu”",
        "Terukur: bicara bersamaan 0,9 detik, lama menyela 1,5 detik, lawan bicara jadi berhenti",
        "Aturan: janji.tanggal, versi 2026-05-01",
    ):
        expect(reasons.get_by_text(line, exact=True)).to_be_visible()
    shoot(page, "why")
    sidecar.feed(tip("t2"))
    expect(reasons).to_be_hidden()


def test_the_page_never_takes_the_focus(page: Page, sidecar: Sidecar) -> None:
    focused = "document.activeElement === document.body"
    sidecar.feed(STARTED, tip("t1"), tip("t2", "red"), promise(), CallEnded(reason="end_of_audio"))
    sidecar.note(NOTE)
    expect(page.locator("note-view")).to_be_visible()
    assert page.evaluate(focused) is True


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("level", ["ask", "warn", "red"])
def test_each_level_has_its_own_shape_and_word(
    level: Level, scheme: Scheme, browser: Browser, sidecar: Sidecar
) -> None:
    page = open_page(browser, sidecar, scheme)
    sidecar.feed(STARTED, tip("t1", level), SpeechStarted(speaker="customer", start_s=0.5))
    words = {"ask": "Saran", "warn": "Perhatian", "red": "Segera"}
    expect(page.locator("tip-card .level")).to_have_text(words[level])
    expect(page.locator("tip-card use")).to_have_attribute("href", f"#icon-{level}")
    for text in ("tip-card .say:not(:empty)", "tip-card .level", ".why summary", ".dismiss", "call-status .state-text"):
        assert contrast(page, text) >= 4.5, text
    shoot(page, f"{level}-{scheme}")
    page.context.close()
