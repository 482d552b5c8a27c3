"""`assist eval`: scores the code that runs live against labelled data. It only reads."""

from collections.abc import Callable
from pathlib import Path

from pydantic import JsonValue

from assist.config import Settings
from assist.errors import AssistError
from assist.playbook import Playbook, load_playbook
from assist.tuning.commitments import evaluate_commitments
from assist.tuning.conduct import evaluate_conduct

EVALUATIONS: dict[str, Callable[[Path, Playbook, Settings], dict[str, JsonValue]]] = {
    "commitments": evaluate_commitments,
    "conduct": evaluate_conduct,
}
"""What can be scored, by the name the command takes."""


def evaluate(what: str, path: Path, settings: Settings) -> dict[str, JsonValue]:
    """The figures of one evaluation, with the configured playbook.

    Raises AssistError where `what` is unknown or the data are wrong, PlaybookError where the playbook does not load.
    """
    if what not in EVALUATIONS:
        raise AssistError(f"eval {what}: there is no such evaluation; choose one of {', '.join(EVALUATIONS)}")
    return EVALUATIONS[what](path, load_playbook(settings.playbook.path, settings.playbook.language), settings)
