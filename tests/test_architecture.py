import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LEVELS = [
    {"values", "errors"},
    {"account"},
    {"events"},
    {"config"},
    {"language", "audio", "strings", "matching", "push"},
    {"playbook", "speech", "detectors", "notes"},
    {"view", "store"},
    {"tips", "dialogue"},
    {"session"},
    {"hearing", "call", "demo"},
    {"listening", "tuning", "terminal"},
    {"sidecar"},
    {"live"},
    {"cli"},
    {"__main__"},
]
INSIDE = {
    "language": ["words", "turns", "terms", "numbers", "dates", "clauses", "slots", "promise"],
    "push": ["messages", "private", "control", "pages", "way_back", "doors", "server"],
    "view": ["parts", "transcript", "mood", "view"],
    "tips": ["saying", "screen", "memos", "tips"],
    "sidecar": ["sound", "window", "calling", "sidecar"],
}
"""What is inside some rooms, from the lowest; each imports only what is below it."""
PURE = ["language", "detectors", "notes", "tips", "matching", "dialogue", "session", "view"]
IMPURE = {"asyncio", "socket", "time", "threading", "os", "subprocess", "pathlib", "sqlite3", "sqlalchemy", "soundfile"}
FILES = sorted((ROOT / "assist").rglob("*.py"))


def room(file: Path) -> str:
    return file.relative_to(ROOT / "assist").parts[0].removesuffix(".py")


def imported(file: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module == "assist":
            names |= {f"assist.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_imports_point_down(file: Path) -> None:
    if room(file) == "__init__":
        return
    own = next(number for number, names in enumerate(LEVELS) if room(file) in names)
    for name in imported(file):
        if name.startswith("assist."):
            other = name.split(".")[1]
            level = next(number for number, names in enumerate(LEVELS) if other in names)
            assert level < own or other == room(file), f"{room(file)} imports {other}"


@pytest.mark.parametrize("name", INSIDE)
def test_inside_a_room_imports_point_down(name: str) -> None:
    order = INSIDE[name]
    for file in (ROOT / "assist" / name).rglob("*.py"):
        inner = file.relative_to(ROOT / "assist" / name).parts[0].removesuffix(".py")
        if inner == "__init__":
            continue
        for module in imported(file):
            if module.startswith(f"assist.{name}."):
                assert order.index(module.split(".")[2]) <= order.index(inner), f"{file} imports {module}"


@pytest.mark.parametrize("name", PURE)
def test_the_core_touches_nothing_outside(name: str) -> None:
    for file in FILES:
        if room(file) == name:
            assert not {module.split(".")[0] for module in imported(file)} & IMPURE


def test_readme_draws_the_rooms_that_are_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for file in (ROOT / "assist").iterdir():
        if file.name.startswith("_") or file.name == "py.typed":
            continue
        assert file.name in readme, f"README does not name assist/{file.name}"
