from pathlib import Path

import pytest

from assist.push.way_back import FILE, STALE_S, take_over

HELD = {
    "not text": b"\xff\xfe",
    "empty": b"",
}


def test_each_run_opens_to_the_pages_of_the_one_before(tmp_path: Path) -> None:
    first, second, third = (take_over(tmp_path) for _ in range(3))
    assert first.from_before == ""
    assert second.from_before == first.for_next
    assert third.from_before == second.for_next
    assert len({first.for_next, second.for_next, third.for_next}) == 3
    assert len(first.for_next) == 32  # 192 bits at 6 a letter


def test_it_lies_where_the_user_alone_can_read_it(tmp_path: Path) -> None:
    (tmp_path / FILE).touch(0o644)
    take_over(tmp_path)
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600


def test_it_grows_stale(tmp_path: Path) -> None:
    way = take_over(tmp_path)
    written_s = (tmp_path / FILE).stat().st_mtime
    assert take_over(tmp_path, lambda: written_s + STALE_S).from_before == ""
    assert way.for_next


def test_one_from_the_future_is_not_taken(tmp_path: Path) -> None:
    take_over(tmp_path)
    written_s = (tmp_path / FILE).stat().st_mtime
    assert take_over(tmp_path, lambda: written_s - 60).from_before == ""


@pytest.mark.parametrize("name", HELD)
def test_what_cannot_be_read_opens_nothing(name: str, tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(HELD[name])
    assert take_over(tmp_path).from_before == ""
