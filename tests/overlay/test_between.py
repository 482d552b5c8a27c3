"""Before and after a call, in a real browser: the account, the start, the note to correct, a moment for the agent."""

import pytest
from pydantic import JsonValue

from tests.overlay.sidecar import Sidecar
from tests.overlay.states import ACCOUNT, running, status

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
# Only where Playwright is there, hence below.
from playwright.sync_api import Page, expect

from tests.overlay.browsing import NOTE, shoot, told

SAVED = "Hasil: janji bayar, pasti. Minta diingatkan."


def written(page: Page, selector: str) -> str:
    return page.locator(selector).inner_text().replace("\N{NO-BREAK SPACE}", " ")


def test_the_account_is_there_in_one_glance(page: Page, sidecar: Sidecar) -> None:
    sidecar.show(status=status("ready"), account=ACCOUNT)
    expect(page.locator(".customer-name")).to_have_text("Bu Sari Wulandari")
    assert written(page, ".sum") == "Rp 1.250.000"
    assert written(page, ".due") == "Jatuh tempo Senin, 20 Apr 2026 · 21 hari lewat · Kredit motor"
    assert page.locator("account-card dd").all_inner_texts() == [
        "2 ditepati, 1 meleset",
        "Cicil dua kali",
        "Sabtu, 2 Mei 2026: Toko sedang sepi, minta ditelepon sore.",
    ]
    expect(page.locator("tip-card")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")  # nothing to scroll for
    shoot(page, "before-light")


def test_what_is_not_known_of_the_account_is_left_out(page: Page, sidecar: Sidecar) -> None:
    nothing: dict[str, JsonValue] = dict.fromkeys(ACCOUNT)
    sidecar.show(status=status("ready"), account={**nothing, "promises_kept": 0, "promises_broken": 0})
    expect(page.locator(".customer-name")).to_have_text("Nasabah")
    expect(page.locator("account-card")).not_to_contain_text("null")
    expect(page.locator("account-card dt")).to_have_count(0)
    sidecar.show(account=None)
    expect(page.locator("account-card")).to_be_hidden()


def test_calling_hours_are_warned_of_before_the_call(page: Page, sidecar: Sidecar) -> None:
    warning = "Di luar jam menelepon: pukul 20.14 di tempat nasabah (WIT), sudah terlalu malam."
    sidecar.show(status=status("ready"), account={**ACCOUNT, "hours_notice": warning})
    expect(page.locator(".hours")).to_have_text(warning)
    expect(page.locator(".hours")).to_be_visible()


def test_the_account_folds_when_the_call_begins(page: Page, sidecar: Sidecar) -> None:
    sidecar.show(status=status("ready"), account=ACCOUNT)
    expect(page.locator(".sum")).to_be_visible()
    sidecar.show(**running())
    expect(page.locator(".sum")).to_be_hidden()
    assert written(page, "account-card summary").split("\n") == ["Bu Sari Wulandari", "Rp 1.250.000"]
    page.locator("account-card summary").click()
    expect(page.locator(".sum")).to_be_visible()
    sidecar.show(status=status(on_hold=True))
    expect(page.locator(".sum")).to_be_visible()  # what the agent has opened stays open


@pytest.mark.parametrize(("state", "title"), [("ready", "Siap?"), ("ended", "Telepon berikutnya?")])
def test_a_call_is_started(state: str, title: str, page: Page, sidecar: Sidecar) -> None:
    sidecar.show(status=status(state))
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    page.get_by_role("button", name="Mulai mendengarkan").click()
    told(page, sidecar, {"type": "start", "account": None})
    sidecar.show(status=status("loading"))
    expect(page.get_by_role("button", name="Mulai mendengarkan")).to_be_hidden()


def test_where_no_call_can_be_started_there_is_no_button(page: Page, sidecar: Sidecar) -> None:
    sidecar.show(status=status("off"))
    expect(page.get_by_role("heading", name="Menunggu telepon")).to_be_visible()
    expect(page.get_by_role("button", name="Mulai mendengarkan")).to_be_hidden()


def test_the_note_is_corrected_and_kept(page: Page, sidecar: Sidecar) -> None:
    sidecar.show(status=status("ended"), note={"text": NOTE, "saved": None})
    state, field = page.locator("note-view .badge"), page.get_by_role("textbox", name="Draf catatan")
    expect(state).to_have_text("perlu dicek")
    field.fill(SAVED)
    expect(state).to_have_text("belum disimpan")
    page.get_by_role("button", name="Simpan").click()
    told(page, sidecar, {"type": "save_note", "text": SAVED})
    expect(state).to_have_text("menyimpan…")
    field.fill(SAVED + " Sudah.")  # goes on writing before the answer is there
    sidecar.show(note={"text": NOTE, "saved": SAVED})
    expect(state).to_have_text("belum disimpan")
    expect(field).to_have_value(SAVED + " Sudah.")
    field.fill(SAVED)
    expect(state).to_have_text("tersimpan")
    page.get_by_role("button", name="Simpan").click(force=True)
    field.fill("x")
    page.get_by_role("button", name="Simpan").click()
    told(page, sidecar, {"type": "save_note", "text": "x"})  # and nothing for what is kept already


def test_a_draft_that_is_right_is_kept_as_it_is(page: Page, sidecar: Sidecar) -> None:
    sidecar.show(status=status("ended"), note={"text": NOTE, "saved": None})
    page.get_by_role("button", name="Simpan").click()
    told(page, sidecar, {"type": "save_note", "text": NOTE})


def test_a_reload_shows_the_own_version(page: Page, sidecar: Sidecar) -> None:
    sidecar.show(status=status("ended"), note={"text": NOTE, "saved": SAVED})
    expect(page.locator(".note-text")).to_have_value(SAVED)
    page.reload()
    expect(page.locator(".note-text")).to_have_value(SAVED)
    expect(page.locator("note-view .badge")).to_have_text("tersimpan")


def test_the_next_note_takes_the_place_of_the_last(page: Page, sidecar: Sidecar) -> None:
    sidecar.show(status=status("ended"), note={"text": NOTE, "saved": None})
    page.locator(".note-text").fill("yang lama")
    sidecar.show(status=status(call_id="c2"), note=None)
    expect(page.locator("note-view")).to_be_hidden()
    sidecar.show(status=status("ended", call_id="c2"), note={"text": "Hasil lain.", "saved": None})
    expect(page.locator(".note-text")).to_have_value("Hasil lain.")


def test_a_note_that_cannot_be_sent_says_so_and_stays(page: Page, sidecar: Sidecar) -> None:
    sidecar.show(status=status("ended"), note={"text": NOTE, "saved": None})
    page.locator(".note-text").fill(SAVED)
    sidecar.stop()
    expect(page.locator("#assist")).to_have_attribute("data-connection", "lost")
    page.get_by_role("button", name="Simpan").click()
    expect(page.locator("note-view .badge")).to_have_text("belum tersimpan: masih terputus")
    expect(page.locator(".note-text")).to_have_value(SAVED)


def test_a_note_is_sent_once_the_line_is_back(page: Page, sidecar: Sidecar) -> None:
    sidecar.show(status=status("ended"), note={"text": NOTE, "saved": None})
    page.locator(".note-text").fill(SAVED)
    sidecar.cut()
    page.get_by_role("button", name="Simpan").click()
    expect(page.locator("#assist")).to_have_attribute("data-connection", "open")
    told(page, sidecar, {"type": "save_note", "text": SAVED})


def test_a_corrected_note_is_kept_when_the_next_call_begins(page: Page, sidecar: Sidecar) -> None:
    sidecar.show(status=status("ended"), note={"text": NOTE, "saved": None})
    page.locator(".note-text").fill(SAVED)
    page.get_by_role("button", name="Mulai mendengarkan").click()
    told(page, sidecar, {"type": "save_note", "text": SAVED}, {"type": "start", "account": None})


def test_what_was_written_stays_though_the_server_knows_no_note_any_more(page: Page, sidecar: Sidecar) -> None:
    sidecar.show(status=status("ended"), note={"text": NOTE, "saved": None})
    page.locator(".note-text").fill(SAVED)
    sidecar.show(status=status("ready"), note=None)  # another run of it
    told(page, sidecar, {"type": "save_note", "text": SAVED})
    expect(page.locator(".note-text")).to_be_visible()
    expect(page.locator(".note-text")).to_have_value(SAVED)
    expect(page.get_by_role("button", name="Simpan")).to_be_hidden()
    sidecar.show(status=status("ended"), note={"text": "Hasil: tidak diangkat.", "saved": None})
    expect(page.locator(".note-text")).to_have_value("Hasil: tidak diangkat.")


def test_the_note_stays_while_the_next_call_is_prepared(page: Page, sidecar: Sidecar) -> None:
    sidecar.show(status=status("ended"), account=ACCOUNT, note={"text": NOTE, "saved": None}, after={"hard": True})
    sidecar.show(status=status("loading", waits_for="devices"))
    expect(page.locator("note-view")).to_be_visible()
    expect(page.locator("after-call")).to_be_visible()
    expect(page.locator("tip-card")).to_be_hidden()


def test_the_card_of_a_call_that_is_over_makes_room_for_the_next(page: Page, sidecar: Sidecar) -> None:
    sidecar.show(**running())
    expect(page.locator("account-card")).to_be_visible()
    sidecar.show(status=status("ended"))
    expect(page.locator("account-card")).to_be_hidden()
    sidecar.show(account={**ACCOUNT, "name": "Rahmat", "honorific": "Pak"})
    expect(page.locator(".customer-name")).to_have_text("Pak Rahmat")
    expect(page.locator(".sum")).to_be_visible()


def test_an_older_server_keeps_the_draft_alone(page: Page, sidecar: Sidecar) -> None:
    sidecar.show(status=status("ended"), note={"text": NOTE})
    expect(page.get_by_role("button", name="Salin")).to_be_visible()
    expect(page.get_by_role("button", name="Simpan")).to_be_hidden()


@pytest.mark.parametrize("hard", [True, False])
def test_only_a_hard_call_is_followed_by_a_moment(hard: bool, page: Page, sidecar: Sidecar) -> None:
    sidecar.show(status=status("ended"), after={"hard": hard}, note={"text": NOTE, "saved": None})
    expect(page.locator("note-view")).to_be_visible()
    expect(page.locator("after-call")).to_be_visible(visible=hard)


def test_a_thought_never_leaves_the_page(page: Page, sidecar: Sidecar) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    sidecar.show(status=status("ended"), after={"hard": True})
    expect(page.locator("after-call")).to_contain_text("tidak dikirim, tidak disimpan")
    thought = page.get_by_role("textbox", name="Satu hal apa yang berhasil?")
    thought.fill("Saya tetap tenang.")
    thought.press("Enter")
    page.get_by_role("button", name="Mulai mendengarkan").click()
    told(page, sidecar, {"type": "start", "account": None})  # and nothing else
    assert sent == []
    assert page.evaluate("JSON.stringify([{...localStorage}, Object.keys(sessionStorage)])") == '[{},["assist-token"]]'
    sidecar.show(status=status(call_id="c2"), after=None)
    sidecar.show(status=status("ended", call_id="c2"), after={"hard": True})
    expect(thought).to_have_value("")


def test_a_breath_is_taken_when_asked_for(page: Page, sidecar: Sidecar) -> None:
    page.clock.install(time="2026-05-11T09:00:00+07:00")
    page.clock.pause_at("2026-05-11T10:00:00+07:00")
    sidecar.show(status=status("ended"), after={"hard": True})
    words = page.locator(".breath-words")
    expect(words).to_have_text("Telepon tadi berat, dan sudah selesai.")
    page.get_by_role("button", name="Tarik napas bersama").click()
    expect(words).to_have_text("Tarik napas pelan…")
    page.clock.run_for(4000)
    expect(words).to_have_text("Hembuskan perlahan…")
    page.clock.run_for(6000)
    expect(words).to_have_text("Tarik napas pelan…")
    page.locator(".breath").get_by_role("button", name="Cukup").click()
    expect(words).to_have_text("Telepon tadi berat, dan sudah selesai.")
    page.get_by_role("button", name="Tarik napas bersama").click()
    page.clock.run_for(30_000)
    expect(words).to_have_text("Telepon tadi berat, dan sudah selesai.")
