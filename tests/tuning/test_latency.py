import pytest

from assist.events import Utterance
from assist.tuning.latency import (
    Stretch,
    final_delay_s,
    first_finals,
    first_text_delay_s,
    first_word_delays_s,
    last_finals,
    percentile,
)


def heard(number: int, start_s: float, end_s: float, known_at_s: float, **more: object) -> Utterance:
    given = {"utterance_id": f"customer-{number}", "speaker": "customer", "text": "ya", **more}
    return Utterance.model_validate({**given, "start_s": start_s, "end_s": end_s, "known_at_s": known_at_s})


SPOKEN = Stretch(1.0, 3.0)
PARTIAL = heard(1, 1.1, 1.9, 1.95, final=False)
FINAL = heard(1, 1.1, 2.95, 3.4, revision=1)
CORRECTED = heard(1, 1.1, 2.95, 5.0, revision=2, text="iya")
NEXT = heard(2, 4.0, 5.0, 5.5)
PIECE, REST = heard(1, 1.1, 1.8, 2.3), heard(2, 2.2, 3.0, 3.5)

FINALS: dict[str, tuple[list[Utterance], float | None]] = {
    "its final": ([PARTIAL, FINAL, NEXT], 0.4),
    "the first one counts": ([PARTIAL, FINAL, CORRECTED, NEXT], 0.4),
    "cut in two": ([PIECE, REST], 0.5),
    "joined with the next": ([heard(1, 1.1, 5.0, 5.5)], 2.5),
    "a partial is none": ([PARTIAL, NEXT], None),
    "only the beginning": ([PIECE, NEXT], None),
    "nothing": ([], None),
}


@pytest.mark.parametrize("name", FINALS)
def test_the_time_to_the_final(name: str) -> None:
    utterances, expected = FINALS[name]
    assert final_delay_s(SPOKEN, utterances) == (None if expected is None else pytest.approx(expected))


FIRST_TEXTS: dict[str, tuple[list[Utterance], float | None]] = {
    "a partial": ([PARTIAL, FINAL], 0.95),
    "a partial without a word": ([PARTIAL.model_copy(update={"text": ""}), FINAL], 2.4),
    "a final alone": ([FINAL], 2.4),
    "what others said": ([NEXT], None),
}


@pytest.mark.parametrize("name", FIRST_TEXTS)
def test_the_time_to_the_first_text(name: str) -> None:
    utterances, expected = FIRST_TEXTS[name]
    assert first_text_delay_s(SPOKEN, utterances) == (None if expected is None else pytest.approx(expected))


def test_corrections() -> None:
    utterances = [PARTIAL, FINAL, NEXT, CORRECTED]
    assert first_finals(utterances) == [FINAL, NEXT]
    assert last_finals(utterances) == [CORRECTED, NEXT]
    assert last_finals([CORRECTED, FINAL]) == [CORRECTED], "a lower revision replaces nothing"


def test_the_time_from_the_first_word_to_the_first_text() -> None:
    words = [{"text": "ya", "start_s": 1.1, "end_s": 1.5, "confidence": 0.9}]
    final = heard(1, 1.1, 2.95, 3.4, revision=1, words=words)
    no_words = heard(2, 4.0, 5.0, 5.5)
    assert first_word_delays_s([PARTIAL, final, CORRECTED, no_words]) == [pytest.approx(0.45)]
    assert first_word_delays_s([final]) == [pytest.approx(1.9)]


def test_percentiles() -> None:
    assert percentile([0.1, 0.2, 0.3], 50) == pytest.approx(0.2)
    assert percentile([], 50) is None
