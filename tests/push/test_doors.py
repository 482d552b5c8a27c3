import json

import pytest

from assist.push.doors import BURST, MALFORMED, PER_S, WRONG_TOKEN, Bucket, Door, Refused, api_door, overlay_door
from assist.push.messages import Answer, FromApi, FromOverlay
from assist.push.way_back import WayBack, proof


def overlay(heard: list[FromOverlay]) -> Door:
    return overlay_door(heard.append)


def api(heard: list[FromApi]) -> Door:
    def hear(message: FromApi) -> Answer:
        heard.append(message)
        return Answer(id=message.id, done=True)

    return api_door(hear)


def hello(token: str) -> str:
    return json.dumps({"type": "hello", "token": token})


def test_each_door_opens_to_its_own_token_alone() -> None:
    doors = overlay([]), api([])
    assert len({door.token for door in doors}) == 2
    for door, other in (doors, doors[::-1]):
        door.admit(hello(door.token))
        with pytest.raises(Refused) as refused:
            door.admit(hello(other.token))
        assert refused.value.args[0] == WRONG_TOKEN


def test_a_page_of_the_run_before_is_let_in() -> None:
    door = overlay_door(lambda message: None, WayBack(("earlier", "before"), "next"))
    door.admit(hello("before"))
    door.admit(hello("earlier"))
    door.admit(hello(door.token))
    for wrong in ("next", "", "befor"):
        with pytest.raises(Refused) as refused:
            door.admit(hello(wrong))
        assert refused.value.args == (WRONG_TOKEN, f"wrong token {proof('earlier', wrong)} {proof('before', wrong)}")


def test_without_a_run_before_an_empty_token_opens_nothing() -> None:
    with pytest.raises(Refused, match="wrong token"):
        overlay([]).admit(hello(""))


def test_tokens_are_made_anew() -> None:
    assert overlay([]).token != overlay([]).token
    assert len(overlay([]).token) == 32  # 192 bits at 6 a letter


def test_each_door_takes_its_own_messages_alone() -> None:
    keys: list[FromOverlay] = []
    verbs: list[FromApi] = []
    key, verb = '{"type": "hold", "on": true}', '{"type": "prepare", "id": 3, "account": null}'
    assert overlay(keys).take(key) is None
    assert api(verbs).take(verb) == Answer(id=3, done=True)
    for door, message in ((overlay(keys), verb), (api(verbs), key)):
        with pytest.raises(Refused) as refused:
            door.take(message)
        assert refused.value.args[0] == MALFORMED
    assert (len(keys), len(verbs)) == (1, 1)


def test_a_program_is_told_less_than_the_overlay() -> None:
    parts = {"status": 1, "tip": 2, "transcript": 3, "note": 4, "mood": 5, "memos": 6}
    assert overlay([]).of(dict(parts)) == parts
    assert api([]).of(dict(parts)) == {"status": 1, "note": 4}
    with_words = api_door(lambda message: Answer(done=True), transcript=True)
    assert with_words.of(dict(parts)) == {"status": 1, "note": 4, "transcript": 3}


def test_a_bucket_gives_a_burst_and_then_what_drips_in() -> None:
    bucket = Bucket(100.0)
    assert [bucket.take(100.0) for _ in range(BURST + 1)] == [*[True] * BURST, False]
    assert not bucket.take(100.0 + 0.9 / PER_S)
    assert bucket.take(100.0 + 1.1 / PER_S)
    assert [bucket.take(1e6) for _ in range(BURST + 1)] == [*[True] * BURST, False]
