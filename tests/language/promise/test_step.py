"""Whole dialogues: the label guide's rules, in sentences of our own (promises.txt), one test a line."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.events import Speaker
from assist.language.dates.calendar import DayRange
from assist.language.promise.state import SLOTS, Dialogue, Promise
from assist.language.promise.step import step

HERE = Path(__file__).parent
LINES = [
    line
    for name in ("promises.txt", "promises_more.txt", "promises_fresh.txt", "promises_bounds.txt")
    for line in (HERE / name).read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
SPEAKERS: dict[str, Speaker] = {"a": "agent", "c": "customer"}


def _promise(reference: date, turns: list[tuple[Speaker, str]]) -> Promise:
    dialogue = Dialogue(reference)
    for number, (speaker, text) in enumerate(turns):
        dialogue = step(dialogue, speaker, text, number)
    return dialogue.promise


def _say(promise: Promise) -> str:
    if promise.status == "none":
        return "none"
    amount = promise.value("amount_idr")
    day = promise.date
    said = {name: promise.value(name) or "-" for name in SLOTS}
    said["amount_idr"] = "-" if amount is None else f"{amount}{'~' if promise.approx else ''}"
    said["date"] = f"{day.start}..{day.end}" if isinstance(day, DayRange) else str(day or "-")
    return " ".join([promise.status, *(str(said[name]) for name in SLOTS)])


@pytest.mark.parametrize("line", LINES)
def test_a_dialogue(line: str) -> None:
    reference, said, wanted = (part.strip() for part in line.split("|"))
    turns = [(SPEAKERS[turn[0]], turn[3:]) for turn in re.split(r" / (?=[ac]: )", said)]
    assert _say(_promise(date.fromisoformat(reference), turns)) == wanted


ACTS = [
    line for line in (HERE / "acts.txt").read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
]


@pytest.mark.parametrize("line", ACTS)
def test_what_a_call_comes_to(line: str) -> None:
    wanted, said = (part.strip() for part in line.split("|"))
    turns = [(SPEAKERS[turn[0]], turn[3:]) for turn in re.split(r" / (?=[ac]: )", said)]
    assert _promise(date(2026, 5, 4), turns).status == wanted


def test_a_recap_that_is_accepted_confirms() -> None:
    turns: list[tuple[Speaker, str]] = [
        ("customer", "besok saya bayar dua ratus ribu"),
        ("agent", "jadi besok dua ratus ribu ya bu"),
        ("customer", "iya benar"),
    ]
    assert not _promise(date(2026, 6, 15), turns[:2]).confirmed
    promise = _promise(date(2026, 6, 15), turns)
    assert promise.confirmed
    assert promise.slots["date"].turn == 0, "the customer's own words stay the source"
    assert not _promise(date(2026, 6, 15), [*turns, ("customer", "eh tiga ratus deh")]).confirmed


def test_a_backchannel_leaves_the_question_open() -> None:
    turns: list[tuple[Speaker, str]] = [("agent", "kapan bisa dibayar pak"), ("agent", "hmm"), ("customer", "lusa")]
    assert _promise(date(2026, 6, 15), turns).date == date(2026, 6, 17)


_SAID = (
    "saya bayar besok gak kalau tanggal dua puluh ratus ribu juta lewat bca iya denda angsuran berapa eh bukan sudah "
    "suami yang dulu minggu depan 25 500.000 boleh"
)
WORDS = _SAID.split()
TURNS = st.lists(st.tuples(st.sampled_from(["agent", "customer"]), st.lists(st.sampled_from(WORDS), max_size=20)))


@given(TURNS)
def test_jumbled_dialogues_never_raise(turns: list[tuple[Speaker, list[str]]]) -> None:
    promise = _promise(date(2026, 6, 15), [(speaker, " ".join(words)) for speaker, words in turns])
    assert bool(promise.slots or promise.missing) == (promise.status != "none")
