"""Whether everybody can use the page: axe-core, keyboard, zoom, narrow windows, reduced motion, forced colours."""

import pytest
from pydantic import JsonValue

from tests.overlay.sidecar import Sidecar
from tests.overlay.states import ACCOUNT, MOODS, running, status, tip_part
from tests.sample_call import STARTED, said

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("axe_playwright_python", reason="axe-core is not installed")
# Only where Playwright and axe-core are there, hence below.
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.overlay.browsing import NOTE, Scheme, open_page, shoot

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
HEALTH: JsonValue = {"agent": "ok", "customer": "silent", "lost_s": 2.0}
PAGES: dict[str, dict[str, JsonValue]] = {
    "ready": {"status": status("ready"), "account": {**ACCOUNT, "hours_notice": "Di luar jam menelepon."}},
    "loading": running(status=status("loading")),
    "calm": running(),
    "ask": running(tip=tip_part("t1", "ask")),
    "warn": running(tip=tip_part("t1", "warn"), rated={"tip_id": "t1", "useful": True}, mood=MOODS["tense"]),
    "red": running(tip=tip_part("t1", "red"), mood=MOODS["raised"]),
    "held": running(status=status(on_hold=True, quiet=True, recording_refused=True), health=HEALTH),
    "paused": running(status=status("paused"), memos=[{"memo_id": "m", "text": "Tanya nomor lain", "at_s": 1.0}]),
    "ended": running(status=status("ended"), after={"hard": True}, note={"text": NOTE, "saved": None}),
}

PHASES = {"ready": "before", "loading": "before", "ended": "after"}


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]]


def stretched(page: Page) -> None:
    """Unfolds everything, so that it is judged too."""
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    page.evaluate("document.getAnimations().forEach((animation) => animation.finish())")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(name: str, scheme: Scheme, browser: Browser, sidecar: Sidecar) -> None:
    page = open_page(browser, sidecar, scheme)
    sidecar.show(**PAGES[name])
    expect(page.locator("#assist")).to_have_attribute("data-phase", PHASES.get(name, "during"))
    stretched(page)
    assert violations(page) == []
    shoot(page, f"page-{name}-{scheme}")
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("sheet", ["keys", "refuse", "lost"])
def test_axe_finds_nothing_in_what_lies_above(sheet: str, scheme: Scheme, browser: Browser, sidecar: Sidecar) -> None:
    page = open_page(browser, sidecar, scheme)
    sidecar.show(**running())
    expect(page.get_by_role("button", name="Tahan")).to_be_visible()
    if sheet == "lost":
        sidecar.stop()
        expect(page.locator("call-status")).to_contain_text("Terputus")
    elif sheet == "keys":
        page.keyboard.press("?")
    else:
        page.get_by_role("button", name="Tolak rekam").click()
    assert violations(page) == []
    page.context.close()


def test_axe_can_find_something(page: Page) -> None:
    page.evaluate("document.querySelector('header').append(document.createElement('button'))")
    assert [line.split(":")[0] for line in violations(page)] == ["button-name"]


def reached(page: Page) -> list[str]:
    """What Tab reaches from the top to the end of the page."""
    page.evaluate("document.activeElement.blur()")
    names: list[str] = []
    for _ in range(60):
        page.keyboard.press("Tab")
        name = page.evaluate(
            """() => {
              const at = document.activeElement;
              if (at === document.body) return "";
              return (at.ariaLabel || at.closest("label")?.innerText || at.innerText).trim();
            }"""
        )
        if not name or name in names:
            break
        names.append(name)
    return names


def test_tab_reaches_everything_in_the_order_of_the_page(page: Page, sidecar: Sidecar) -> None:
    sidecar.show(**running(tip=tip_part()))
    expect(page.locator("tip-card")).to_have_attribute("data-level", "ask")
    names = ["Jeda", "Tahan", "Tolak rekam", "Akhiri", "Bu Sari Wulandari", "Cukup", "Tutup", "Kenapa?", "Berguna"]
    names += ["Tidak", "Memo", "Tahapan", "Transkrip", "Senyap", "Selalu di atas", "Tombol"]
    assert len(reached(page)) == len(names)
    for got, name in zip(reached(page), names, strict=True):
        assert got.startswith(name)


def test_what_has_the_focus_can_be_seen(page: Page, sidecar: Sidecar) -> None:
    sidecar.show(**running(tip=tip_part()))
    expect(page.locator("tip-card")).to_have_attribute("data-level", "ask")
    page.set_viewport_size({"width": 360, "height": 500})
    for _ in range(16):
        page.keyboard.press("Tab")
        at = page.evaluate(
            """() => {
              const at = document.activeElement;
              const box = at.getBoundingClientRect();
              const seen = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
              return [at.className, getComputedStyle(at).outlineStyle, at.contains(seen) || seen.contains(at)];
            }"""
        )
        assert at[1:] == ["solid", True], at


SIZES = {
    "narrow": (320, 640),
    "400 % of 1280 x 1024": (320, 256),
    "200 % of 720 x 800": (360, 400),
    "wide": (1280, 800),
}
"""Zooming in gives the page fewer CSS pixels (WCAG 2.2, 1.4.4 and 1.4.10)."""
CUT_OFF = """
() => {
  const edge = document.querySelector("#assist").getBoundingClientRect().right;
  return [...document.querySelectorAll("#assist *")]
    .filter((node) => node.checkVisibility() && !node.closest(".unseen, .band, .bar, svg, dialog"))
    .filter((node) => node.getBoundingClientRect().right > edge)
    .map((node) => node.outerHTML.slice(0, 120));
}
"""


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_cut_off(name: str, page: Page, sidecar: Sidecar) -> None:
    sidecar.show(**PAGES[name])
    expect(page.locator("#assist")).to_have_attribute("data-phase", PHASES.get(name, "during"))
    stretched(page)
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), size
        assert page.evaluate(CUT_OFF) == [], size


def moving(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("#assist *")]
             .filter((node) => parseFloat(getComputedStyle(node).transitionDuration) > 0)
             .map((node) => node.className || node.tagName)"""
    )
    return found


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_nothing_moves_for_those_who_want_it_still(motion: str, page: Page, sidecar: Sidecar) -> None:
    page.emulate_media(reduced_motion=motion)  # type: ignore[arg-type]
    sidecar.show(**running(status=status("ended"), after={"hard": True}, tip=tip_part()))
    expect(page.locator("after-call")).to_be_visible()
    page.get_by_role("button", name="Tarik napas bersama").click()
    assert (moving(page) == []) == (motion == "reduce")


def test_what_was_said_keeps_its_language(browser: Browser, sidecar: Sidecar) -> None:
    sidecar.stop()
    sidecar.start(english=True)
    page = open_page(browser, sidecar)
    sidecar.feed(STARTED, said("c1", "Saya bayar besok."))
    sidecar.show(**running(tip=tip_part(), note={"text": NOTE, "saved": None}))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    for part in ("tip-card .say:not(:empty)", ".because", ".heard", "transcript-fold .words", ".note-text"):
        expect(page.locator(part).first).to_have_attribute("lang", "id")
    page.context.close()


def test_forced_colours_keep_the_shapes(page: Page, sidecar: Sidecar) -> None:
    page.emulate_media(forced_colors="active")
    sidecar.show(**running(tip=tip_part("t1", "red"), mood=MOODS["raised"]))
    expect(page.locator("tip-card")).to_have_attribute("data-level", "red")
    assert page.locator("tip-card").evaluate("(card) => getComputedStyle(card).borderLeftStyle") == "solid"
    shoot(page, "forced-colours")
