"""The bundled demo calls: synthetic speech, made by `script/make_demo_calls`."""

import json
from pathlib import Path

from assist.account import Account
from assist.errors import AssistError

FOLDER = Path(__file__).parent / "demo_calls"
"""For each call NAME.opus (left agent, right customer), NAME.txt (what is said) and NAME.json (the account)."""


def names() -> list[str]:
    """The names of the demo calls."""
    return sorted(file.stem for file in FOLDER.glob("*.txt"))


def audio_file(name: str) -> Path:
    """The audio of a demo call. Raises AssistError naming the calls there are."""
    if name not in names():
        raise AssistError(f"--call {name}: no such demo call; choose one of {', '.join(names())}")
    return FOLDER / f"{name}.opus"


def account(name: str) -> Account:
    """The account that the demo call is about."""
    return Account.model_validate(json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")))
