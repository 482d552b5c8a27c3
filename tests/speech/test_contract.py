"""What every engine must keep to. Structure, never how well it hears: the Korean model garbles espeak's Korean."""

import threading
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
import soxr

from assist.config import Settings
from assist.errors import AssistError
from assist.events import AudioChunk, Utterance
from assist.language.words.lexicon import NO_WORDS
from assist.speech.engines import ENGINES
from tests.speech.conftest import Spoken
from tests.speech.hearing import accepted, judged, recognise

PAUSE = np.zeros(16000, np.float32)
LONG_SILENCE = np.zeros(60 * 16000, np.float32)


def first_finals(heard: Sequence[Utterance]) -> list[Utterance]:
    """The final of each utterance, corrections left out."""
    finals: dict[str, Utterance] = {}
    for utterance in heard:
        if utterance.final:
            finals.setdefault(utterance.utterance_id, utterance)
    return list(finals.values())


def lasting(heard: Sequence[Utterance]) -> dict[str, str]:
    """The text of each utterance that stands in the end, corrections included."""
    return {utterance.utterance_id: utterance.text for utterance in heard if utterance.final}


@pytest.fixture(scope="module")
def two_sentences(spoken: Spoken) -> list[AudioChunk]:
    return judged(np.concatenate([PAUSE, spoken.sentence, PAUSE, spoken.short, PAUSE]))


@pytest.fixture(scope="module")
def heard(spoken: Spoken, two_sentences: list[AudioChunk]) -> list[Utterance]:
    return recognise(spoken.make("customer"), two_sentences)


def test_partials_lead_to_one_final_an_utterance(heard: list[Utterance]) -> None:
    finals = first_finals(heard)
    assert [final.utterance_id for final in finals] == ["customer-1", "customer-2"]
    for final in finals:
        own = [utterance for utterance in heard if utterance.utterance_id == final.utterance_id]
        assert [utterance.revision for utterance in own] == list(range(len(own)))
        # partials, then the final, and after it nothing but corrections
        assert [utterance.final for utterance in own] == sorted(utterance.final for utterance in own)
        assert {utterance.start_s for utterance in own} == {final.start_s}
    assert len([utterance for utterance in heard if not utterance.final]) >= 2
    assert [utterance.known_at_s for utterance in heard] == sorted(u.known_at_s for u in heard)


def test_a_correction_says_something_else_of_the_same_speech(heard: list[Utterance]) -> None:
    for earlier, later in pairwise(sorted(heard, key=lambda utterance: (utterance.utterance_id, utterance.revision))):
        if earlier.final and later.utterance_id == earlier.utterance_id:
            assert later.text != earlier.text
            assert (later.speaker, later.start_s, later.end_s) == (earlier.speaker, earlier.start_s, earlier.end_s)
            assert later.known_at_s >= earlier.known_at_s


def test_a_partial_that_says_the_same_still_has_a_higher_revision(heard: list[Utterance]) -> None:
    names = [(utterance.utterance_id, utterance.revision) for utterance in heard]
    assert len(set(names)) == len(names)
    for earlier, later in pairwise(utterance for utterance in heard if not utterance.final):
        if later.utterance_id == earlier.utterance_id:
            assert later.revision > earlier.revision
            assert later.end_s > earlier.end_s


def test_a_final_is_known_at_the_end_of_the_pause(heard: list[Utterance]) -> None:
    first, _ = first_finals(heard)
    assert first.start_s == pytest.approx(1.0, abs=0.15)
    assert 0.4 <= first.known_at_s - first.end_s < 0.44


def test_word_times_are_inside_the_utterance_and_go_on(heard: list[Utterance]) -> None:
    for utterance in heard:
        times = [time_s for word in utterance.words for time_s in (word.start_s, word.end_s)]
        assert times == sorted(times)
        assert all(utterance.start_s <= time_s <= utterance.end_s for time_s in times)


def test_words_make_the_text_and_have_confidences(heard: list[Utterance]) -> None:
    for final in (utterance for utterance in heard if utterance.final):
        assert final.words
        assert " ".join(word.text for word in final.words) == final.text
        assert all(0 <= word.confidence <= 1 for word in final.words)
        assert len({word.confidence for word in final.words}) > 1 or len(final.words) == 1


