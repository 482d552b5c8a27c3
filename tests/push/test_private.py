import os
from pathlib import Path

import pytest

from assist.push.private import write_private

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")


def test_a_file_is_replaced_and_read_by_nobody_else(tmp_path: Path) -> None:
    file = tmp_path / "token"
    for leftover in (file, tmp_path / "token.new"):
        leftover.touch(0o644)
        leftover.write_text("of another run")
    write_private(file, "ini")
    assert file.read_text(encoding="utf-8") == "ini"
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_what_a_link_points_to_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("tetap")
    (tmp_path / "token").symlink_to(other)
    write_private(tmp_path / "token", "ini")
    assert other.read_text() == "tetap"
