"""Everything below the tip, in a real browser."""

import pytest
from pydantic import JsonValue

from assist.events import CallEnded, HearingHealth, HearingState, Signal, SpeechEnded, SpeechStarted
from tests.overlay.sidecar import Sidecar
from tests.sample_call import STARTED, promise, said, tip

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
# Only where Playwright is there, hence below.
from playwright.sync_api import Browser, Page, expect

from tests.overlay.browsing import NOTE, contrast, open_page, shoot


def rows(page: Page) -> dict[str, tuple[str | None, str]]:
    found = page.locator("promise-checklist li").all()
    return {
        str(row.get_attribute("data-item")): (
            row.get_attribute("data-state"),
            row.locator(".value").inner_text().replace("\N{NO-BREAK SPACE}", " "),
        )
        for row in found
    }


def test_the_checklist_ticks(page: Page, sidecar: Sidecar) -> None:
    expect(page.locator("promise-checklist li[data-state=missing]")).to_have_count(5)
    names = ["Jumlah", "Tanggal", "Jenis", "Cara bayar", "Siapa"]
    assert page.locator("promise-checklist .name").all_inner_texts() == names
    sidecar.feed(STARTED, promise(amount_kind=None, method=None, missing=["date", "amount_kind", "method"]))
    expect(page.locator("promise-checklist li[data-state=clear]")).to_have_count(2)
    assert rows(page)["amount"] == ("clear", "Rp 200.000")
    assert rows(page)["payer"] == ("clear", "Nasabah sendiri")
    expect(page.locator("promise-checklist .badge")).to_have_text("Pasti")
    shoot(page, "checklist-half-light")
    sidecar.feed(promise(date="2026-05-15", missing=[]))
    expect(page.locator("promise-checklist li[data-state=clear]")).to_have_count(5)
    assert rows(page)["date"] == ("clear", "Jumat, 15 Mei 2026")
    assert rows(page)["amount_kind"] == ("clear", "Angsuran")
    assert rows(page)["method"] == ("clear", "Minimarket Indomaret")
    sidecar.feed(promise(status="none", amount_idr=None, amount_kind=None, method=None, payer=None, missing=[]))
    expect(page.locator("promise-checklist li[data-state=missing]")).to_have_count(5)


def test_what_is_not_exact_is_marked(page: Page, sidecar: Sidecar) -> None:
    days: dict[str, JsonValue] = {"from": "2026-05-25", "to": "2026-05-31"}
    sidecar.feed(STARTED, promise(status="conditional", amount_approx=True, date=days, missing=["amount", "date"]))
    expect(page.locator("promise-checklist li[data-state=unsure]")).to_have_count(2)
    assert rows(page)["amount"] == ("unsure", "sekitar Rp 200.000\nperlu dipastikan")
    assert rows(page)["date"] == ("unsure", "25–31 Mei 2026\nperlu dipastikan")
    expect(page.locator("promise-checklist .badge")).to_have_text("Bersyarat")


def test_the_talk_bar(page: Page, sidecar: Sidecar) -> None:
    figures = {"agent_s": 6.0, "customer_s": 4.0, "interruptions": 2, "speed_sps": 7.8, "too_fast": True}
    told = Signal(known_at_s=12.0, name="talk", by="agent", fields=figures)
    sidecar.feed(STARTED, told, SpeechStarted(speaker="customer", start_s=12.0))
    pace = "Kecepatan Anda 7,8 suku kata per detik, terlalu cepat · memotong 2 kali"
    expect(page.locator("talk-bar .pace")).to_have_text(pace)
    expect(page.locator("talk-bar .who.agent")).to_have_text("Anda: 60%")
    expect(page.locator("talk-bar .who.customer")).to_have_text("Nasabah: 40%")
    expect(page.locator("talk-bar .who.customer")).to_have_attribute("data-speaking", "true")
    expect(page.locator("talk-bar .who.agent")).to_have_attribute("data-speaking", "false")
    page.wait_for_timeout(350)
    agent, customer = (page.locator(f"talk-bar .segment.{speaker}").bounding_box() for speaker in ("agent", "customer"))
    assert agent is not None and customer is not None
    assert agent["width"] / customer["width"] == pytest.approx(1.5, abs=0.02)


def test_the_transcript_is_folded_away(page: Page, sidecar: Sidecar) -> None:
    sidecar.feed(STARTED, said("a1", "selamat", final=False), said("a1", "Selamat pagi, Bu Sari.", revision=1))
    sidecar.feed(said("c2", "Iya, pagi.", 4.0), said("c1", "Halo?", 3.0), said("c3", "saya", 5.0, final=False))
    lines = page.locator("transcript-fold li")
    expect(lines).to_have_count(4)
    expect(lines.first).to_be_hidden()
    page.get_by_text("Transkrip").click()
    shown = ["0:01AndaSelamat pagi, Bu Sari.", "0:03NasabahHalo?", "0:04NasabahIya, pagi.", "0:05Nasabahsaya"]
    expect(lines).to_have_text(shown)
    shoot(page, "transcript")
    sidecar.feed(said("c4", "Saya bayar besok.", 5.0), said("c2", "", 4.0, revision=1))
    expect(lines).to_have_text([*shown[:2], "0:05NasabahSaya bayar besok."])
    sidecar.feed(STARTED.model_copy(update={"call_id": "c2"}))
    expect(lines).to_have_count(0)


