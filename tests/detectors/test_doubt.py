"""Which sums and days of a promise are to be read back. In a text, a word with (?) behind it was heard badly."""

from datetime import date

import pytest

from assist.detectors.doubt import SURE, Doubt, words_of
from assist.events import Speaker, Utterance, Word
from assist.language.promise.state import Dialogue
from assist.language.promise.step import step

ORDINARY = frozenset({"nyusul", "jadi", "tutup"})
PROMISES = {
    "heard well": ("saya bayar dua ratus ribu tanggal lima belas", []),
    "a badly heard word in the sum": ("saya bayar dua(?) ratus ribu tanggal lima belas", ["amount"]),
    "a badly heard word in the day": ("saya bayar dua ratus ribu tanggal lima(?) belas", ["date"]),
    "a badly heard word elsewhere": ("saya(?) bayar(?) dua ratus ribu tanggal lima belas", []),
    "no day and no sum": ("saya pasti bayar lewat indomaret", []),
    "a sum that lost a word": ("saya bayar lima ribu besok", ["amount"]),
    "a number too many in the sum": ("saya bayar rp 200.007 besok", ["amount"]),
    "something like a number behind the sum": ("saya bayar satu juta seratus tuah besok", ["amount"]),
    "something like a number before the sum": ("besok saya bayar juda dua ratus ribu", ["amount"]),
    "any word that means nothing behind the sum": ("saya bayar empat ratus bongkrek besok", ["amount"]),
    "a hardly heard word like a number before the sum": ("besok saya bayar tutup(?) dua ratus ribu", ["amount"]),
    "the same word, heard well": ("besok saya bayar tutup dua ratus ribu", []),
    "a strange word before the sum": ("besok saya bayar bongkrek empat ratus ribu", []),
    "a strange word behind a sum that is whole": ("saya bayar empat ratus ribu bongkrek besok", []),
    "an ordinary word behind the sum": ("saya bayar empat ratus nyusul besok", []),
    "something like a number behind the day": ("saya bayar dua ratus ribu tanggal dua puah", ["date"]),
    "a strange word behind a weekday": ("saya bayar dua ratus ribu hari senin bongkrek", []),
    "a strange word behind a written sum": ("saya bayar 1.250.000 bongkrek besok", []),
    "a garbled number word in the sum": ("saya bayar dua radus ribu besok", ["amount"]),
    "a garbled number word in the day": ("saya bayar dua ratus ribu tanggal dua bulu", ["date"]),
    "a garbled weekday": ("saya bayar dua ratus ribu hari dumat", ["date"]),
    "a day and a sum side by side": ("tanggal lima belas dua ratus ribu saya bayar", []),
    "a sum and a day side by side": ("saya bayar dua ratus tanggal lima belas", []),
}
READ_BACK = {
    "not yet": (["agent: baik pak lewat apa"], ["amount"]),
    "whole": (["agent: jadi dua ratus ribu ya pak", "customer: iya betul"], []),
    "before it was promised": (["agent: jadi dua ratus ribu ya pak"], []),
    "cut short as well": (["agent: jadi juda dua ratus ribu ya pak", "customer: iya betul"], ["amount"]),
    "another sum": (["agent: totalnya tiga ratus ribu pak"], ["amount"]),
}
TOLD = {
    "nothing": ([], []),
    "the same": (["agent: jadi dua ratus ribu besok ya pak"], []),
    "another sum": (["agent: jadi tiga ratus ribu ya pak"], ["amount"]),
    "another sum, then the same": (["agent: tiga ratus ribu ya", "agent: eh maaf dua ratus ribu ya"], []),
    "what is due": (["agent: total tagihan lima ratus ribu ya pak"], []),
    "the rest": (["agent: sisanya tiga ratus ribu bulan depan ya pak"], []),
    "when it is written down": (["agent: baik saya catat sekarang ya pak"], []),
}
"""What the agent says behind a promise that was heard well."""


def _utterance(number: int, speaker: Speaker, text: str) -> Utterance:
    words = tuple(
        Word(
            text=word.removesuffix("(?)"),
            start_s=at,
            end_s=at + 1,
            confidence=SURE - 0.1 if word.endswith("(?)") else SURE + 0.1,
        )
        for at, word in enumerate(text.split())
    )
    plain = " ".join(word.text for word in words)
    return Utterance(utterance_id=f"u{number}", speaker=speaker, start_s=0, end_s=9, text=plain, words=words)


def _doubt(lines: list[str]) -> list[str]:
    dialogue, turns = Dialogue(date(2026, 6, 1)), []
    for number, line in enumerate(lines):
        name, _, text = line.partition(": ")
        said = _utterance(number, "agent" if name == "agent" else "customer", text)
        turns.append((said,))
        dialogue = step(dialogue, said.speaker, said.text, number)
    return list(Doubt(dialogue, turns, ORDINARY).doubtful())


@pytest.mark.parametrize(("text", "doubtful"), PROMISES.values(), ids=PROMISES)
def test_what_a_promise_leaves_in_doubt(text: str, doubtful: list[str]) -> None:
    assert _doubt([f"customer: {text}"]) == doubtful


@pytest.mark.parametrize(("lines", "doubtful"), READ_BACK.values(), ids=READ_BACK)
def test_what_the_agent_read_back_is_sure(lines: list[str], doubtful: list[str]) -> None:
    promise = "customer: saya bayar dua(?) ratus ribu besok"
    told_before = len(lines) == 1 and "jadi" in lines[0]
    assert _doubt([*lines, promise] if told_before else [promise, *lines]) == doubtful


@pytest.mark.parametrize(("lines", "doubtful"), TOLD.values(), ids=TOLD)
def test_what_the_agent_understood_otherwise_is_doubtful(lines: list[str], doubtful: list[str]) -> None:
    assert _doubt(["customer: saya bayar dua ratus ribu besok", *lines]) == doubtful


def test_a_garbled_sum_is_sure_once_it_was_read_back() -> None:
    promise = "customer: saya bayar dua radus ribu besok"
    assert _doubt([promise, "agent: jadi dua ratus ribu ya pak", "customer: iya betul"]) == []


def test_the_words_of_a_slot_may_stand_in_two_utterances() -> None:
    turn = _utterance(1, "customer", "saya bayar dua"), _utterance(2, "customer", "ratus ribu ya")
    text = " ".join(said.text for said in turn)
    start = text.index("dua")
    assert [word.text for word in words_of(turn, start, text.index(" ya"))] == ["dua", "ratus", "ribu"]
