"""What keys do to a call that is heard: over real sockets, with audio that passes in real time."""

import asyncio
from pathlib import Path

import pytest

from assist.call import Shelf
from assist.errors import AudioError
from assist.events import HoldSet, MemoParked, PauseSet, QuietSet, Signal, TipRated, TipSnoozed
from assist.session import run
from tests.desk import PROMISE, Desk, Play, Script, client, is_up

CONCLUDED = ("signal", "tip", "tip_gone")


def test_the_keys_are_in_the_log_and_the_log_replays_to_the_same(play: Play, shelf: Shelf) -> None:
    async def scenario(at: Desk) -> None:
        async with client(at) as page:
            await page.until_status("ready")
            await page.say(type="start")
            tip = (await page.until(is_up))["tip"]
            await page.say(type="rate", tip_id=tip["tip_id"], useful=True)
            await page.until(lambda shown: shown["rated"] == {"tip_id": tip["tip_id"], "useful": True})
            await page.say(type="snooze", tip_id=tip["tip_id"])
            await page.until(lambda shown: shown["snoozed"] == [tip["rule_id"]])
            await page.say(type="memo", text="  kapan gajian ya  ")
            await page.until(lambda shown: shown["memos"])
            memo = (await page.until(lambda shown: shown["tip"] and shown["tip"]["rule_id"] == "memo"))["tip"]
            assert memo["say"] == "kapan gajian ya"
            await page.say(type="quiet", on=True)
            await page.until(lambda shown: shown["status"]["quiet"])
            assert page.state["tip"] == memo  # what the agent asked for stays
            await page.say(type="dismiss", tip_id=memo["tip_id"])
            await page.until(lambda shown: not shown["tip"] and not shown["memos"])
            for key in ("hold", "pause"):
                for on in (True, True, False):
                    await page.say(type=key, on=on)
            await page.say(type="stop")
            await page.until(lambda shown: shown["note"])
        log = at.log()
        kinds = (TipRated, TipSnoozed, MemoParked, QuietSet, HoldSet, PauseSet)
        keys = [event for event in log if isinstance(event, kinds)]
        assert [event.type for event in keys] == [
            "tip_rated",
            "tip_snoozed",
            "memo_parked",
            "quiet_set",
            *("hold_set", "hold_set", "pause_set", "pause_set"),
        ]
        heard = [event for event in log if event.type not in CONCLUDED]
        again = run(heard, shelf.current, at.settings)
        assert again == [event for event in log if event.type in CONCLUDED]
        assert any(isinstance(event, Signal) for event in again)

    play(scenario, PROMISE)


def test_a_pause_closes_the_devices_and_the_call_goes_on_where_time_is(play: Play) -> None:
    script: Script = [(0.5, "agent", "satu"), (6.0, "agent", "dua")]

    async def scenario(at: Desk) -> None:
        async with client(at) as page:
            await page.until_status("ready")
            await page.say(type="start")
            await page.until(lambda shown: "satu" in str(shown["transcript"]))
            await page.say(type="pause", on=True)
            await page.until_status("paused")
            async with asyncio.timeout(20):
                while at.sound.open_now:
                    await asyncio.sleep(0.01)
            paused_at_s = at.log()[-1].known_at_s
            while at.clock.now_s < paused_at_s + 2:
                await asyncio.sleep(0.05)
            await page.say(type="pause", on=False)
            await page.until_status("listening")
            await page.until(lambda shown: "dua" in str(page.seen))
        assert len(at.sound.opened_at_s) == 2
        assert paused_at_s + 1.5 < at.sound.opened_at_s[1] < at.clock.now_s
        second = next(event for event in at.log() if getattr(event, "text", "") == "dua")
        assert second.known_at_s == pytest.approx(6.0, abs=2)

    play(scenario, script)


def test_a_device_that_cannot_be_opened_after_a_pause_is_said_and_can_be_tried_again(play: Play) -> None:
    async def scenario(at: Desk) -> None:
        async with client(at) as page:
            await page.until_status("ready")
            await page.say(type="start")
            await page.until_status("listening")
            await page.say(type="pause", on=True)
            await page.until_status("paused")
            at.sound.fault = AudioError("headset: is gone; plug it in")
            await page.say(type="pause", on=False)
            await page.until(lambda shown: shown["notice"] == "headset: is gone; plug it in")
            await page.until_status("paused")
            at.sound.fault = None
            await page.say(type="pause", on=False)
            await page.until_status("listening")
            async with asyncio.timeout(20):
                while len(at.sound.opened_at_s) < 2:
                    await asyncio.sleep(0.01)

    play(scenario)


def test_after_a_refusal_of_recording_no_word_is_kept_anywhere(play: Play, tmp_path: Path) -> None:
    script: Script = [
        (0.5, "customer", "saya pasti bayar tiga ratus tujuh ribu"),
        (2.0, "customer", "jangan direkam ya semangkaungu"),
        (4.0, "customer", "lalusemangka"),
    ]

    def holding() -> list[str]:
        words = (b"semangka", b'"amount_idr":307000', b"tiga ratus tujuh ribu")
        files = [file for file in (tmp_path / "data").iterdir() if any(word in file.read_bytes() for word in words)]
        return [file.name for file in files]

    async def scenario(at: Desk) -> None:
        async with client(at) as page, client(at, "/api") as program:
            await page.until_status("ready")
            await page.say(type="start")
            await page.until(lambda shown: "semangkaungu" in str(shown["transcript"]))
            assert holding() != []
            await page.say(type="refuse_recording")
            await page.until(lambda shown: shown["status"]["recording_refused"])
            assert all(line["text"] == "" for line in page.state["transcript"])
            assert holding() == []
            while at.clock.now_s < 5.0:
                await asyncio.sleep(0.05)
            await page.say(type="stop")
            note = (await program.until(lambda shown: shown["note"]))["note"]["text"]
            assert "tidak bersedia direkam" in note
            await page.say(type="save_note", text="Nasabah akan bayar.")
            await page.until(lambda shown: shown["note"] and shown["note"]["saved"])
        assert "lalusemangka" not in str(page.seen)
        assert [event.type for event in at.log()] == ["call_started", "recording_refused", "call_ended"]
        assert holding() == []

    play(scenario, script)
