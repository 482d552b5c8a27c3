import numpy as np
import pytest

from assist.config import Settings
from assist.speech.decoder import Decoding, WhisperModel
from assist.speech.transcriber import Transcriber, word_list
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


def test_without_a_list_a_second_look_decodes_as_a_final_does(plain: Transcriber, say: Say) -> None:
    samples = say("Saya bayar lima ratus ribu.")
    final = plain.final(samples)
    assert final is not None
    assert final.words
    assert plain.again(samples) == final


def test_a_partial_has_no_words(plain: Transcriber, say: Say) -> None:
    partial = plain.partial(say("Saya bayar lima ratus ribu."))
    assert partial is not None
    assert partial.text
    assert partial.words == partial.token_logs == ()


LINES = ["Selamat siang.", "Iya.", "Kami dari koperasi lestari.", "Saya bayar besok.", "Tanggal dua puluh lima."]


@pytest.mark.parametrize("line", LINES)
def test_the_list_never_makes_a_text_less_likely(line: str, plain: Transcriber, listed: Transcriber, say: Say) -> None:
    samples = say(line)
    without, chosen = plain.final(samples), listed.again(samples)
    assert without is not None
    assert chosen is not None
    assert sum(chosen.token_logs) >= sum(without.token_logs) - 1e-3
    assert not {word.lower() for word in BRANDS} & set(chosen.text.lower().replace(",", " ").split())


def test_told_to_expect_words_whisper_hears_them_where_they_are_not(whisper: WhisperModel, say: Say) -> None:
    """What the choice by likelihood is for; without this it would guard against nothing."""
    tokens = whisper.tokens(word_list(BRANDS))
    told = [whisper.decode(say(line), Decoding(5, 5.0, True, tokens)) for line in LINES]
    plain = [whisper.decode(say(line), Decoding(5, 5.0, True)) for line in LINES]
    assert any(
        a is None or (b is not None and sum(a.token_logs) < sum(b.token_logs) - 1)
        for a, b in zip(told, plain, strict=True)
    )


@pytest.mark.parametrize("length", [0, 300])
def test_too_few_samples_hold_nothing(length: int, listed: Transcriber) -> None:
    samples = np.zeros(length, np.float32)
    assert listed.partial(samples) is listed.final(samples) is listed.again(samples) is None
