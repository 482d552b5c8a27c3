"""The sidecar as overlay and programs meet it: over real sockets, with audio that passes in real time."""

import asyncio

import pytest

from assist.config import ApiSettings, AudioSettings
from assist.errors import AudioError, StoreError
from assist.events import QuietSet
from assist.store import Store
from tests.desk import ACCOUNT, PROMISE, Desk, Play, client, is_up

# ---- one call after another ----


def test_one_call_after_another_with_one_model_and_devices_closed_between(play: Play) -> None:
    async def scenario(at: Desk) -> None:
        async with client(at) as page:
            await page.until_status("ready")
            assert at.sound.open_now == 0
            for number in (1, 2):
                await page.say(type="start", account=None)
                await page.until_status("listening")
                assert at.sound.open_now == 1
                await page.say(type="stop")
                shown = await page.until(lambda shown: shown["note"])
                assert shown["status"]["state"] == "ended"
                await asyncio.sleep(0)
                assert len(at.sound.opened_at_s) == number
                assert len(at.store.calls()) == number
                assert at.store.calls()[0]["end_reason"] == "stopped"
                async with asyncio.timeout(20):
                    while at.sound.open_now:
                        await asyncio.sleep(0.01)
        assert len(at.loads) == 1

    play(scenario)


def test_a_call_that_was_asked_for_too_early_begins_when_the_model_is_loaded(play: Play) -> None:
    async def scenario(at: Desk) -> None:
        assert at.sidecar.start() is None
        async with client(at) as page:
            await page.until_status("listening")

    play(scenario)


def test_a_device_that_is_missing_is_one_line_and_the_next_try_works(play: Play) -> None:
    async def scenario(at: Desk) -> None:
        async with client(at, "/api") as program:
            await program.until_status("ready")
            for broken in ("missing", "fault"):
                setattr(at.sound, broken, AudioError("headset: is gone; plug it in"))
                assert (await program.ask(type="start", account=ACCOUNT))["done"]
                await program.until(lambda shown: shown["notice"] == "headset: is gone; plug it in")
                await program.until_status("ready")
                setattr(at.sound, broken, None)
            assert at.store.calls() == []
            await program.ask(type="start")
            await program.until_status("listening")
            assert at.log()[0].account.customer_name == "Ratna"  # it was still laid out

    play(scenario)


def test_a_long_silence_ends_the_call_but_not_on_hold(play: Play) -> None:
    async def scenario(at: Desk) -> None:
        async with client(at) as page:
            await page.until_status("ready")
            await page.say(type="start")
            await page.until_status("listening")
            await page.say(type="hold", on=True)
            await page.until(lambda shown: shown["status"]["on_hold"])
            while at.log()[-1].type != "hold_set" or at.clock.now_s < at.log()[-1].known_at_s + 2.5:
                await asyncio.sleep(0.05)
            await page.say(type="hold", on=False)
            await page.until_status("ended")
            assert at.store.calls()[0]["end_reason"] == "end_of_audio"
            assert at.log()[-1].known_at_s > 2.5

    play(scenario, audio=AudioSettings(end_silence_s=1.0))


def test_the_end_of_the_program_ends_the_call_with_its_note(play: Play) -> None:
    async def scenario(at: Desk) -> None:
        async with client(at) as page:
            await page.until_status("ready")
            await page.say(type="start")
            await page.until(is_up)
            at.running.cancel()
            await asyncio.wait([at.running])
            shown = await page.until(lambda shown: shown["note"])
            assert "Rp200.000" in shown["note"]["text"]
        assert at.store.calls()[0]["end_reason"] == "stopped"
        assert at.store.note(str(at.store.calls()[0]["call_id"])) is not None
        assert at.sound.open_now == 0

    play(scenario, PROMISE)


# ---- the account ----


def test_the_account_card_is_shown_and_belongs_to_one_call(play: Play) -> None:
    async def scenario(at: Desk) -> None:
        async with client(at) as page, client(at, "/api") as program:
            await page.until_status("ready")
            answer = await program.ask(type="prepare", id=7, account=ACCOUNT)
            assert (answer["id"], answer["done"], answer["notice"]) == (7, True, None)
            card = (await page.until(lambda shown: shown["account"]))["account"]
            assert (card["name"], card["honorific"], card["amount_due_idr"]) == ("Ratna", "Bu", 1_200_000)
            assert (card["promises_kept"], card["promises_broken"], card["best_option"]) == (1, 1, "cicil dua kali")
            assert card["last_note"] == {"date": "2026-03-01", "text": "baru"}
            await page.say(type="start", account=None)
            await page.until_status("listening")
            assert at.log()[0].account.account_id == "LN-1"
            await page.say(type="stop")
            await page.until_status("ended")
            await program.until(lambda shown: shown["note"])
            await page.say(type="start")
            await page.until(lambda shown: shown["status"]["state"] == "listening" and shown["account"] is None)
            assert at.log()[0].account.account_id is None

    play(scenario)


