from assist.config import Settings
from assist.dialogue import read_dialogue
from assist.events import CallStarted, Concluded, Heard, SpeechEnded, SpeechStarted, Tip, Utterance
from assist.playbook import load_playbook
from assist.tuning.recorded import Recorded
from assist.tuning.replay import replay
from assist.tuning.timeline import Mark, Span, Timeline, timeline
from tests.sample_call import STARTED, promise, tip
from tests.test_call import TALK


def shown(text: str) -> Timeline:
    start, *heard = read_dialogue(text)
    assert isinstance(start, CallStarted)
    settings = Settings()
    playbook = load_playbook(settings.playbook.path, "id")
    return timeline(replay(Recorded(start, heard), playbook, settings).log)


def test_speech_and_overlaps() -> None:
    call = shown("customer: satu dua tiga empat lima\n[overlap 1]\nagent: ya pak begini")
    assert call.speech["customer"] == [Span(0.0, 2.0, "satu dua tiga empat lima")]
    assert [(span.start_s, round(span.end_s, 3), span.words) for span in call.speech["agent"]] == [
        (1.0, 2.2, "ya pak begini")
    ]
    assert call.overlaps == [Span(1.0, 2.0)]


def test_overlaps_of_many_stretches() -> None:
    both = [("agent", 0, 4), ("customer", 1, 2), ("customer", 3, 6), ("agent", 5, 7), ("agent", 8, 9)]
    log: list[Heard | Concluded] = [STARTED]
    log += [
        SpeechEnded.model_validate({"known_at_s": end, "speaker": who, "start_s": start, "end_s": end})
        for who, start, end in both
    ]
    assert timeline(log).overlaps == [Span(1, 2), Span(3, 4), Span(5, 6)]


def test_speech_that_is_still_open_ends_with_the_log() -> None:
    log: list[Heard | Concluded] = [
        STARTED,
        SpeechStarted(known_at_s=1.1, speaker="agent", start_s=1),
        SpeechStarted(known_at_s=7, speaker="customer", start_s=6.9),
    ]
    assert timeline(log).speech == {"agent": [Span(1, 7)], "customer": [Span(6.9, 7)]}


def test_tips_stay_until_they_go() -> None:
    call = shown(TALK)
    assert [mark.text for mark in call.tips if mark.text == "Tanggal pastinya berapa, Bapak/Ibu?"]
    assert all(mark.until_s is not None and mark.at_s <= mark.until_s <= call.end_s for mark in call.tips)
    open_tip = tip().model_copy(update={"known_at_s": 3.0})
    (left,) = timeline([STARTED, open_tip]).tips
    assert isinstance(open_tip, Tip)
    assert left == Mark(3.0, "ask", "Tanggal pastinya berapa, Bu?", 3.0)


def test_signals_of_one_moment_are_one_mark() -> None:
    call = shown("agent: selamat pagi bu saya dewi dari kantor lestari")
    (mark,) = call.signals
    assert (mark.kind, set(mark.text.split(", "))) == ("agent", {"greeting", "self_name", "company_name"})


def test_a_promise_shows_what_changed() -> None:
    log: list[Heard | Concluded] = [
        STARTED,
        promise().model_copy(update={"known_at_s": 1.0}),
        promise(date="2026-05-15", missing=[]).model_copy(update={"known_at_s": 2.0}),
        promise(date={"from": "2026-05-15", "to": "2026-05-17"}, missing=["date"], amount_approx=True).model_copy(
            update={"known_at_s": 3.0}
        ),
    ]
    assert [mark.text for mark in timeline(log).promises] == [
        "promise firm; sum Rp200.000; kind instalment; method minimarket:indomaret; payer self; missing date",
        "date 2026-05-15; complete",
        "sum about Rp200.000; date 2026-05-15 to 2026-05-17; missing date",
    ]


def test_a_correction_stands_in_for_what_it_corrects() -> None:
    said = Utterance(known_at_s=2.4, utterance_id="c1", speaker="customer", start_s=1, end_s=2, text="saya bayar")
    corrected = said.model_copy(update={"text": "saya tidak bayar", "revision": 1})
    ended = SpeechEnded(known_at_s=2.4, speaker="customer", start_s=1, end_s=2)
    assert timeline([STARTED, ended, said, corrected]).speech["customer"] == [Span(1, 2, "saya tidak bayar")]
