"""The page's connection, in a real browser: reload, loss, another run, and that nothing leaves the machine."""

import re
from pathlib import Path

import pytest

from assist.events import CallEnded
from assist.push.way_back import take_over
from tests.overlay.sidecar import Sidecar
from tests.sample_call import STARTED, promise, said, tip

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
# Only where Playwright is there, hence below.
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect

from tests.overlay.browsing import NOTE, shoot, wait_until


class Faults:
    """What must not happen on the page: faults of its scripts, refused loads, requests to elsewhere."""

    def __init__(self, page: Page, port: int) -> None:
        self.found: list[str] = []
        self._home = (f"http://127.0.0.1:{port}/", f"ws://127.0.0.1:{port}/")
        page.on("pageerror", lambda error: self.found.append(str(error)))
        page.on("console", self._printed)
        page.context.on("request", self._requested)
        page.on("websocket", lambda socket: self._gone_to(socket.url))

    def _printed(self, line: ConsoleMessage) -> None:
        if line.type == "error":
            self.found.append(line.text)

    def _requested(self, request: Request) -> None:
        self._gone_to(request.url)

    def _gone_to(self, url: str) -> None:
        if not url.startswith(self._home):
            self.found.append(f"asked for {url}")


def test_a_reload_shows_everything_again(page: Page, sidecar: Sidecar) -> None:
    sidecar.feed(STARTED, said("a1", "Selamat pagi."), tip("t1"), promise())
    expect(page.locator("tip-card")).to_have_attribute("data-level", "ask")
    page.reload()
    expect(page.locator("tip-card").get_by_role("status")).to_have_text("Tanggal pastinya berapa, Bu?")
    expect(page.locator("promise-checklist li[data-state=clear]")).to_have_count(4)
    expect(page.locator("transcript-fold li")).to_have_count(1)


def test_the_token_outlives_the_fragment(page: Page, sidecar: Sidecar) -> None:
    page.goto(sidecar.server.url.split("#")[0] + "#")
    page.reload()
    expect(page.locator("#assist")).to_have_attribute("data-connection", "open")


def test_a_cut_connection_comes_back(page: Page, sidecar: Sidecar) -> None:
    sidecar.feed(STARTED, said("a1", "Selamat pagi."), tip("t1"))
    expect(page.locator("tip-card")).to_have_attribute("data-level", "ask")
    sidecar.cut()
    expect(page.locator("#assist")).to_have_attribute("data-connection", "lost")
    expect(page.locator("tip-card")).to_have_attribute("data-level", "none")  # it may be stale by now
    sidecar.feed(tip("t2", "warn"))
    expect(page.locator("#assist")).to_have_attribute("data-connection", "open")
    expect(page.locator("tip-card")).to_have_attribute("data-level", "warn")
    expect(page.locator("transcript-fold li")).to_have_count(1)


def test_the_end_of_the_program_and_the_next_run(page: Page, sidecar: Sidecar) -> None:
    sidecar.feed(STARTED, promise(), tip("t1"))
    expect(page.locator("tip-card")).to_have_attribute("data-level", "ask")
    port = sidecar.port
    sidecar.stop()
    status = page.locator("call-status")
    expect(status).to_contain_text("Terputus dari assist")
    expect(status).to_contain_text(re.compile("sudah 0:0[1-9]"))
    expect(status).to_contain_text("Mencoba menyambung kembali…")
    shoot(page, "disconnected-light")
    sidecar.start(port)
    expect(status).to_contain_text("Alamat ini sudah tidak berlaku.", timeout=10_000)
    shoot(page, "refused-light")
    page.goto(sidecar.server.url)  # the same page with another fragment: no load, but a new token
    expect(page.locator("tip-card")).to_have_attribute("data-level", "ask")


def test_a_page_comes_back_by_itself_to_the_next_run(page: Page, sidecar: Sidecar, tmp_path: Path) -> None:
    port = sidecar.port
    sidecar.stop()
    sidecar.start(port, way_back=take_over(tmp_path))
    page.goto(sidecar.server.url)  # a page of the first run
    sidecar.feed(STARTED, tip("t1"))
    expect(page.locator("tip-card")).to_have_attribute("data-level", "ask")
    for level in ("warn", "red"):  # and it comes back again, and again
        sidecar.stop()
        expect(page.locator("#assist")).to_have_attribute("data-connection", "lost")
        sidecar.start(port, way_back=take_over(tmp_path))
        sidecar.feed(tip(f"t-{level}", level))
        expect(page.locator("#assist")).to_have_attribute("data-connection", "open")
        expect(page.locator("tip-card")).to_have_attribute("data-level", level)
    page.reload()
    expect(page.locator("#assist")).to_have_attribute("data-connection", "open")
    sidecar.stop()
    take_over(tmp_path)  # a run that the page did not see
    sidecar.start(port, way_back=take_over(tmp_path))
    expect(page.locator("#assist")).to_have_attribute("data-connection", "open", timeout=10_000)


def test_the_way_back_is_not_told_to_who_cannot_prove_to_know_it(page: Page, sidecar: Sidecar, tmp_path: Path) -> None:
    port = sidecar.port
    sidecar.stop()
    sidecar.start(port, way_back=take_over(tmp_path))
    page.goto(sidecar.server.url)
    expect(page.locator("#assist")).to_have_attribute("data-connection", "open")
    sent: list[str] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(str(frame))))
    sidecar.stop()
    sidecar.start(port, way_back=take_over(tmp_path / "other"))  # somebody else's, on the port that is free
    expect(page.locator("call-status")).to_contain_text("Alamat ini sudah tidak berlaku.")
    assert len(sent) == 1
    handed = (tmp_path / "overlay-next").read_text().split()[0]
    assert handed not in sent[0]


def cut_off(context: BrowserContext, port: int) -> None:
    """No network but the server: what else is asked for fails."""
    home = f"http://127.0.0.1:{port}/"
    context.route(lambda url: not url.startswith(home), lambda route: route.abort())


def test_nothing_leaves_the_loopback_and_nothing_goes_wrong(browser: Browser, sidecar: Sidecar) -> None:
    context = browser.new_context()
    cut_off(context, sidecar.port)
    page = context.new_page()
    faults = Faults(page, sidecar.port)
    page.goto(sidecar.server.url)
    sidecar.feed(STARTED, said("a1", "Selamat pagi."), tip("t1"), promise(date="2026-05-15", missing=[]))
    expect(page.locator("tip-card")).to_have_attribute("data-level", "ask")
    sidecar.feed(CallEnded(reason="end_of_audio"))
    sidecar.note(NOTE)
    expect(page.locator("note-view")).to_be_visible()
    page.goto(f"http://127.0.0.1:{sidecar.port}/style")
    expect(page.locator("body")).to_have_attribute("data-drawn", "id-light")
    assert faults.found == []
    context.close()


def test_a_request_to_elsewhere_would_be_seen(browser: Browser, sidecar: Sidecar) -> None:
    context = browser.new_context()
    cut_off(context, sidecar.port)
    page = context.new_page()
    faults = Faults(page, sidecar.port)
    page.goto(sidecar.server.url)
    page.evaluate("document.querySelector('#assist').append(Object.assign(new Image(), { src: 'http://a.example/b' }))")
    wait_until(page, lambda: faults.found != [])
    assert faults.found  # the rules for the browser refuse it before it is asked for
    context.close()
