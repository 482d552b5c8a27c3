"""A day at the desk: the overlay in a real browser, driven by hand, on a whole sidecar."""

import asyncio
import shutil

import pytest

from tests.chromium import NAMES
from tests.desk import Desk, Play, Script, client

pytest.importorskip("playwright.async_api", reason="playwright is not installed")
# Only where Playwright is there, hence below.
from playwright.async_api import async_playwright, expect

TALK: Script = [
    (0.5, "agent", "selamat pagi bu"),
    (1.0, "customer", "saya pasti bayar dua ratus ribu"),
]
ACCOUNT = {"customer_name": "Ratna", "honorific": "Bu", "amount_due_idr": 1_200_000}
PATIENCE_MS = 60_000


def test_a_call_by_hand_from_the_card_to_the_note(play: Play) -> None:
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip("no Chromium on this system")
    expect.set_options(timeout=PATIENCE_MS)

    async def scenario(at: Desk) -> None:
        async with client(at, "/api") as crm, async_playwright() as driver:
            browser = await driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
            page = await browser.new_page(viewport={"width": 380, "height": 700})
            page.set_default_timeout(PATIENCE_MS)
            await page.goto(at.server.url)
            await crm.until_status("ready")
            await crm.ask(type="prepare", account=ACCOUNT)
            await expect(page.locator("account-card")).to_contain_text("Ratna")
            await page.locator("start-call button").click()
            await crm.until_status("listening")
            await expect(page.locator("tip-card .say >> visible=true")).to_have_text("Tanggal pastinya berapa, Bu?")
            await page.keyboard.press("b")
            await page.keyboard.press("z")
            await expect(page.locator("tip-card")).to_have_attribute("data-level", "none")
            await page.keyboard.press("m")
            await page.keyboard.type("kapan gajian")
            await page.keyboard.press("Enter")
            await expect(page.locator("tip-card .say >> visible=true")).to_have_text("kapan gajian")
            await page.keyboard.press("p")
            await crm.until_status("paused")
            await page.keyboard.press("p")
            await crm.until_status("listening")
            await page.locator("call-controls .stop").click()
            await page.locator("call-controls dialog .primary").click()
            await crm.until(lambda shown: shown["note"])
            await page.locator("note-view textarea").fill("Bu Ratna akan bayar.")
            await page.locator("note-view .save").click()
            await crm.until(lambda shown: shown["note"]["saved"] == "Bu Ratna akan bayar.")
            await browser.close()
        types = [event.type for event in at.log()]
        for kind in ("tip_rated", "tip_snoozed", "memo_parked", "pause_set"):
            assert kind in types
        assert at.store.saved_note(str(at.store.calls()[0]["call_id"])) == "Bu Ratna akan bayar."
        await asyncio.sleep(0)

    play(scenario, TALK)
