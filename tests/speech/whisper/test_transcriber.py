import numpy as np
import pytest

from assist.config import Settings
from assist.speech.whisper.decoder import Decoding, WhisperModel
from assist.speech.whisper.second_look import Hearing
from assist.speech.whisper.transcriber import Transcriber, word_list
from assist.speech.words import likelihood
from tests.conftest import Say

BRANDS = ("Indomaret", "Alfamart", "GoPay", "ShopeePay", "virtual account", "restrukturisasi", "Mandiri")


@pytest.fixture(scope="module")
def plain(whisper: WhisperModel, settings: Settings) -> Transcriber:
    return Transcriber(whisper, "", settings.speech)


@pytest.fixture(scope="module")
def listed(whisper: WhisperModel, settings: Settings) -> Transcriber:
    return Transcriber(whisper, word_list(BRANDS), settings.speech)


def test_a_list_is_words_with_commas() -> None:
    assert word_list(("Budi", "virtual account")) == " Budi, virtual account."
    assert word_list(()) == ""


def likely(hearing: Hearing) -> float:
    return likelihood(log for word in hearing.words for log in word.logs)


def test_without_a_list_a_second_look_decodes_as_a_final_does(plain: Transcriber, say: Say) -> None:
    samples = say("Saya bayar lima ratus ribu.")
    final, again = plain.final(samples), plain.again(samples)
    assert final is not None
    assert again is not None
    assert final.words
    assert again.words == final.words


def test_a_partial_has_no_words(plain: Transcriber, say: Say) -> None:
    partial = plain.partial(say("Saya bayar lima ratus ribu."))
    assert partial is not None
    assert partial.text
    assert partial.words == ()


def test_a_text_scores_as_it_was_decoded(plain: Transcriber, say: Say) -> None:
    final = plain.final(say("Saya bayar lima ratus ribu."))
    assert final is not None
    logs = plain.logs(final.encoded, [token for word in final.words for token in word.tokens])
    assert logs == pytest.approx([log for word in final.words for log in word.logs], abs=1e-3)
    assert plain.logs(final.encoded, []) == []


LINES = ["Selamat siang.", "Iya.", "Kami dari koperasi lestari.", "Saya bayar besok.", "Terima kasih banyak."]


@pytest.mark.parametrize("line", LINES)
def test_the_list_never_makes_a_text_less_likely(line: str, plain: Transcriber, listed: Transcriber, say: Say) -> None:
    samples = say(line)
    without, chosen = plain.final(samples), listed.again(samples)
    assert without is not None
    assert chosen is not None
    assert likely(chosen) >= likely(without) - 1e-3
    assert not {word.lower() for word in BRANDS} & {w.text.lower().strip(",.") for w in chosen.words}


def test_told_to_expect_words_whisper_hears_them_where_they_are_not(
    whisper: WhisperModel, plain: Transcriber, say: Say
) -> None:
    """What the choice by likelihood is for; without this it would guard against nothing."""
    told = Decoding(5, 5.0, True, whisper.tokens(word_list(BRANDS)))
    worse = 0
    for line in LINES:
        without, listed = plain.final(say(line)), whisper.decode(say(line), told)
        assert without is not None
        worse += listed is None or likely(Hearing(listed.words, without.encoded)) < likely(without) - 1
    assert worse >= 1


@pytest.mark.parametrize("length", [0, 300])
def test_too_few_samples_hold_nothing(length: int, listed: Transcriber) -> None:
    samples = np.zeros(length, np.float32)
    assert [listed.partial(samples), listed.final(samples), listed.again(samples)] == [None, None, None]


def test_a_list_that_would_fill_whispers_context_is_cut(whisper: WhisperModel, settings: Settings, say: Say) -> None:
    words = word_list(tuple(f"Restrukturisasi{number}" for number in range(100)))
    assert len(whisper.tokens(words)) > 448
    assert Transcriber(whisper, words, settings.speech).again(say("Saya bayar besok.")) is not None
