from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from assist.config import Settings, SpeechSettings
from assist.errors import ModelError
from assist.events import AudioChunk, Speaker, Utterance
from assist.language.words.lexicon import NO_WORDS
from assist.speech.recogniser import Recogniser, RecogniserMaker
from assist.speech.steady import Numbering, SteadyRecogniser, lost_by, steady
from assist.speech.vosk import open_vosk
from tests.conftest import Say
from tests.speech.failing import AT_THE_END, EngineFailed, FailsOnChunk, failing
from tests.speech.hearing import accepted, judged, recognise

PAUSE = np.zeros(16000, np.float32)
SETTINGS = Settings()
CHUNK_S = 0.032


@pytest.fixture(scope="module")
def make(vosk_model: Path) -> RecogniserMaker:
    speech = SpeechSettings(engine="vosk", model=str(vosk_model), language="ko", partial_every_s=0.3)
    return open_vosk(Settings(speech=speech), NO_WORDS)


@pytest.fixture(scope="module")
def chunks(say: Say) -> list[AudioChunk]:
    """The same sentence of about 2 s twice, with a second of silence around each."""
    sentence = say("정말 감사합니다", voice="ko")
    return judged(np.concatenate([PAUSE, sentence, PAUSE, sentence, PAUSE]))


@pytest.fixture(scope="module")
def unbroken(make: RecogniserMaker, chunks: list[AudioChunk]) -> list[Utterance]:
    return recognise(make("customer"), chunks)


def finals(heard: Sequence[Utterance]) -> list[Utterance]:
    return [utterance for utterance in heard if utterance.final]


def quiet(count: int) -> list[AudioChunk]:
    return [AudioChunk("agent", n * CHUNK_S, np.zeros(512, np.float32), speech=False) for n in range(count)]


def test_an_engine_that_does_not_fail_is_heard_as_it_is(
    make: RecogniserMaker, chunks: list[AudioChunk], unbroken: list[Utterance]
) -> None:
    recogniser = steady(make, SETTINGS)("customer")
    assert recognise(recogniser, chunks) == unbroken
    assert lost_by(recogniser) == 0
    assert len(finals(unbroken)) == 2


def test_a_failure_amid_speech_costs_what_was_said_of_it_so_far(
    make: RecogniserMaker, chunks: list[AudioChunk], unbroken: list[Utterance]
) -> None:
    first, second = finals(unbroken)
    shown_s = next(utterance.known_at_s for utterance in unbroken if not utterance.final)
    at = next(n for n, chunk in enumerate(chunks, 1) if chunk.end_s > shown_s + 0.05)
    failed_s = chunks[at - 1].end_s
    recogniser = steady(failing(make, [at]), SETTINGS)("customer")
    heard = recognise(recogniser, chunks)
    rest, after = finals(heard)
    assert lost_by(recogniser) == pytest.approx(failed_s - first.start_s, abs=0.001)
    assert rest.start_s == pytest.approx(failed_s, abs=0.05)
    assert rest.end_s == first.end_s
    assert (after.text, after.start_s, after.end_s) == (second.text, second.start_s, second.end_s)
    assert [final.utterance_id for final in (rest, after)] == ["customer-1", "customer-2"]
    assert any(not utterance.final and utterance.known_at_s < failed_s for utterance in heard)
    for final in (rest, after):
        revisions = [u.revision for u in heard if u.utterance_id == final.utterance_id]
        assert revisions == list(range(len(revisions)))


def test_a_failure_in_a_pause_costs_nothing_that_was_said(
    make: RecogniserMaker, chunks: list[AudioChunk], unbroken: list[Utterance]
) -> None:
    first, _ = finals(unbroken)
    at = next(n for n, chunk in enumerate(chunks, 1) if chunk.end_s > first.known_at_s + 0.1)
    recogniser = steady(failing(make, [at]), SETTINGS)("customer")
    heard = finals(recognise(recogniser, chunks))
    assert [(u.utterance_id, u.text, u.start_s) for u in heard] == [
        (u.utterance_id, u.text, u.start_s) for u in finals(unbroken)
    ]
    assert lost_by(recogniser) == pytest.approx(CHUNK_S)


def test_a_failure_at_the_end_costs_the_last_utterance(make: RecogniserMaker, chunks: list[AudioChunk]) -> None:
    recogniser = steady(failing(make, [AT_THE_END]), SETTINGS)("customer")
    cut_short = [chunk for chunk in chunks if chunk.end_s < 2.2]
    accepted(recogniser, cut_short)
    assert recogniser.finish() == []
    assert lost_by(recogniser) == pytest.approx(1.2, abs=0.2)
    assert recogniser.finish() == []


