import pytest

from assist.errors import PlaybookError
from assist.language.words.normalise import normalise
from assist.language.words.phrases import PhraseList, PhraseMatcher, stem


def _matcher(*any_of: str, unless: tuple[str, ...] = ()) -> PhraseMatcher:
    return PhraseMatcher([PhraseList("x", "customer", any_of, unless)])


@pytest.mark.parametrize(
    ("phrase", "text", "words"),
    [
        ("terima kasih", "Oke, terima kasih ya Bu", "terima kasih"),
        ("minta * waktu", "minta sedikit waktu dong", "minta sedikit waktu"),
        ("minta * waktu", "minta satu dua tiga waktu", None),
        ("minta * * waktu", "minta satu dua tiga empat waktu", "minta satu dua tiga empat waktu"),
        ("minta ** waktu", "minta satu dua tiga empat lima waktu", None),
        ("minta" + " *" * 30 + " waktu", "minta " + "sebentar " * 400, None),  # at once, not after an hour
        ("(minta|mohon) waktu", "mohon waktunya", "mohon waktunya"),
        ("saya (sangat|) marah", "saya marah", "saya marah"),
        ("a (b (c|d)|e) f", "a b d f", "a b d f"),
        ("^ halo", "halo pak", "halo"),
        ("^ halo", "eh pak halo", None),
        ("lunas $", "sudah lunas", "lunas"),
        ("lunas $", "lunas besok", None),
        ("restrukturisasi", "minta restruktusasi dong", "restruktusasi"),
        ("bayar", "kabar", None),
        ("gak mau", "saya enggak mau", "enggak mau"),
        ("dikurangi", "dendanya dikurangin", "dikurangin"),
        ("bayar", "membayar", None),
    ],
)
def test_a_phrase_stands_in_a_text(phrase: str, text: str, words: str | None) -> None:
    found = _matcher(phrase).find(normalise(text), "customer")
    assert [text[match.start : match.end] for match in found] == ([] if words is None else [words])


def test_unless_takes_the_match_away() -> None:
    matcher = _matcher("polisi", unless=("polisi tidur",))
    assert matcher.find(normalise("saya panggil polisi"), "customer")
    assert not matcher.find(normalise("ada polisi tidur dan polisi"), "customer")


def test_only_the_named_speaker_counts() -> None:
    assert not _matcher("halo").find(normalise("halo"), "agent")
    assert PhraseMatcher([PhraseList("x", None, ("halo",))]).find(normalise("halo"), "agent")


@pytest.mark.parametrize("phrase", ["(a|b", "a)", "* ^", ""])
def test_a_phrase_that_cannot_be_read_says_which(phrase: str) -> None:
    with pytest.raises(PlaybookError, match="phrases x"):
        _matcher(phrase)


def test_stems() -> None:
    assert stem("dendanya") == "denda"
    assert stem("kurangin") == stem("kurangi") == "kurang"
    assert stem("lagi") == "lagi"
