"""What every engine must keep to. Structure, never how well it hears: the Korean model garbles espeak's Korean."""

import threading
from itertools import pairwise

import numpy as np
import pytest

from assist.events import AudioChunk, Utterance
from tests.speech.conftest import Spoken
from tests.speech.hearing import accepted, judged, recognise

PAUSE = np.zeros(16000, np.float32)
LONG_SILENCE = np.zeros(60 * 16000, np.float32)


@pytest.fixture(scope="module")
def two_sentences(spoken: Spoken) -> list[AudioChunk]:
    return judged(np.concatenate([PAUSE, spoken.sentence, PAUSE, spoken.short, PAUSE]))


@pytest.fixture(scope="module")
def heard(spoken: Spoken, two_sentences: list[AudioChunk]) -> list[Utterance]:
    return recognise(spoken.make("customer"), two_sentences)


def test_partials_lead_to_one_final_an_utterance(heard: list[Utterance]) -> None:
    finals = [utterance for utterance in heard if utterance.final]
    assert [final.utterance_id for final in finals] == ["customer-1", "customer-2"]
    for final in finals:
        own = [utterance for utterance in heard if utterance.utterance_id == final.utterance_id]
        assert [utterance.revision for utterance in own] == list(range(len(own)))
        assert own[-1] is final
        assert {utterance.start_s for utterance in own} == {final.start_s}
    assert len([utterance for utterance in heard if not utterance.final]) >= 2
    assert [utterance.known_at_s for utterance in heard] == sorted(u.known_at_s for u in heard)


def test_a_final_is_known_at_the_end_of_the_pause(heard: list[Utterance]) -> None:
    first = next(utterance for utterance in heard if utterance.final)
    assert first.start_s == pytest.approx(1.0, abs=0.15)
    assert 0.4 <= first.known_at_s - first.end_s < 0.44


def test_words_make_the_text_and_have_confidences(heard: list[Utterance]) -> None:
    for final in (utterance for utterance in heard if utterance.final):
        assert final.words
        assert " ".join(word.text for word in final.words) == final.text
        assert all(0 <= word.confidence <= 1 for word in final.words)
        assert len({word.confidence for word in final.words}) > 1 or len(final.words) == 1


@pytest.mark.parametrize("silence", [PAUSE, LONG_SILENCE], ids=["1 s", "60 s"])
def test_word_times_are_those_of_the_call_however_long_it_was_silent(spoken: Spoken, silence: np.ndarray) -> None:
    chunks = judged(np.concatenate([spoken.short, silence, spoken.sentence, PAUSE]))
    *_, final = (utterance for utterance in recognise(spoken.make("customer"), chunks) if utterance.final)
    assert final.start_s == pytest.approx((len(spoken.short) + len(silence)) / 16000, abs=0.15)
    times = [time_s for word in final.words for time_s in (word.start_s, word.end_s)]
    assert times == sorted(times)
    assert final.start_s <= times[0]
    assert times[-1] <= final.end_s
    # kept inside by force, wrong times would lie on one of the ends
    assert times[-1] - times[0] >= 0.6 * (final.end_s - final.start_s)
    assert len(set(times)) > len(final.words)


def test_finish_flushes_what_was_being_said_and_only_once(spoken: Spoken) -> None:
    recogniser = spoken.make("customer")
    cut_short = judged(spoken.sentence[: int(1.9 * 16000)])
    assert not [utterance for utterance in accepted(recogniser, cut_short) if utterance.final]
    (final,) = recogniser.finish()
    assert final.final
    assert final.text
    assert recogniser.finish() == []


def test_ids_name_the_speaker(spoken: Spoken) -> None:
    heard = recognise(spoken.make("agent"), judged(spoken.short))
    assert {utterance.speaker for utterance in heard} == {"agent"}
    assert {utterance.utterance_id for utterance in heard} == {"agent-1"}
    assert [utterance.final for utterance in heard].count(True) == 1


@pytest.mark.parametrize("level", [0.0, 0.02, 0.2])
def test_silence_and_noise_give_nothing(spoken: Spoken, level: float) -> None:
    noise = np.random.default_rng(9).normal(0, level, 80000).astype(np.float32)
    assert recognise(spoken.make("customer"), judged(noise)) == []


def test_partials_keep_their_distance(spoken: Spoken) -> None:
    chunks = judged(np.concatenate([spoken.sentence, spoken.sentence]))
    known = np.array([u.known_at_s for u in recognise(spoken.make("customer"), chunks) if not u.final])
    assert len(known) >= 2
    assert np.diff(known).min() >= spoken.settings.speech.partial_every_s - 0.001


def test_without_partials_only_finals_come(spoken: Spoken, two_sentences: list[AudioChunk]) -> None:
    utterances = recognise(spoken.with_speech(partial_every_s=0.0)("customer"), two_sentences)
    assert [(u.final, u.revision) for u in utterances] == [(True, 0), (True, 0)]


def test_speech_without_a_pause_is_cut_by_the_cap(spoken: Spoken) -> None:
    chunks = judged(np.concatenate([spoken.sentence] * 4))
    endless = [AudioChunk("agent", chunk.start_s, chunk.samples, True) for chunk in chunks]
    finals = recognise(spoken.with_speech(longest_s=4.0, partial_every_s=0.0)("agent"), endless)
    assert len(finals) >= len(chunks) * 0.032 / 4.0
    assert max(final.end_s - final.start_s for final in finals) <= 4.1
    assert finals[-1].end_s == pytest.approx(chunks[-1].end_s)
    assert len({final.utterance_id for final in finals}) == len(finals)
    for earlier, later in pairwise(finals):
        assert later.start_s >= earlier.end_s
        assert earlier.words[-1].end_s <= later.words[0].start_s


def test_two_recognisers_of_one_model_do_not_interfere(
    spoken: Spoken, heard: list[Utterance], two_sentences: list[AudioChunk]
) -> None:
    results: dict[int, list[Utterance]] = {}

    def work(number: int) -> None:
        results[number] = recognise(spoken.make("customer"), two_sentences)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    alone = [utterance for utterance in heard if utterance.final]
    for number in range(2):
        together = [utterance for utterance in results[number] if utterance.final]
        assert [(u.utterance_id, u.start_s, u.end_s) for u in together] == [
            (u.utterance_id, u.start_s, u.end_s) for u in alone
        ]
        assert [u.text for u in together] == [u.text for u in alone]
