from assist.speech.pace import PartialPace


def due_at(pace: PartialPace, since_s: float, times_s: list[float], took_s: float = 0.0) -> list[float]:
    found = []
    for now_s in times_s:
        if pace.is_due(since_s, now_s):
            pace.made(now_s, took_s)
            found.append(now_s)
    return found


TIMES_S = [10 + n / 4 for n in range(9)]


def test_after_the_onset_and_then_after_each_other() -> None:
    assert due_at(PartialPace(0.5), 10.0, TIMES_S) == [10.5, 11.0, 11.5, 12.0]


def test_what_takes_long_comes_less_often() -> None:
    assert due_at(PartialPace(0.5), 10.0, TIMES_S, took_s=0.5) == [10.5, 11.5]


def test_each_utterance_has_its_own() -> None:
    pace = PartialPace(0.5)
    assert due_at(pace, 10.0, [10.5]) == [10.5]
    pace.begin_again()
    assert due_at(pace, 10.6, [11.0, 11.25]) == [11.25]


def test_none_at_all() -> None:
    assert due_at(PartialPace(0.0), 10.0, TIMES_S) == []
