"""What the agent can do to a call and to the page, by button and by key, in a real browser."""

import pytest
from pydantic import JsonValue

from tests.overlay.sidecar import Sidecar
from tests.overlay.states import running, status, tip_part

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
# Only where Playwright is there, hence below.
from playwright.sync_api import Page, expect

from tests.overlay.browsing import begin_memo, shoot, told

STATES = {
    "off": "Tidak mendengarkan",
    "ready": "Siap, belum mendengarkan",
    "loading": "Menyiapkan pendengaran…",
    "listening": "Mendengarkan",
    "paused": "Dijeda",
    "ended": "Telepon selesai",
}
SWITCHES: list[tuple[str, str, dict[str, JsonValue], dict[str, JsonValue]]] = [
    # key, button, status, message
    ("p", "Jeda", status(), {"type": "pause", "on": True}),
    ("p", "Lanjut", status("paused"), {"type": "pause", "on": False}),
    ("h", "Tahan", status(), {"type": "hold", "on": True}),
    ("h", "Sambung lagi", status(on_hold=True), {"type": "hold", "on": False}),
    ("s", "Senyap", status(), {"type": "quiet", "on": True}),
    ("s", "Senyap", status(quiet=True), {"type": "quiet", "on": False}),
]


@pytest.mark.parametrize("state", STATES)
def test_the_state_is_told_in_words_and_shape(state: str, page: Page, sidecar: Sidecar) -> None:
    sidecar.show(status=status(state))
    expect(page.locator(".state-text")).to_have_text(STATES[state])
    lamps = {"listening": "on", "ready": "off"}
    expect(page.locator(".lamp use")).to_have_attribute("href", f"#lamp-{lamps.get(state, state)}")
    sign = page.locator(f"#lamp-{lamps.get(state, state)} > *")
    expect(sign.first).to_be_attached()


def test_the_state_stays_in_sight_when_the_page_scrolls(page: Page, sidecar: Sidecar) -> None:
    sidecar.show(**running())
    expect(page.locator("call-stages")).to_be_visible()
    page.locator("footer").scroll_into_view_if_needed()
    assert page.evaluate("scrollY > 0")
    for part in (page.locator(".state-text"), page.get_by_role("button", name="Jeda")):
        expect(part).to_be_in_viewport(ratio=1)


def test_the_time_of_the_call_runs(page: Page, sidecar: Sidecar) -> None:
    page.clock.set_fixed_time("2026-05-11T09:00:59+07:00")
    sidecar.show(status=status(started_at="2026-05-11T09:00:00+07:00"))
    expect(page.locator(".since")).to_have_text("0:59")
    page.clock.set_fixed_time("2026-05-11T09:01:01+07:00")
    expect(page.locator(".since")).to_have_text("1:01")


@pytest.mark.parametrize("way", ["key", "button"])
@pytest.mark.parametrize(("key", "button", "shown", "message"), SWITCHES)
def test_a_switch(
    key: str,
    button: str,
    shown: dict[str, JsonValue],
    message: dict[str, JsonValue],
    way: str,
    page: Page,
    sidecar: Sidecar,
) -> None:
    sidecar.show(**running(status=shown))
    control = page.get_by_role("button", name=button)
    expect(control).to_be_visible()
    if way == "key":
        page.keyboard.press(key)
    else:
        control.click()
    told(page, sidecar, message)


def test_what_is_switched_on_is_said(page: Page, sidecar: Sidecar) -> None:
    sidecar.show(**running(status=status(on_hold=True, quiet=True)))
    expect(page.locator(".flags")).to_have_text("nasabah menunggu · mode senyap")
    expect(page.get_by_role("button", name="Sambung lagi")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="Senyap")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("tip-card .quiet")).to_have_text("Nasabah sedang menunggu. Hening tidak dihitung.")
    sidecar.show(status=status(quiet=True))
    expect(page.locator("tip-card .quiet")).to_have_text("Mode senyap: hanya hal penting yang muncul.")


@pytest.mark.parametrize(
    ("button", "yes", "message"),
    [("Tolak rekam", "Ya, jangan simpan", "refuse_recording"), ("Akhiri", "Ya, sudah selesai", "stop")],
)
def test_what_cannot_be_taken_back_is_asked_first(
    button: str, yes: str, message: str, page: Page, sidecar: Sidecar
) -> None:
    sidecar.show(**running())
    page.get_by_role("button", name=button).click()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_role("button", name="Batal")).to_be_focused()  # a stray Enter does nothing
    shoot(page, f"ask-{message}")
    page.keyboard.press("Enter")
    expect(sheet).to_have_count(0)
    page.get_by_role("button", name=button).click()
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    assert sidecar.told == []
    page.get_by_role("button", name=button).click()
    sheet.get_by_role("button", name=yes).click()
    told(page, sidecar, {"type": message})


