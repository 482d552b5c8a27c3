"""The living style guide: every component in every state, as it was looked at and found good."""

import re

import pytest

from assist.config import HOME
from tests.overlay.sidecar import Sidecar

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("PIL", reason="Pillow is not installed")
# Only where Playwright and Pillow are there, hence below.
from playwright.sync_api import Browser

from tests.overlay.browsing import SHOTS
from tests.overlay.style_guide import NAMES, baseline, differences, draw, open_guide


@pytest.mark.parametrize("name", NAMES)
def test_the_guide_looks_as_it_did(name: str, browser: Browser, sidecar: Sidecar) -> None:
    page = open_guide(browser, sidecar, name)
    drawn = draw(page)
    kept, font = baseline(name)
    SHOTS.mkdir(exist_ok=True)
    drawn.picture.save(SHOTS / f"style-{name}.png")
    page.context.close()
    if drawn.font != font:
        pytest.skip("this machine's font has other widths than that of the baseline")
    assert differences(drawn, kept) == [], f"look at tests/_shots/style-{name}.png; see style_guide.py to accept it"


ADD_RULE = """
(rule) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rule);
  document.adoptedStyleSheets = [sheet];
}
"""
CHANGES = {
    "a colour": (".assist { --ask: #7a2fa8 !important; }", "tip-card: saran"),
    "a sign": (".tip-icon { visibility: hidden; }", "tip-card: segera"),
    "a word": (".level { visibility: hidden; }", "tip-card: saran"),
    "a step down": ("mood-line { padding-top: 14px; }", "mood-line: tegang"),
    "a size": (".sum { font-size: 24px !important; }", "account-card: sebelum telepon"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen_and_named(change: str, browser: Browser, sidecar: Sidecar) -> None:
    page = open_guide(browser, sidecar, "id-light")
    kept = draw(page).picture
    rule, specimen = CHANGES[change]
    page.evaluate(ADD_RULE, rule)
    assert specimen in differences(draw(page), kept)
    page.context.close()


def test_every_component_is_in_the_guide(browser: Browser, sidecar: Sidecar) -> None:
    page = open_guide(browser, sidecar, "id-light")
    shown = page.evaluate("[...document.querySelectorAll('.specimen .assist > * > *')].map((node) => node.localName)")
    page.context.close()
    parts = set(re.findall(r"</([a-z]+-[a-z]+)>", (HOME / "overlay" / "index.html").read_text(encoding="utf-8")))
    assert parts - set(shown) == {"key-help", "sign-sprite"}  # a sheet, and the signs


@pytest.mark.parametrize("name", NAMES)
def test_every_text_of_the_guide_is_there(name: str, browser: Browser, sidecar: Sidecar) -> None:
    page = open_guide(browser, sidecar, name)
    text = page.locator("body").inner_text()
    known = page.evaluate("fetch('/strings.json').then((answer) => answer.json()).then((all) => Object.keys(all.id))")
    page.context.close()
    assert [key for key in known if key in text] == []  # a text that is missing shows its key
    assert "undefined" not in text and "NaN" not in text and "null" not in text
