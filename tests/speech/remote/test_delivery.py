import json

import pytest

from assist.speech.remote.delivery import Delivery, Heard
from assist.speech.remote.vosk_protocol import END, Answer
from assist.speech.words import TimedWord

RATE_HZ = 8000
A_TENTH = b"\x00\x00" * (RATE_HZ // 10)
KATA = TimedWord("kata", 0.25, 0.5, 0.9)
LATER = TimedWord("kata", 1.25, 1.5, 0.9)


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def delivery(clock: Clock) -> Delivery:
    return Delivery(RATE_HZ, backlog_s=2.0, clock=clock)


def messages(delivery: Delivery) -> list[bytes | str]:
    return list(iter(delivery.next_message, None))


def test_audio_is_collected_to_messages(delivery: Delivery) -> None:
    delivery.add(A_TENTH[:-2])
    assert messages(delivery) == []
    delivery.add(b"\x01\x00")
    assert messages(delivery) == [A_TENTH[:-2] + b"\x01\x00"]


def test_what_waited_is_sent_in_messages_of_a_second(delivery: Delivery) -> None:
    for _ in range(25):
        delivery.add(A_TENTH)
    assert [len(message) for message in messages(delivery)] == [16_000, 16_000, 8_000]


def test_the_end_comes_once_after_all_audio(delivery: Delivery) -> None:
    delivery.add(A_TENTH)
    delivery.add(b"\x01\x00")
    delivery.complete()
    assert messages(delivery) == [A_TENTH + b"\x01\x00", END]


def test_the_answer_to_the_end_is_final(delivery: Delivery) -> None:
    delivery.add(A_TENTH)
    delivery.complete()
    assert len(messages(delivery)) == 2
    delivery.take(Answer(False, "ka"))
    assert delivery.partial(0) == "ka"
    assert not delivery.over
    delivery.take(Answer(True, words=(KATA,)))
    assert delivery.over
    assert delivery.final(0) == Heard((KATA,), 0.0)


def test_what_a_server_ends_within_the_utterance_is_part_of_it(delivery: Delivery) -> None:
    for answer in (Answer(False, "ka"), Answer(True, words=(KATA,)), Answer(False, "la")):
        delivery.add(A_TENTH)
        messages(delivery)
        delivery.take(answer)
    assert delivery.partial(0) == "kata la"
    delivery.complete()
    assert messages(delivery) == [END]
    delivery.take(Answer(True, words=(LATER,)))
    assert delivery.final(0) == Heard((KATA, LATER), 0.0)


def test_another_connection_hears_all_of_it_again(delivery: Delivery) -> None:
    delivery.add(A_TENTH)
    messages(delivery)
    delivery.take(Answer(True, words=(KATA,)))
    delivery.add(A_TENTH)
    delivery.complete()
    messages(delivery)
    delivery.restart()
    assert delivery.partial(0) == ""
    assert messages(delivery) == [A_TENTH + A_TENTH, END]
    assert delivery.waits_for_answer


def test_what_is_too_old_for_another_connection_is_lost_and_times_stay_true(delivery: Delivery, clock: Clock) -> None:
    for _ in range(30):
        delivery.add(A_TENTH)
        clock.now_s += 0.1
    delivery.restart()
    delivery.complete()
    sent = messages(delivery)
    assert sum(len(message) for message in sent if isinstance(message, bytes)) == 20 * len(A_TENTH)
    for _ in sent:
        delivery.take(Answer(True, words=(KATA,) if _ == END else ()))
    heard = delivery.final(0)
    assert heard is not None
    assert heard.lost_s == pytest.approx(1.0)
    assert (heard.words[0].start_s, heard.words[0].end_s) == pytest.approx((1.25, 1.5))


def test_on_a_connection_that_holds_nothing_is_too_old(delivery: Delivery, clock: Clock) -> None:
    delivery.add(A_TENTH)
    clock.now_s += 60
    assert messages(delivery) == [A_TENTH]


def test_without_a_final_in_time_it_is_given_up(delivery: Delivery) -> None:
    delivery.add(A_TENTH)
    delivery.complete()
    assert delivery.final(0.01) is None
    assert delivery.over
    assert messages(delivery) == []


def test_an_answer_that_comes_too_late_changes_nothing(delivery: Delivery) -> None:
    delivery.complete()
    messages(delivery)
    delivery.abandon()
    delivery.take(Answer(True, words=(KATA,)))
    assert delivery.final(0) is None


def test_the_end_is_json() -> None:
    assert json.loads(END) == {"eof": 1}
