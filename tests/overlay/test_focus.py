"""The page beside a CRM: the keyboard stays where the agent types, whatever comes."""

import pytest

from assist.events import Level
from tests.overlay.sidecar import Sidecar
from tests.overlay.states import MOODS, running, status, tip_part

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
# Only where Playwright is there, hence below.
from playwright.sync_api import Page, expect

from tests.overlay.browsing import NOTE

TIPS = 50
LEVELS: tuple[Level, ...] = ("ask", "warn", "red")
WATCH_FOCUS = """
(() => {
  window.taken = [];
  for (const method of ["focus", "showModal", "showPopover"]) {
    const own = HTMLElement.prototype[method] ?? HTMLDialogElement.prototype[method];
    const owner = method === "showModal" ? HTMLDialogElement.prototype : HTMLElement.prototype;
    owner[method] = function (...given) { window.taken.push(method); return own.apply(this, given); };
  }
  const own = window.focus;
  window.focus = () => { window.taken.push("window"); own.call(window); };
  document.addEventListener("focusin", (event) => window.taken.push(event.target.tagName));
})();
"""
"""Runs in the page before anything else; `window.taken` lists whatever took or asked for the focus."""
CRM = """<!doctype html><title>CRM</title><label>Catatan <input autofocus></label>"""


def test_a_crm_keeps_the_keyboard_while_fifty_tips_arrive(page: Page, sidecar: Sidecar) -> None:
    page.add_init_script(WATCH_FOCUS)
    page.reload()
    expect(page.locator("#assist")).to_have_attribute("data-connection", "open")
    crm = page.context.new_page()
    crm.set_content(CRM)
    crm.evaluate("window.lost = 0; addEventListener('blur', () => { window.lost += 1; })")
    field = crm.get_by_role("textbox")
    field.focus()
    sidecar.show(**running())
    written = ""
    for number in range(TIPS):
        sidecar.show(tip=tip_part(f"t{number}", LEVELS[number % 3]), mood=MOODS["raised"])
        crm.keyboard.type("pmb?"[number % 4])  # keys that mean something on the overlay
        written += "pmb?"[number % 4]
        expect(page.locator("tip-card")).to_have_attribute("data-level", LEVELS[number % 3])
    sidecar.show(status=status("ended"), note={"text": NOTE, "saved": None}, after={"hard": True}, tip=None)
    expect(page.locator("after-call")).to_be_visible()
    expect(field).to_have_value(written)
    expect(field).to_be_focused()
    assert crm.evaluate("window.lost") == 0
    assert page.evaluate("window.taken") == []
    assert sidecar.told == []


@pytest.mark.parametrize("selector", ["memo-pad input", ".pause", "transcript-fold summary"])
def test_what_has_the_focus_on_the_page_keeps_it(selector: str, page: Page, sidecar: Sidecar) -> None:
    sidecar.show(**running())
    part = page.locator(selector)
    expect(part).to_be_visible()
    part.focus()
    for number in range(6):
        sidecar.show(tip=tip_part(f"t{number}", LEVELS[number % 3]), status=status(quiet=number % 2 == 0))
        expect(page.locator("tip-card")).to_have_attribute("data-level", LEVELS[number % 3])
        expect(part).to_be_focused()


def test_a_click_lands_where_it_was_aimed(page: Page, sidecar: Sidecar) -> None:
    """A tip that comes between the aim and the click must not put another button under the pointer."""
    sidecar.show(**running(memos=[{"memo_id": "m", "text": "Tanya nomor lain", "at_s": 1.0}]))
    aimed = {}
    for name in ("Jeda", "Tahan", "Senyap"):
        aimed[name] = page.get_by_role("button", name=name).bounding_box()
    for level in LEVELS:
        sidecar.show(tip=tip_part(level, level), mood=MOODS["tense"])
        expect(page.locator("tip-card")).to_have_attribute("data-level", level)
        for name, box in aimed.items():
            assert page.get_by_role("button", name=name).bounding_box() == box, (level, name)
