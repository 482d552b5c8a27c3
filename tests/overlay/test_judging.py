"""Judging, snoozing and ageing of tips, in a real browser."""

import pytest
from pydantic import JsonValue

from assist.events import Level
from tests.overlay.sidecar import Sidecar
from tests.overlay.states import running, status, tip_part

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
# Only where Playwright is there, hence below.
from playwright.sync_api import Page, expect

from tests.overlay.browsing import told


@pytest.mark.parametrize("way", ["key", "button"])
@pytest.mark.parametrize(("key", "button", "useful"), [("b", "Berguna", True), ("t", "Tidak", False)])
def test_a_tip_is_judged(key: str, button: str, useful: bool, way: str, page: Page, sidecar: Sidecar) -> None:
    sidecar.show(**running(tip=tip_part()))
    control = page.get_by_role("button", name=button)
    expect(control).to_be_visible()
    if way == "key":
        page.keyboard.press(key)
    else:
        control.click()
    told(page, sidecar, {"type": "rate", "tip_id": "t1", "useful": useful})
    expect(control).to_have_attribute("aria-pressed", "false")  # not before the server says so
    sidecar.show(rated={"tip_id": "t1", "useful": useful})
    expect(control).to_have_attribute("aria-pressed", "true")
    sidecar.show(tip=tip_part("t2"))
    expect(control).to_have_attribute("aria-pressed", "false")


def test_a_tip_that_helped_is_judged_after_it_has_gone(page: Page, sidecar: Sidecar) -> None:
    page.clock.set_fixed_time("2026-05-11T09:00:00+07:00")
    sidecar.show(**running(tip=tip_part()))
    expect(page.locator("tip-card")).to_have_attribute("data-level", "ask")
    sidecar.show(tip=None)
    expect(page.locator("tip-card .last")).to_have_text("Saran tadi: “Tanggal pastinya berapa, Bu?”")
    page.keyboard.press("b")
    told(page, sidecar, {"type": "rate", "tip_id": "t1", "useful": True})
    page.clock.set_fixed_time("2026-05-11T09:00:21+07:00")
    expect(page.locator("tip-card .last")).to_have_text("")
    expect(page.get_by_role("button", name="Berguna")).to_be_hidden()
    page.keyboard.press("b")
    page.keyboard.press("h")
    told(page, sidecar, {"type": "hold", "on": True})


@pytest.mark.parametrize("way", ["key", "button"])
def test_a_rule_is_snoozed_for_the_call(way: str, page: Page, sidecar: Sidecar) -> None:
    sidecar.show(**running(tip=tip_part()))
    expect(page.locator("tip-card")).to_have_attribute("data-level", "ask")
    if way == "key":
        page.keyboard.press("z")
    else:
        page.get_by_role("button", name="Cukup").click()
    told(page, sidecar, {"type": "snooze", "tip_id": "t1"})
    expect(page.locator("tip-card")).to_have_attribute("data-level", "none")  # at once


@pytest.mark.parametrize("changed", [{"level": "red"}, {"rule_id": "memo"}], ids=["red", "memo"])
def test_what_is_never_snoozed(changed: dict[str, JsonValue], page: Page, sidecar: Sidecar) -> None:
    sidecar.show(**running(tip=tip_part(**changed)))  # type: ignore[arg-type]
    expect(page.locator("tip-card")).not_to_have_attribute("data-level", "none")
    expect(page.get_by_role("button", name="Cukup")).to_be_hidden()
    page.keyboard.press("z")
    page.keyboard.press("Escape")
    told(page, sidecar, {"type": "dismiss", "tip_id": "t1"})


def test_a_memo_comes_back_as_the_agents_own(page: Page, sidecar: Sidecar) -> None:
    sidecar.show(**running(tip=tip_part(rule_id="memo", say="Tanya nomor lain", why="", evidence=[])))
    expect(page.locator("tip-card .level")).to_have_text("Memo")
    expect(page.get_by_role("button", name="Berguna")).to_be_hidden()  # nothing to tune
    page.keyboard.press("k")
    expect(page.locator("tip-card .reasons")).to_have_text("Pertanyaan yang Anda titipkan.")


def test_why_by_key(page: Page, sidecar: Sidecar) -> None:
    sidecar.show(**running(tip=tip_part()))
    reasons = page.locator("tip-card .reasons")
    expect(page.locator("tip-card")).to_have_attribute("data-level", "ask")
    page.keyboard.press("k")
    expect(reasons).to_be_visible()
    page.keyboard.press("k")
    expect(reasons).to_be_hidden()


def test_the_age_of_a_tip(page: Page, sidecar: Sidecar) -> None:
    page.clock.set_fixed_time("2026-05-11T09:00:00+07:00")
    sidecar.show(**running(tip=tip_part(at_s=100.0)))
    age = page.locator("tip-card .age")
    expect(age).to_have_text("baru")
    page.clock.set_fixed_time("2026-05-11T09:00:09+07:00")
    expect(age).to_have_text("9 dtk")
    page.clock.set_fixed_time("2026-05-11T09:02:09+07:00")
    expect(age).to_have_text("2 mnt")


def test_the_age_outlives_a_reload(page: Page, sidecar: Sidecar) -> None:
    sidecar.show(**running(status=status(ago_s=1000.0), tip=tip_part(at_s=700.0)))
    page.reload()
    expect(page.locator("tip-card .age")).to_have_text("5 mnt")


LEVELS: tuple[Level, ...] = ("ask", "warn", "red")
LONGEST = (
    "Tanyakan pelan-pelan kemampuan membayarnya, lalu tawarkan kesepakatan angsuran berikutnya bersama keluarganya."
)


@pytest.mark.parametrize("width", [320, 360, 420])
def test_no_tip_moves_what_is_below(width: int, page: Page, sidecar: Sidecar) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    sidecar.show(**running())
    expect(page.locator("mood-line")).to_be_visible()
    before = page.locator("memo-pad").bounding_box()
    tips = [tip_part(level, level) for level in LEVELS] + [tip_part("long", say=LONGEST)]
    for shown in tips:
        level = str(shown["level"])
        sidecar.show(tip=shown)
        expect(page.locator("tip-card")).to_have_attribute("data-level", level)
        assert page.locator("memo-pad").bounding_box() == before, level
        sidecar.show(tip=None)
        expect(page.locator("tip-card .last")).to_contain_text("Saran tadi")
        assert page.locator("memo-pad").bounding_box() == before, "gone"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
