"""A demo call in real time, as an agent sees it: the program in a process of its own, its overlay in the browser."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assist.config import load_settings
from assist.events import Concluded, Heard, Prosody, Signal, Tip, TipGone, Utterance
from assist.session import run
from assist.store import Store
from tests.running import Program, read_until

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
# Only where Playwright is there, hence below.
from playwright.sync_api import Browser, Page, expect

from tests.overlay.browsing import shoot

pytestmark = pytest.mark.realtime
CONCLUDED = (Signal, Tip, TipGone)
LONGEST_CALL_S = 240


def watch(browser: Browser, program: Program, name: str) -> Iterator[Page]:
    """Plays a call and yields its page about twice a second until the call has ended, then once more."""
    process = program.start("demo", "--call", name)
    try:
        address = re.search(r"http://\S+", read_until(process, "Overlay: "))
        assert address
        page = browser.new_page(viewport={"width": 360, "height": 720}, device_scale_factor=2)
        page.goto(address[0])
        began_s = shot_s = time.monotonic()
        while process.poll() is None and time.monotonic() < began_s + LONGEST_CALL_S:
            yield page
            if time.monotonic() >= shot_s:
                shoot(page, f"demo-{name}-{time.monotonic() - began_s:03.0f}s")
                shot_s += 5
            page.wait_for_timeout(400)
        assert process.wait(10) == 0
        yield page
        shoot(page, f"demo-{name}-end")
    finally:
        process.kill()
        process.communicate()


def tip_on(page: Page) -> str:
    """The words of the tip that is shown; empty where none is."""
    return "".join(page.locator("tip-card .say >> visible=true").all_text_contents())


@pytest.mark.usefixtures("whisper_model")
def test_the_calm_call(browser: Browser, tmp_path: Path) -> None:
    program = Program(tmp_path)
    tips: list[str] = []
    for page in watch(browser, program, "tenang"):
        tip = tip_on(page)
        if tip and tip not in tips:
            tips.append(tip)
    assert any(tip.startswith("Tanggal pastinya berapa") for tip in tips), tips
    expect(page.locator("note-view textarea")).to_have_value(re.compile("Nasabah berjanji membayar"))
    expect(page.locator("promise-checklist")).to_contain_text("Rp 500.000")
    log = kept(program)
    asked = next(event for event in log if isinstance(event, Tip) and event.rule_id == "janji.tanggal")
    gone = next(event for event in log if isinstance(event, TipGone) and event.tip_id == asked.tip_id)
    assert gone.reason == "resolved"
    replayed_alike(program, log)


@pytest.mark.usefixtures("whisper_model")
def test_the_heated_call(browser: Browser, tmp_path: Path) -> None:
    program = Program(tmp_path)
    for _ in watch(browser, program, "panas"):
        pass
    log = kept(program)
    signals = [(event.name, event.by) for event in log if isinstance(event, Signal)]
    assert signals.count(("interruption", "agent")) == 2
    assert ("rising_emotion", "customer") in signals
    assert ("hardship_job_loss", "customer") in signals
    rules = {event.rule_id for event in log if isinstance(event, Tip)}
    assert rules & {"sela.lama", "sela.berulang"}
    assert rules & {"emosi.nasabah", "empati.akui"}
    replayed_alike(program, log)


def kept(program: Program) -> list[Heard | Concluded]:
    """The log of the only call."""
    store = Store(program.data)
    (call,) = store.calls()
    assert call["end_reason"] == "end_of_audio"
    return store.events(str(call["call_id"]))


def replayed_alike(program: Program, log: list[Heard | Concluded]) -> None:
    """A log of a call that really was live gives the same conclusions again."""
    store = Store(program.data)
    playbook = store.playbook(str(store.calls()[0]["playbook_version"]))
    assert playbook
    assert any(isinstance(event, Utterance) and not event.final for event in log)
    assert any(isinstance(event, Prosody) for event in log)
    heard = [event for event in log if not isinstance(event, CONCLUDED)]
    settings = load_settings(program.config)
    assert run(heard, playbook, settings) == [event for event in log if isinstance(event, CONCLUDED)]