def test_text_is_never_markup(page: Page, sidecar: Sidecar) -> None:
    evil = "<img src=x onerror=alert(1)>"
    sidecar.feed(STARTED, said("a1", evil), tip("t1").model_copy(update={"say": evil, "why": evil}))
    sidecar.note(evil)
    expect(page.locator("tip-card").get_by_role("status")).to_have_text(evil)
    expect(page.locator(".note-text")).to_have_value(evil)
    expect(page.locator("img[src]")).to_have_count(0)


def test_the_note_can_be_copied(page: Page, sidecar: Sidecar) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    expect(page.locator("note-view")).to_be_hidden()
    sidecar.feed(STARTED, promise(date="2026-05-15", missing=[]), CallEnded(reason="end_of_audio"))
    sidecar.note(NOTE)
    expect(page.locator("call-status")).to_contain_text("Telepon selesai")
    expect(page.locator(".note-text")).to_have_value(NOTE)
    shoot(page, "ended-light")
    page.get_by_role("button", name="Salin").click()
    expect(page.locator(".copy")).to_have_text("Tersalin")
    assert page.evaluate("navigator.clipboard.readText()") == NOTE


def test_hearing_and_notices_are_said(page: Page, sidecar: Sidecar) -> None:
    sidecar.feed(STARTED, HearingHealth(speaker="customer", state="impaired", lost_s=2.5))
    sidecar.notice("prompts/id/janji.toml tidak dimuat; aturan lama tetap dipakai.")
    status = page.locator("call-status")
    expect(status).to_contain_text("Suara kurang terdengar (Nasabah). Saran mungkin tidak lengkap. Hilang 2,5 detik.")
    expect(status).to_contain_text("aturan lama tetap dipakai")
    shoot(page, "impaired")
    sidecar.feed(HearingHealth(speaker="customer", state="ok", lost_s=2.5))
    expect(status).not_to_contain_text("kurang terdengar")


TROUBLE = {
    ("silent", False): "Tidak ada suara dari sisi Nasabah. Periksa tombol bisu",
    ("lost", False): "Perangkat suara sisi Nasabah terputus. Pasang kembali",
    ("duplicated", False): "Kedua sisi mendengar perangkat yang sama",
    ("silent", True): "No sound on this side: Customer. Check mute",
    ("lost", True): "Audio device disconnected: Customer. Plug it back in",
    ("duplicated", True): "Both sides hear the same device",
}


@pytest.mark.parametrize(("state", "english"), TROUBLE)
def test_what_is_wrong_with_a_device_is_said_with_what_to_do(
    state: HearingState, english: bool, browser: Browser, sidecar: Sidecar
) -> None:
    sidecar.stop()
    sidecar.start(english=english)
    page = open_page(browser, sidecar)
    sidecar.feed(STARTED, HearingHealth(speaker="customer", state=state))
    status = page.locator("call-status")
    expect(status).to_contain_text(TROUBLE[state, english])
    assert contrast(page, "call-status .aside:visible") >= 4.5
    shoot(page, f"hearing-{state}-{'en' if english else 'id'}")
    sidecar.feed(HearingHealth(speaker="customer", state="ok"))
    expect(status).not_to_contain_text(TROUBLE[state, english])
    page.context.close()


def test_english(browser: Browser, sidecar: Sidecar) -> None:
    sidecar.stop()
    sidecar.start(english=True)
    page = open_page(browser, sidecar)
    sidecar.feed(STARTED, tip("t1"), promise(date="2026-05-15", missing=[]))
    expect(page.locator("tip-card .level")).to_have_text("Suggestion")
    expect(page.locator("call-status")).to_contain_text("Listening")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert rows(page)["date"][0] == "clear"
    page.context.close()


@pytest.mark.parametrize("name", ["ended-dark", "disconnected-dark", "half-dark"])
def test_dark_pages(name: str, browser: Browser, sidecar: Sidecar) -> None:
    page = open_page(browser, sidecar, "dark")
    sidecar.feed(
        STARTED, promise(status="conditional", amount_approx=True, method=None, missing=["amount", "date", "method"])
    )
    sidecar.feed(
        Signal(name="talk", by="agent", fields={"agent_s": 6.0, "customer_s": 0.0}),
        SpeechEnded(speaker="customer", start_s=7.0, end_s=20.0),
    )
    expect(page.locator("promise-checklist li[data-state=unsure]")).to_have_count(1)
    if name == "ended-dark":
        sidecar.feed(CallEnded(reason="end_of_audio"))
        sidecar.note(NOTE)
        expect(page.locator("note-view")).to_be_visible()
    if name == "disconnected-dark":
        sidecar.stop()
        expect(page.locator("call-status")).to_contain_text("Terputus")
    for text in (".badge", ".value small", ".name", "talk-bar .who", "h2:visible"):
        assert contrast(page, text) >= 4.5, text
    shoot(page, name)
    page.context.close()