def test_a_refusal_stays_in_sight(page: Page, sidecar: Sidecar) -> None:
    sidecar.show(**running(status=status(recording_refused=True)))
    expect(page.locator(".flags")).to_have_text("rekaman tidak disimpan")
    expect(page.get_by_role("button", name="Tolak rekam")).to_be_hidden()


def test_controls_rest_while_the_line_is_down(page: Page, sidecar: Sidecar) -> None:
    sidecar.show(**running())
    hold = page.get_by_role("button", name="Tahan")
    expect(hold).to_be_visible()
    sidecar.stop()
    expect(hold).to_have_attribute("aria-disabled", "true")
    hold.click(force=True)
    page.keyboard.press("h")
    page.keyboard.press("p")
    assert sidecar.told == []


def test_an_older_server_is_told_nothing_but_dismissals(page: Page, sidecar: Sidecar) -> None:
    older: dict[str, JsonValue] = {"state": "listening", "call_id": "c1", "started_at": "2026-05-11T09:00:00+07:00"}
    sidecar.show(status=older, tip=tip_part(), memos=None, mood=None)
    expect(page.locator("tip-card")).to_have_attribute("data-level", "ask")
    for name in ("Jeda", "Tahan", "Tolak rekam", "Akhiri", "Senyap", "Berguna", "Tidak", "Cukup", "Mulai mendengarkan"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)
    for part in ("memo-pad", "mood-line", "account-card", "after-call"):
        expect(page.locator(part)).to_be_hidden()
    for key in "phsbtzm":
        page.keyboard.press(key)
    page.keyboard.press("Escape")
    told(page, sidecar, {"type": "dismiss", "tip_id": "t1"})


# ---- keys ----


def test_the_keys_are_told_in_one_place(page: Page, sidecar: Sidecar) -> None:
    sidecar.show(**running())
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Tombol")
    expect(sheet).to_be_visible()
    told_keys = sheet.locator("kbd").all_inner_texts()
    known = page.evaluate("import('/keys.js').then(({ KEYS, keyName }) => Object.keys(KEYS).map(keyName))")
    assert told_keys == known
    shoot(page, "keys")
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)


def test_keys_of_a_letter_can_be_turned_off_for_good(page: Page, sidecar: Sidecar) -> None:
    sidecar.show(**running(tip=tip_part()))
    page.get_by_role("button", name="Tombol").click()
    page.get_by_role("checkbox", name="Tombol satu huruf aktif").uncheck()
    page.get_by_role("dialog").get_by_role("button", name="Tutup").click()
    page.reload()
    expect(page.locator("tip-card")).to_have_attribute("data-level", "ask")
    expect(page.locator(".pause kbd")).to_be_hidden()
    page.keyboard.press("p")
    page.keyboard.press("Escape")  # is no letter
    told(page, sidecar, {"type": "dismiss", "tip_id": "t1"})


@pytest.mark.parametrize("modifier", ["Control", "Alt", "Meta"])
def test_keys_with_a_modifier_are_the_browsers(modifier: str, page: Page, sidecar: Sidecar) -> None:
    sidecar.show(**running())
    expect(page.get_by_role("button", name="Jeda")).to_be_visible()
    page.keyboard.press(f"{modifier}+b")
    page.keyboard.press(f"{modifier}+h")
    page.keyboard.press("h")
    told(page, sidecar, {"type": "hold", "on": True})


def test_keys_do_nothing_while_one_is_typing(page: Page, sidecar: Sidecar) -> None:
    sidecar.show(**running(tip=tip_part()))
    begin_memo(page)
    memo = page.get_by_role("textbox", name="Memo")
    expect(memo).to_be_focused()
    page.keyboard.type("pshbtzakm?")
    expect(memo).to_have_value("pshbtzakm?")
    assert sidecar.told == []


def test_the_keys_work_with_caps_lock(page: Page, sidecar: Sidecar) -> None:
    sidecar.show(**running())
    expect(page.get_by_role("button", name="Jeda")).to_be_visible()
    page.keyboard.press("P")
    told(page, sidecar, {"type": "pause", "on": True})