@pytest.mark.parametrize("silence", [PAUSE, LONG_SILENCE], ids=["1 s", "60 s"])
def test_word_times_are_those_of_the_call_however_long_it_was_silent(spoken: Spoken, silence: np.ndarray) -> None:
    chunks = judged(np.concatenate([spoken.short, silence, spoken.sentence, PAUSE]))
    *_, final = first_finals(recognise(spoken.make("customer"), chunks))
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


def test_finish_without_a_chunk_gives_nothing(spoken: Spoken) -> None:
    assert spoken.make("customer").finish() == []


def test_a_chunk_that_nobody_has_judged_is_refused(spoken: Spoken) -> None:
    with pytest.raises(ValueError, match="voice activity"):
        spoken.make("customer").accept(AudioChunk("customer", 0.0, np.zeros(512, np.float32)))


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
    assert all(utterance.final for utterance in utterances)
    assert [final.revision for final in first_finals(utterances)] == [0, 0]


def test_speech_without_a_pause_is_cut_by_the_cap(spoken: Spoken) -> None:
    chunks = judged(np.concatenate([spoken.sentence] * 4))
    endless = [AudioChunk("agent", chunk.start_s, chunk.samples, True) for chunk in chunks]
    heard = recognise(spoken.with_speech(longest_s=4.0, partial_every_s=0.0)("agent"), endless)
    finals = first_finals(heard)
    assert len(finals) >= len(chunks) * 0.032 / 4.0
    assert max(final.end_s - final.start_s for final in finals) <= 4.1
    assert finals[-1].end_s == pytest.approx(chunks[-1].end_s)
    assert [final.utterance_id for final in finals] == [f"agent-{n}" for n in range(1, len(finals) + 1)]
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
    for together in results.values():
        assert [(u.utterance_id, u.start_s, u.end_s, u.text) for u in first_finals(together)] == [
            (u.utterance_id, u.start_s, u.end_s, u.text) for u in first_finals(heard)
        ]
        assert lasting(together) == lasting(heard)
    assert len(results) == 2


def test_two_channels_in_one_thread_do_not_interfere(
    spoken: Spoken, heard: list[Utterance], two_sentences: list[AudioChunk]
) -> None:
    """The agent says nothing but the end of what the customer says, at another place in the call."""
    agent, customer = spoken.make("agent"), spoken.make("customer")
    other = judged(np.concatenate([spoken.short, PAUSE]))
    said: list[Utterance] = []
    for number, chunk in enumerate(two_sentences):
        said += customer.accept(chunk)
        if number < len(other):
            said += agent.accept(other[number])
    said += agent.finish() + customer.finish()
    assert {u.utterance_id for u in said if u.speaker == "agent"} == {"agent-1"}
    assert lasting([u for u in said if u.speaker == "customer"]) == lasting(heard)


def test_telephone_audio_is_heard(spoken: Spoken) -> None:
    """8 kHz and back: nothing is left above 4 kHz."""
    narrow = soxr.resample(soxr.resample(np.concatenate([PAUSE, spoken.sentence, PAUSE]), 16000, 8000), 8000, 16000)
    (final,) = first_finals(recognise(spoken.make("customer"), judged(narrow.astype(np.float32))))
    assert final.start_s == pytest.approx(1.0, abs=0.15)
    assert final.words
    assert final.words[-1].end_s <= final.end_s <= 1.1 + len(spoken.sentence) / 16000


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_what_an_engine_lacks_is_said_in_one_line_with_its_name_and_the_fix(engine: str) -> None:
    """No model of that name; for the engine that has none here, no server (nothing listens on the discard port)."""
    lacking = {"speech": {"engine": engine, "model": "/nowhere/a-model"}, "remote": {"urls": ["ws://127.0.0.1:9"]}}
    with pytest.raises(AssistError, match=r"(set|give|start|mend) ") as failure:
        ENGINES[engine](Settings.model_validate(lacking))(NO_WORDS)
    message = str(failure.value)
    assert "\n" not in message
    assert engine in message.lower()
    assert "/nowhere/a-model" in message or "127.0.0.1:9" in message