def test_three_failures_within_a_minute_are_the_end(make: RecogniserMaker) -> None:
    recogniser = steady(failing(make, [10, 10, 10]), SETTINGS)("agent")
    with pytest.raises(ModelError) as failure:
        accepted(recogniser, quiet(30))
    assert str(failure.value).startswith("engine whisper failed 3 times within 60 s, at last with EngineFailed: the ")
    assert "set another [speech] engine or model" in str(failure.value)
    assert "\n" not in str(failure.value)
    assert lost_by(recogniser) == pytest.approx(3 * CHUNK_S)
    assert recogniser.finish() == []


def test_three_failures_in_more_than_a_minute_are_borne(make: RecogniserMaker) -> None:
    recogniser = steady(failing(make, [10, 10, 1900]), SETTINGS)("agent")
    assert recognise(recogniser, quiet(2000)) == []
    assert lost_by(recogniser) == pytest.approx(3 * CHUNK_S)


def test_a_recogniser_that_cannot_be_made_again_is_tried_with_the_next_chunk(
    make: RecogniserMaker, chunks: list[AudioChunk], unbroken: list[Utterance]
) -> None:
    made: list[Recogniser] = []

    def make_with_a_gap(speaker: Speaker) -> Recogniser:
        if len(made) == 1:
            made.append(made[0])
            raise EngineFailed("no memory just now")
        made.append(FailsOnChunk(make(speaker), at=None if made else 5))
        return made[-1]

    recogniser = SteadyRecogniser(make_with_a_gap, SETTINGS, "customer")
    assert [u.text for u in finals(recognise(recogniser, chunks))] == [u.text for u in finals(unbroken)]
    assert lost_by(recogniser) == pytest.approx(2 * CHUNK_S)


class LosesOnItsWay(FailsOnChunk):
    """As an engine over the network may: it counts what it could not send."""

    lost_s = 1.5


def test_what_an_engine_counts_as_lost_is_part_of_it_and_outlives_it(make: RecogniserMaker) -> None:
    recogniser = SteadyRecogniser(lambda speaker: LosesOnItsWay(make(speaker), at=3), SETTINGS, "agent")
    lost_s = []
    for chunk in quiet(4):
        recogniser.accept(chunk)
        lost_s.append(recogniser.lost_s)
    assert lost_s == pytest.approx([1.5, 1.5, 1.5 + CHUNK_S, 3.0 + CHUNK_S])
    assert lost_by(make("agent")) == 0


AGAIN = None
Said = tuple[int, int, bool]
"""Number, revision and finality as one recogniser counts; AGAIN is where the next one takes over."""
NUMBERED: dict[str, tuple[list[Said | None], list[tuple[str, int]]]] = {
    "nothing failed": ([(1, 0, False), (1, 1, True), (2, 0, True)], [("agent-1", 0), ("agent-1", 1), ("agent-2", 0)]),
    "between utterances": ([(1, 0, True), AGAIN, (1, 0, True)], [("agent-1", 0), ("agent-2", 0)]),
    "before any": ([AGAIN, (1, 0, True)], [("agent-1", 0)]),
    "amid one that was shown": (
        [(1, 0, True), (2, 0, False), (2, 1, False), AGAIN, (1, 0, False), (1, 1, True), (2, 0, True)],
        [("agent-1", 0), ("agent-2", 0), ("agent-2", 1), ("agent-2", 2), ("agent-2", 3), ("agent-3", 0)],
    ),
    "twice amid one": (
        [(1, 0, False), AGAIN, (1, 0, False), AGAIN, AGAIN, (1, 0, True)],
        [("agent-1", 0), ("agent-1", 1), ("agent-1", 2)],
    ),
    "a correction of the first after it": (
        [(1, 0, False), AGAIN, (1, 0, True), (2, 0, False), (1, 1, True), AGAIN, (1, 0, True)],
        [("agent-1", 0), ("agent-1", 1), ("agent-2", 0), ("agent-1", 2), ("agent-2", 1)],
    ),
}


@pytest.mark.parametrize("name", NUMBERED)
def test_ids_go_on_and_revisions_grow(name: str) -> None:
    steps, expected = NUMBERED[name]
    numbering = Numbering("agent")
    named = []
    for step in steps:
        if step is AGAIN:
            numbering.begin_again()
            continue
        number, revision, final = step
        said = Utterance(
            utterance_id=f"agent-{number}",
            speaker="agent",
            start_s=0,
            end_s=1,
            text="halo",
            final=final,
            revision=revision,
        )
        given = numbering.carry_on(said)
        named.append((given.utterance_id, given.revision))
        assert (given.text, given.final) == (said.text, said.final)
    assert named == expected
