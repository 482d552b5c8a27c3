"""The small window above all others, with real windows on a screen of its own: headless Chromium has none."""

import os
from collections.abc import Iterator

import pytest

from assist.events import Level
from tests.chromium import ARGUMENTS, chromium
from tests.overlay.sidecar import Sidecar
from tests.overlay.states import MOODS, running, status, tip_part
from tests.overlay.xvfb import Screen, open_screen

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
# Only where Playwright is there, hence below.
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.overlay.browsing import PATIENCE_MS, shoot, told, wait_until

TIPS = 50
LEVELS: tuple[Level, ...] = ("ask", "warn", "red")


@pytest.fixture(scope="module")
def screen() -> Iterator[Screen]:
    with open_screen() as opened:
        yield opened


@pytest.fixture(scope="module")
def windows(browser: Browser, screen: Screen) -> Iterator[Browser]:
    """A Chromium with windows, of the driver that runs already (a second one cannot be started)."""
    opened = browser.browser_type.launch(
        executable_path=chromium(), headless=False, args=ARGUMENTS, env={**os.environ, "DISPLAY": screen.name}
    )
    yield opened
    opened.close()


@pytest.fixture
def context(windows: Browser) -> Iterator[BrowserContext]:
    opened = windows.new_context(no_viewport=True)
    opened.set_default_timeout(PATIENCE_MS)
    yield opened
    opened.close()


@pytest.fixture
def tab(context: BrowserContext, sidecar: Sidecar) -> Page:
    page = context.new_page()
    page.goto(sidecar.server.url)
    expect(page.locator("#assist")).to_have_attribute("data-connection", "open")
    sidecar.show(**running(tip=tip_part()))
    expect(page.locator("tip-card")).to_have_attribute("data-level", "ask")
    return page


def put_on_top(tab: Page) -> Page:
    with tab.context.expect_page() as opening:
        tab.get_by_role("button", name="Selalu di atas").click()
    small = opening.value
    expect(small.locator("tip-card")).to_have_attribute("data-level", "ask")
    return small


def look(page: Page) -> dict[str, object]:
    """What the styles make of the page."""
    found: dict[str, object] = page.evaluate(
        """() => {
          const card = getComputedStyle(document.querySelector("tip-card"));
          const say = getComputedStyle(document.querySelector("tip-card .say:not(:empty)"));
          const sign = document.querySelector("tip-card use").getBoundingClientRect();
          return {
            tint: card.backgroundColor, edge: card.borderLeftWidth, size: say.fontSize, font: say.fontFamily,
            sign: sign.width > 0, language: document.documentElement.lang, ink: getComputedStyle(document.body).color,
          };
        }"""
    )
    return found


def test_the_page_moves_with_its_looks(tab: Page) -> None:
    before = look(tab)
    small = put_on_top(tab)
    wait_until(small, lambda: look(small) == before)  # the styles are loaded anew
    assert look(small) == before
    expect(tab.locator("tip-card")).to_have_count(0)
    expect(tab.locator(".elsewhere")).to_contain_text("assist sedang tampil di jendela kecil.")
    shoot(small, "small-window")


def test_the_small_window_lives(tab: Page, sidecar: Sidecar) -> None:
    small = put_on_top(tab)
    sidecar.show(tip=tip_part("t2", "red"))
    expect(small.locator("tip-card").get_by_role("alert")).to_contain_text("Berhenti menagih")
    small.keyboard.press("b")
    told(small, sidecar, {"type": "rate", "tip_id": "t2", "useful": True})
    small.keyboard.press("Escape")
    told(small, sidecar, {"type": "dismiss", "tip_id": "t2"})
    small.get_by_role("button", name="Tahan").click()
    told(small, sidecar, {"type": "hold", "on": True})
    small.get_by_role("button", name="Tolak rekam").click()
    small.get_by_role("button", name="Ya, jangan simpan").click()
    told(small, sidecar, {"type": "refuse_recording"})
    first = small.locator(".since").text_content()
    wait_until(small, lambda: small.locator(".since").text_content() != first)
    assert small.locator(".since").text_content() != first  # its clock runs


@pytest.mark.parametrize("way", ["window", "button", "tab"])
def test_the_page_comes_back_when_the_window_closes(way: str, tab: Page, sidecar: Sidecar) -> None:
    small = put_on_top(tab)
    small.keyboard.press("m")
    small.keyboard.type("Tanya nomor")
    if way == "window":
        small.close()
    elif way == "button":
        small.get_by_role("button", name="Kembali ke tab").click()
    else:
        tab.get_by_role("button", name="Kembalikan ke sini").click()
    expect(tab.locator("tip-card")).to_have_attribute("data-level", "ask")
    expect(tab.get_by_role("textbox", name="Memo")).to_have_value("Tanya nomor")
    sidecar.show(tip=tip_part("t2", "warn"))
    expect(tab.locator("tip-card")).to_have_attribute("data-level", "warn")
    tab.bring_to_front()
    tab.keyboard.press("Escape")
    told(tab, sidecar, {"type": "dismiss", "tip_id": "t2"})
    expect(tab.get_by_role("button", name="Selalu di atas")).to_be_visible()
    with tab.context.expect_page():
        tab.keyboard.press("a")  # once more, by its key


def test_the_small_window_reconnects_by_itself(tab: Page, sidecar: Sidecar) -> None:
    small = put_on_top(tab)
    sidecar.cut()
    expect(small.locator("#assist")).to_have_attribute("data-connection", "lost")
    expect(small.locator("#assist")).to_have_attribute("data-connection", "open")
    sidecar.cut()
    small.close()  # its timer, which waits to reconnect, goes with it
    expect(tab.locator("#assist")).to_have_attribute("data-connection", "open")


def test_a_crm_keeps_the_real_keyboard_while_fifty_tips_arrive(
    tab: Page, windows: Browser, screen: Screen, sidecar: Sidecar
) -> None:
    small = put_on_top(tab)
    crm = windows.new_context(no_viewport=True).new_page()
    crm.set_content("<!doctype html><title>CRM</title><input aria-label=Catatan>")
    crm.bring_to_front()
    field = crm.get_by_role("textbox", name="Catatan")
    field.focus()
    # Playwright lets each page believe that it has the focus; here the real one counts
    crm.context.new_cdp_session(crm).send("Emulation.setFocusEmulationEnabled", {"enabled": False})
    crm.evaluate("window.lost = 0; addEventListener('blur', () => { window.lost += 1; })")
    wait_until(crm, lambda: bool(crm.evaluate("document.hasFocus()")))
    assert crm.evaluate("document.hasFocus()")
    written = ""
    for number in range(TIPS):
        level = LEVELS[number % 3]
        sidecar.show(tip=tip_part(f"x{number}", level), mood=MOODS["raised"], status=status(quiet=number % 2 == 0))
        letter = "pmbhk"[number % 5]  # keys that mean something on the overlay
        screen.type(letter)
        written += letter
        expect(small.locator("tip-card")).to_have_attribute("data-level", level)
    expect(field).to_have_value(written)
    assert crm.evaluate("window.lost") == 0
    assert sidecar.told == []
    crm.context.close()


def test_without_such_windows_there_is_no_button(browser: Browser, sidecar: Sidecar) -> None:
    context = browser.new_context()
    context.add_init_script("delete window.documentPictureInPicture")
    page = context.new_page()
    page.goto(sidecar.server.url)
    expect(page.get_by_role("button", name="Tombol")).to_be_visible()
    expect(page.get_by_role("button", name="Selalu di atas")).to_have_count(0)
    page.keyboard.press("a")
    expect(page.locator("call-status")).to_be_visible()
    context.close()
