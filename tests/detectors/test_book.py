from datetime import datetime

from assist.detectors.book import Book
from assist.events import TAKEN_BACK, CallStarted, Evidence, Signal, SpeechStarted, Utterance


def said(text: str, place: str = "u1", final: bool = True) -> Utterance:
    return Utterance(utterance_id=place, speaker="agent", start_s=0, end_s=1, text=text, final=final)


def signal(name: str, place: str | None = "u1", by: str = "agent", **fields: str) -> Signal:
    evidence = (Evidence(speaker="agent", start_s=0, end_s=1, utterance_id=place),) if place else ()
    return Signal.model_validate({"name": name, "by": by, "fields": fields, "evidence": evidence})


def test_a_final_utterance_stands_with_the_signals_of_its_speaker() -> None:
    book = Book()
    assert book.take(said("Selamat pagi, Bu"), [signal("greeting"), signal("anger", by="customer")])
    known = book.said["u1"]
    assert (known.words, set(known.given)) == (["selamat", "pagi", "bu"], {"greeting"})


def test_what_changes_nothing_is_not_judged() -> None:
    book = Book()
    assert not book.take(said("halo", final=False), [])
    assert not book.take(SpeechStarted(speaker="agent", start_s=0), [signal("greeting")])


def test_a_correction_takes_the_place_of_the_text_and_of_what_it_said() -> None:
    book = Book()
    book.take(said("selamat pagi"), [signal("greeting")])
    book.take(said("selamat tinggal"), [signal(TAKEN_BACK, signal="greeting")])
    assert (book.said["u1"].words, book.said["u1"].given) == (["selamat", "tinggal"], {})


def test_a_bare_signal_stands_by_itself() -> None:
    book = Book()
    bare = signal("greeting", place=None)
    assert book.take(bare, [bare])
    (known,) = book.said.values()
    assert (known.utterance, set(known.given)) == (None, {"greeting"})


def test_a_call_begins_anew() -> None:
    book = Book()
    book.take(said("halo"), [])
    list(book.changes({"u1": signal("x")}, 1))
    started_at = datetime.fromisoformat("2026-11-23T10:00:00+07:00")
    book.take(CallStarted(call_id="2", started_at=started_at, source="s", playbook_version="v"), [])
    assert book.said == {}
    assert list(book.changes({}, 2)) == []


def test_what_is_found_is_given_once_and_taken_back_when_it_no_longer_stands() -> None:
    book = Book()
    book.take(said("halo"), [])
    assert [given.name for given in book.changes({"u1": signal("x")}, 1)] == ["x"]
    assert list(book.changes({"u1": signal("x")}, 2)) == []
    (back,) = book.changes({}, 3)
    assert (back.name, back.fields, back.known_at_s) == (TAKEN_BACK, {"signal": "x"}, 3)


def test_what_another_says_now_is_not_taken_back() -> None:
    book = Book()
    book.take(said("halo"), [])
    list(book.changes({"u1": signal("x")}, 1))
    book.take(said("halo lagi"), [signal("x")])
    assert list(book.changes({}, 2)) == []
