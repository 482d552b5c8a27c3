"""The stages of the call, in a real browser."""

import pytest

from assist.events import Signal
from tests.overlay.sidecar import Sidecar
from tests.sample_call import STARTED

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
# Only where Playwright is there, hence below.
from playwright.sync_api import Browser, Page, expect

from tests.overlay.browsing import Scheme, contrast, open_page, shoot

STAGES = (("salam", "Salam pembuka", "Greeting"), ("jumlah", "Jumlah tagihan", "Sum owed"), ("rekap", "Rekap", "Recap"))
COURSE = Signal(
    name="course",
    by="agent",
    fields={"stages": [{"id": name, "label": {"id": own, "en": english}} for name, own, english in STAGES]},
)


def stage(name: str, of: str) -> Signal:
    return Signal(name=name, by="agent", fields={"stage": of, "order": 1})


def states(page: Page) -> list[str | None]:
    return [row.get_attribute("data-state") for row in page.locator("call-stages li").all()]


def test_one_line_says_how_far_the_call_is(page: Page, sidecar: Sidecar) -> None:
    expect(page.locator("call-stages")).to_be_hidden()
    sidecar.feed(STARTED, COURSE, stage("stage_done", "salam"))
    expect(page.locator("call-stages summary")).to_have_text("Tahapan1 dari 3")
    expect(page.locator("call-stages li").first).to_be_hidden()
    sidecar.feed(stage("stage_undone", "salam"))
    expect(page.locator("call-stages .badge")).to_have_text("0 dari 3")
    sidecar.feed(STARTED.model_copy(update={"call_id": "c2"}))
    expect(page.locator("call-stages")).to_be_hidden()


def test_the_keyboard_opens_it_and_it_stays_open(page: Page, sidecar: Sidecar) -> None:
    sidecar.feed(STARTED, COURSE)
    summary = page.locator("call-stages summary")
    expect(summary).to_be_visible()  # focus() does not wait, and what is hidden takes none
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator("call-stages li")).to_have_count(3)
    expect(page.locator("call-stages li").first).to_be_visible()
    sidecar.feed(stage("stage_done", "salam"), stage("stage_late", "jumlah"))
    expect(page.locator("call-stages li").nth(1)).to_have_attribute("data-state", "late")
    assert states(page) == ["done", "late", "open"]
    expect(page.locator("call-stages li").first).to_be_visible()
    expect(page.locator("call-stages").get_by_role("img", name="sudah waktunya")).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_state_has_its_own_sign_and_can_be_read(scheme: Scheme, browser: Browser, sidecar: Sidecar) -> None:
    page = open_page(browser, sidecar, scheme)
    sidecar.feed(STARTED, COURSE, stage("stage_done", "salam"), stage("stage_late", "jumlah"))
    page.locator("call-stages summary").click()
    expect(page.locator("call-stages .mark")).to_have_text(["✓", "!", ""])
    for text in ("summary", ".badge", ".name", "[data-state=done] .mark", "[data-state=late] .mark"):
        assert contrast(page, f"call-stages {text}") >= 4.5, text
    shoot(page, f"stages-{scheme}")
    page.context.close()


def test_labels_follow_the_language(browser: Browser, sidecar: Sidecar) -> None:
    sidecar.stop()
    sidecar.start(english=True)
    page = open_page(browser, sidecar)
    sidecar.feed(STARTED, COURSE)
    expect(page.locator("call-stages summary")).to_have_text("Stages0 of 3")
    page.locator("call-stages summary").click()
    assert page.locator("call-stages .name").all_inner_texts() == ["Greeting", "Sum owed", "Recap"]
    page.context.close()


def test_a_label_without_the_language_is_shown_in_another(browser: Browser, sidecar: Sidecar) -> None:
    sidecar.stop()
    sidecar.start(english=True)
    page = open_page(browser, sidecar)
    sidecar.feed(STARTED, Signal(name="course", by="agent", fields={"stages": [{"id": "doa", "label": {"id": "Doa"}}]}))
    page.locator("call-stages summary").click()
    expect(page.locator("call-stages .name")).to_have_text("Doa")
    page.context.close()
