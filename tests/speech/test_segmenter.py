from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from assist.config import VoiceActivitySettings
from assist.events import AudioChunk
from assist.speech.segmenter import Segment, Segmenter, quietest

SETTINGS = VoiceActivitySettings()  # onset 0.1 s, silence 0.4 s, pre-roll 0.3 s
STEP_S = 512 / 16000


def chunks(pattern: str) -> list[AudioChunk]:
    """A chunk of 32 ms a letter: s is speech, q quiet speech, . is silence; its samples hold its number / 10,000."""
    levels = {"s": 1.0, "q": 0.01, ".": 0.0}
    return [
        AudioChunk("agent", index * STEP_S, np.full(512, levels[letter] * index / 10_000, np.float32), letter != ".")
        for index, letter in enumerate(pattern)
    ]


def cut(pattern: str, longest_s: float = 12.0) -> list[Segment]:
    segmenter = Segmenter(SETTINGS, longest_s)
    found = [segmenter.accept(chunk) for chunk in chunks(pattern)] + [segmenter.finish()]
    return [segment for segment in found if segment is not None]


# start of the samples, speech from, to: in chunks
CASES = [
    ("." * 50, []),
    ("." * 20 + "s" * 3 + "." * 20, []),  # shorter than an onset
    ("." * 20 + "s" * 10 + "." * 20, [(10, 20, 30)]),
    ("s" * 10 + "." * 20, [(0, 0, 10)]),
    ("." * 5 + "s" * 10, [(0, 5, 15)]),
    ("." * 20 + "s" * 10 + "." * 12 + "s" * 10 + "." * 20, [(10, 20, 52)]),  # a pause of 0.38 s
    ("." * 20 + "s" * 10 + "." * 13 + "s" * 10 + "." * 20, [(10, 20, 30), (33, 43, 53)]),
    ("." * 20 + "s" * 10 + "." * 13, [(10, 20, 30)]),
]


@pytest.mark.parametrize(("pattern", "expected"), CASES)
def test_segments(pattern: str, expected: list[tuple[int, int, int]]) -> None:
    segments = cut(pattern)
    assert len(segments) == len(expected)
    for segment, (start, speech_start, speech_end) in zip(segments, expected, strict=True):
        # the pre-roll is 0.3 s, up to a chunk more, and up to the length of an onset more
        assert start * STEP_S - 0.15 <= segment.start_s <= start * STEP_S + 0.05
        assert segment.speech_start_s == pytest.approx(speech_start * STEP_S)
        assert segment.speech_end_s == pytest.approx(speech_end * STEP_S)
        assert segment.closed


def test_long_speech_is_cut_at_the_quietest_point_and_nothing_is_lost() -> None:
    pattern = "s" * 90 + "q" * 8 + "s" * 150 + "." * 20
    segments = cut(pattern, longest_s=4.0)
    assert len(segments) >= 2
    assert max(len(segment.samples) for segment in segments) <= 4.1 * 16000
    assert 90 * STEP_S <= segments[0].speech_end_s <= 98 * STEP_S
    joined = np.concatenate([segment.samples for segment in segments])
    assert np.array_equal(joined, np.concatenate([chunk.samples for chunk in chunks(pattern)])[: len(joined)])
    assert len(joined) >= 248 * 512
    for earlier, later in pairwise(segments):
        assert later.speech_start_s == pytest.approx(earlier.start_s + len(earlier.samples) / 16000)


def test_a_cut_just_before_silence_leaves_no_empty_segment() -> None:
    for extra in range(14):
        segments = cut("s" * (62 + extra) + "." * 30, longest_s=2.4)
        assert all(segment.speech_end_s > segment.speech_start_s for segment in segments), extra
        assert segments[-1].speech_end_s == pytest.approx((62 + extra) * STEP_S)


def test_so_far_grows_and_is_open() -> None:
    segmenter = Segmenter(SETTINGS, 12.0)
    lengths = []
    for chunk in chunks("." * 20 + "s" * 10 + "." * 13):
        segmenter.accept(chunk)
        segment = segmenter.so_far()
        assert (segment is None) == (segmenter.open_since_s is None)
        if segment is not None:
            assert not segment.closed
            assert segment.speech_start_s == segmenter.open_since_s
            lengths.append(len(segment.samples))
    assert lengths == sorted(lengths)
    assert len(lengths) == 7 + 12  # from the confirmed onset to the end of the pause


def test_a_chunk_that_was_not_judged_is_refused() -> None:
    with pytest.raises(ValueError, match="judged"):
        Segmenter(SETTINGS, 12.0).accept(AudioChunk("agent", 0.0, np.zeros(512, np.float32)))


def test_quietest_is_in_the_second_half() -> None:
    heard = chunks("q" * 5 + "s" * 50 + "q" * 7 + "s" * 30)
    assert 55 <= quietest(heard) <= 62
    assert quietest(heard[:1]) == 0


def test_since_when_it_is_quiet_within_a_segment() -> None:
    segmenter = Segmenter(SETTINGS, 12.0)
    quiet = []
    for chunk in chunks(".." + "s" * 10 + "." * 5 + "s" * 3 + "." * 13 + "."):
        segmenter.accept(chunk)
        quiet.append(segmenter.quiet_since_s)
    first, second = 12 * STEP_S, 20 * STEP_S
    assert quiet == [None] * 12 + [first] * 5 + [None] * 3 + [second] * 12 + [None] * 2


def test_what_is_heard_ends_soon_after_the_speech() -> None:
    (segment,) = cut("." * 20 + "s" * 10 + "." * 20)
    heard = segment.heard(0.2)
    assert len(heard) == round((segment.speech_end_s + 0.2 - segment.start_s) * 16000)
    assert np.array_equal(heard, segment.samples[: len(heard)])
    assert len(segment.heard(9.0)) == len(segment.samples)


def test_a_segment_knows_how_sure_voice_activity_was() -> None:
    segmenter = Segmenter(SETTINGS, 12.0)
    probabilities = [0.1] * 20 + [0.9, 0.7] * 5 + [0.2] * 20
    found = [
        segmenter.accept(replace(chunk, speech_probability=probability))
        for chunk, probability in zip(chunks("." * 20 + "s" * 10 + "." * 20), probabilities, strict=True)
    ]
    (segment,) = (segment for segment in found if segment is not None)
    assert segment.probability == pytest.approx(0.8)
