import os
from pathlib import Path

import pytest

from assist.push.way_back import FILE, KEPT, PROOF_LETTERS, STALE_S, WayBack, new_token, proof, take_over

TOKEN = "a" * 32
HELD = {
    "not text": b"\xff\xfe",
    "empty": b"",
    "a short token": b"a 100\n",
    "no time": TOKEN.encode() + b"\n",
    "a long line": TOKEN.encode() + b"a 100\n",
    "much": b"x" * 100_000,
}


def test_each_run_opens_to_the_pages_of_those_before(tmp_path: Path) -> None:
    first, second, third = (take_over(tmp_path) for _ in range(3))
    assert first.from_before == ()
    assert second.from_before == (first.for_next,)
    assert third.from_before == (first.for_next, second.for_next)
    assert len({first.for_next, second.for_next, third.for_next}) == 3
    assert len(first.for_next) == 32  # 192 bits at 6 a letter


def test_only_the_newest_few_are_kept(tmp_path: Path) -> None:
    handed = [take_over(tmp_path).for_next for _ in range(KEPT + 3)]
    assert take_over(tmp_path).from_before == tuple(handed[-KEPT + 1 :])


def test_it_lies_where_the_user_alone_can_read_it(tmp_path: Path) -> None:
    take_over(tmp_path)
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir()] == [FILE]


@pytest.mark.parametrize("later_s", [STALE_S, -60.0])
def test_it_grows_stale_and_none_is_of_the_future(later_s: float, tmp_path: Path) -> None:
    take_over(tmp_path, lambda: 1000.0)
    assert take_over(tmp_path, lambda: 1000.0 + later_s).from_before == ()


def test_within_a_working_day_it_opens(tmp_path: Path) -> None:
    way = take_over(tmp_path, lambda: 1000.0)
    assert take_over(tmp_path, lambda: 999.0 + STALE_S).from_before == (way.for_next,)


@pytest.mark.parametrize("name", HELD)
def test_what_cannot_be_read_opens_nothing(name: str, tmp_path: Path) -> None:
    file = tmp_path / FILE
    file.touch(0o600)
    file.write_bytes(HELD[name])
    assert take_over(tmp_path, lambda: 100.0).from_before == ()


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes and files")
@pytest.mark.parametrize("kind", ["mode", "link", "pipe", "folder"])
def test_what_others_may_have_made_opens_nothing(kind: str, tmp_path: Path) -> None:
    file, other = tmp_path / FILE, tmp_path / "other"
    other.touch(0o600)
    other.write_text(f"{TOKEN} 100\n")
    if kind == "mode":
        other.chmod(0o644)
        other.rename(file)
    elif kind == "link":
        file.symlink_to(other)
    elif kind == "pipe":
        os.mkfifo(file)
    else:
        file.mkdir()
    way = take_over(tmp_path, lambda: 100.0)
    assert way.from_before == ()
    assert bool(way.for_next) == (kind != "folder"), "a folder cannot be replaced: there is no way back then"


def test_a_proof_tells_neither_token() -> None:
    token, given = new_token(), new_token()
    assert proof(token, given) == proof(token, given)
    assert len({proof(token, given), proof(token, token), proof(given, token)}) == 3
    assert len(" ".join(["wrong token", *(proof(token, given) for _ in range(KEPT))])) <= 123
    assert len(proof(token, given)) == PROOF_LETTERS


def test_nothing_leads_back_where_nothing_was_kept() -> None:
    assert WayBack() == ((), "")
