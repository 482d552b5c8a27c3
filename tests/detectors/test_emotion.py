from assist.config import EmotionSettings
from assist.detectors.emotion import EmotionDetector
from assist.events import Prosody, Signal, Speaker


def voice(
    start_s: int, seconds: int, level_dbfs: float, pitch_hz: float | None, speaker: Speaker = "customer"
) -> list[Prosody]:
    return [
        Prosody(
            known_at_s=second + 1.0,
            speaker=speaker,
            start_s=second,
            end_s=second + 1,
            pitch_hz=pitch_hz,
            level_dbfs=level_dbfs,
            tilt_db=-10,
        )
        for second in range(start_s, start_s + seconds)
    ]


def run(events: list[Prosody]) -> list[Signal]:
    detector = EmotionDetector(EmotionSettings())
    return [signal for event in events for signal in detector.feed(event)]


CALM = voice(0, 16, -30, 120)


def test_a_voice_that_rises_is_said_with_its_measure() -> None:
    (signal,) = run(CALM + voice(16, 6, -22, 155))
    assert (signal.name, signal.by) == ("rising_emotion", "customer")
    measured = signal.evidence[0].measured
    assert measured["level_db"] == 8.0
    assert 4.3 <= measured["pitch_semitones"] <= 4.5
    assert signal.known_at_s <= 19


def test_a_calm_voice_is_not() -> None:
    assert run(CALM + voice(16, 30, -29, 124)) == []


def test_a_loud_speaker_is_measured_against_himself() -> None:
    assert run(voice(0, 60, -12, 210)) == []


def test_louder_alone_or_higher_alone_is_never_enough() -> None:
    assert run(CALM + voice(16, 6, -10, 120)) == []
    assert run(CALM + voice(16, 6, -30, 240)) == []
    assert run(CALM + voice(16, 6, -10, None)) == []


def test_nothing_is_judged_before_there_is_a_baseline() -> None:
    assert run(voice(0, 4, -30, 120) + voice(4, 4, -20, 180)) == []


def test_it_is_not_said_again_too_soon() -> None:
    times = [signal.known_at_s for signal in run(CALM + voice(16, 40, -20, 170))]
    assert len(times) == 2
    assert times[1] - times[0] >= 20


def test_the_speakers_have_baselines_of_their_own() -> None:
    agent = voice(16, 6, -20, 220, "agent")
    assert run(CALM + agent) == []