def test_a_faulty_account_is_said_and_the_rest_is_used(play: Play) -> None:
    async def scenario(at: Desk) -> None:
        async with client(at, "/api") as program:
            await program.until_status("ready")
            answer = await program.ask(type="start", account={**ACCOUNT, "amount_due_idr": "banyak"})
            assert answer["done"]
            assert answer["notice"].startswith("account: amount_due_idr: ")
            shown = await program.until_status("listening")
            assert (shown["account"]["name"], shown["account"]["amount_due_idr"]) == ("Ratna", None)

    play(scenario)


# ---- the API ----


def test_a_program_starts_asks_and_stops(play: Play) -> None:
    async def scenario(at: Desk) -> None:
        async with client(at, "/api") as program:
            await program.until_status("ready")
            refused = await program.ask(type="stop", id="a")
            assert (refused["id"], refused["done"]) == ("a", False)
            assert refused["why"] == "no call is being heard; start one first"
            assert (await program.ask(type="start", account=ACCOUNT))["done"]
            for verb in ({"type": "start"}, {"type": "prepare", "account": ACCOUNT}):
                refused = await program.ask(**verb)
                assert (refused["done"], refused["why"]) == (False, "a call is being heard; end it first")
            await program.until_status("listening")
            assert (await program.ask(type="status"))["status"]["state"] == "listening"
            await program.until(lambda shown: shown["checklist"]["amount_idr"] == 200_000)
            await program.ask(type="stop")
            shown = await program.until(lambda shown: shown["note"])
            assert "Rp200.000" in shown["note"]["text"]
            parts = {name for heard in program.seen for name in heard} - {"type", "id", "done", "why", "language"}
            assert parts == {"status", "account", "checklist", "stages", "health", "note", "notice"}

    play(scenario, PROMISE)


def test_a_program_is_sent_what_is_said_where_the_settings_say_so(play: Play) -> None:
    async def scenario(at: Desk) -> None:
        async with client(at, "/api") as program:
            await program.until_status("ready")
            await program.ask(type="start")
            await program.until(lambda shown: "dua ratus" in str(shown["transcript"]))

    play(scenario, PROMISE, api=ApiSettings(transcript=True))


# ---- the agent's keys ----


def test_quiet_mode_stays_from_call_to_call(play: Play) -> None:
    async def scenario(at: Desk) -> None:
        async with client(at) as page:
            await page.until_status("ready")
            await page.say(type="quiet", on=True)
            await page.until(lambda shown: shown["status"]["quiet"])
            await page.say(type="start")
            await page.until_status("listening")
            await page.until(lambda shown: shown["checklist"]["amount_idr"])
            assert page.state["status"]["quiet"]
            assert [event.on for event in at.log() if isinstance(event, QuietSet)] == [True]
            assert "tip" not in [event.type for event in at.log()]

    play(scenario, PROMISE)


def test_a_note_that_cannot_be_kept_is_said_in_one_line(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(store: Store, call_id: str, text: str) -> None:
        raise StoreError("assist.sqlite3: disk is full; make room")

    async def scenario(at: Desk) -> None:
        async with client(at) as page:
            await page.until_status("ready")
            await page.say(type="start")
            await page.until_status("listening")
            await page.say(type="stop")
            await page.until(lambda shown: shown["note"])
            await page.say(type="save_note", text="Saya perbaiki.")
            await page.until(lambda shown: shown["notice"] == "assist.sqlite3: disk is full; make room")

    monkeypatch.setattr(Store, "save_note", full)
    play(scenario)


def test_the_agents_note_is_kept_beside_the_draft(play: Play) -> None:
    async def scenario(at: Desk) -> None:
        async with client(at) as page:
            await page.until_status("ready")
            await page.say(type="save_note", text="tidak ada telepon")
            await page.say(type="start")
            await page.until_status("listening")
            await page.say(type="stop")
            draft = (await page.until(lambda shown: shown["note"]))["note"]
            await page.say(type="save_note", text="Saya perbaiki.")
            await page.until(lambda shown: shown["note"] == {"text": draft["text"], "saved": "Saya perbaiki."})
            call_id = str(at.store.calls()[0]["call_id"])
            assert at.store.saved_note(call_id) == "Saya perbaiki."
            assert draft["saved"] is None
            await page.say(type="start")
            await page.until_status("listening")
            await page.say(type="save_note", text="Lagi, tetapi telepon berikutnya sudah mulai.")
            await page.say(type="hold", on=True)
            await page.until(lambda shown: shown["status"]["on_hold"])
            assert at.store.saved_note(call_id) == "Lagi, tetapi telepon berikutnya sudah mulai."
            assert page.state["note"] is None

    play(scenario)
