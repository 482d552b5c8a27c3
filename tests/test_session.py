import pytest

from assist.config import Settings
from assist.dialogue import read_dialogue
from assist.events import Concluded, Heard, Signal, Tick, Tip, TipGone, Utterance
from assist.playbook import Playbook, load_playbook
from assist.session import GRID_S, Session, run

SETTINGS = Settings()


@pytest.fixture(scope="module")
def playbook() -> Playbook:
    return load_playbook(SETTINGS.playbook.path, "id")


def tips(concluded: list[Concluded]) -> list[str]:
    return [event.rule_id for event in concluded if isinstance(event, Tip)]


def test_the_grid_is_advanced_before_an_event_is_looked_at(playbook: Playbook) -> None:
    session = Session(playbook, SETTINGS)
    for event in read_dialogue("agent: selamat pagi ibu")[:6]:
        session.feed(event)
    concluded = session.feed(Tick(known_at_s=100.1))
    (dead_air,) = (event for event in concluded if isinstance(event, Signal) and event.name == "dead_air")
    assert dead_air.known_at_s == 7.25  # the agent fell silent at 1.2 s; not at 100.1 s, when it was looked
    assert all(event.known_at_s % GRID_S == 0 for event in concluded)


@pytest.mark.parametrize("step_s", [0.05, 0.25, 1.0, 60.0])
def test_conclusions_do_not_depend_on_how_time_is_told(step_s: float, playbook: Playbook) -> None:
    text = "agent: selamat pagi ibu\ncustomer: saya pasti bayar dua ratus ribu\n[silence 70]\ncustomer: besok"
    events = read_dialogue(text)
    ticked: list[Heard | Signal] = []
    now_s = 0.0
    for event in events:
        while now_s + step_s < event.known_at_s:
            now_s += step_s
            ticked.append(Tick(known_at_s=now_s))
        ticked.append(event)
    expected = run(events, playbook, SETTINGS)
    assert run(ticked, playbook, SETTINGS) == expected
    assert "janji.tanggal" in tips(expected)


def test_the_missing_date_is_asked_for_and_the_tip_leaves_when_it_was_said(playbook: Playbook) -> None:
    concluded = run(
        read_dialogue(
            """
            agent: selamat pagi ibu percakapan ini kami rekam ya
            customer: iya
            agent: kapan ibu bisa membayar angsurannya
            customer: saya bayar angsuran lima ratus ribu lewat transfer bca
            [silence 3]
            agent: tanggal pastinya berapa bu
            customer: tanggal dua puluh lima
            """
        ),
        playbook,
        SETTINGS,
    )
    asked = next(event for event in concluded if isinstance(event, Tip) and event.rule_id == "janji.tanggal")
    gone = next(event for event in concluded if isinstance(event, TipGone) and event.tip_id == asked.tip_id)
    assert gone.reason == "resolved"
    last = [event for event in concluded if isinstance(event, Signal) and event.name == "commitment"][-1]
    assert last.fields["missing"] == []
    assert last.fields["amount_idr"] == 500_000
    assert last.fields["date"] == "2026-01-25"


def test_self_harm_stops_all_collection_tips(playbook: Playbook) -> None:
    concluded = run(
        read_dialogue(
            """
            customer: rasanya saya mau mati saja pak
            agent: jadi kapan bapak bayar
            customer: saya pasti bayar dua ratus ribu
            [silence 80]
            """
        ),
        playbook,
        SETTINGS,
    )
    assert set(tips(concluded)) == {"bahaya.diri"}


def test_after_self_harm_no_stage_is_late_nobody_is_praised_and_the_tip_comes_again(playbook: Playbook) -> None:
    concluded = run(
        read_dialogue(
            """
            agent: ini soal tagihan ya
            customer: saya kesal sekali sama kalian
            customer: rasanya saya mau mati saja pak
            agent: saya mengerti pak
            customer: iya
            agent: tunggakan bapak tujuh ratus ribu
            customer: iya
            agent: begitu
            customer: iya
            [silence 250]
            customer: lebih baik saya bunuh diri saja
            """
        ),
        playbook,
        SETTINGS,
    )
    names = {event.name for event in concluded if isinstance(event, Signal)}
    assert "empathy" in names  # or nobody could have calmed
    assert not names & {"stage_late", "calmed"}
    assert tips(concluded) == ["bahaya.diri", "bahaya.diri"]


def test_self_harm_that_was_misheard_gives_the_tips_back(playbook: Playbook) -> None:
    events = read_dialogue(
        "customer: rasanya saya mau mati saja pak\n[silence 5]\ncustomer: saya pasti bayar dua ratus ribu"
    )
    said = next(event for event in events if isinstance(event, Utterance))
    again = said.model_copy(update={"text": "di sini mati lampu pak", "revision": 1, "known_at_s": 5.0, "words": ()})
    at = next(n for n, event in enumerate(events) if event.known_at_s > 5)
    shown = tips(run([*events[:at], again, *events[at:]], playbook, SETTINGS))
    assert shown[0] == "bahaya.diri"
    assert "janji.tanggal" in shown


def test_an_empty_call_concludes_nothing_but_that_it_began(playbook: Playbook) -> None:
    concluded = run(read_dialogue(""), playbook, SETTINGS)
    assert [event.name for event in concluded if isinstance(event, Signal)] == ["call_started", "course"]
    assert all(isinstance(event, Signal) for event in concluded)
