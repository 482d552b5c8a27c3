"""`assist eval`: scores the code that runs live against labelled data. It only reads."""

from collections.abc import Callable, Mapping
from pathlib import Path

from pydantic import JsonValue

from assist.config import Settings
from assist.errors import AssistError
from assist.playbook import Playbook, load_playbook
from assist.tuning.commitments import evaluate_commitments
from assist.tuning.conduct import evaluate_conduct
from assist.tuning.emotion import evaluate_emotion
from assist.tuning.interruptions import evaluate_interruptions
from assist.tuning.recognition import evaluate_recognition
from assist.tuning.recorded import Progress

OF_TEXT: Mapping[str, Callable[[Path, Playbook, Settings], dict[str, JsonValue]]] = {
    "commitments": evaluate_commitments,
    "conduct": evaluate_conduct,
}
"""What is judged on labelled texts, by the name the command takes."""

OF_VOICES: Mapping[str, Callable[[Path, Playbook, Settings, Progress], dict[str, JsonValue]]] = {
    "emotion": lambda path, playbook, settings, progress: evaluate_emotion(path, settings, progress),
    "interruptions": evaluate_interruptions,
}
"""What is judged on how calls sound, whatever their words."""

RECOGNITION = "recognition"
EVALUATIONS = (*OF_TEXT, *OF_VOICES, RECOGNITION)
"""All that can be scored."""


def untold(done_s: float, whole_s: float) -> None:
    """Progress that nobody looks at."""


def evaluate(
    what: str, path: Path, settings: Settings, realtime: bool = False, progress: Progress = untold
) -> dict[str, JsonValue]:
    """The figures of one evaluation, with the configured playbook; audio is heard in real time where that is asked for.

    Raises AssistError where `what` is unknown or the data are wrong, PlaybookError where the playbook does not load.
    """
    if what not in EVALUATIONS:
        raise AssistError(f"eval {what}: there is no such evaluation; choose one of {', '.join(EVALUATIONS)}")
    if realtime and what in OF_TEXT:
        raise AssistError(f"eval {what}: hears no audio; leave out --realtime")
    if realtime and what in OF_VOICES:
        raise AssistError(f"eval {what}: hears flat out, with the time of the audio as its clock; leave out --realtime")
    playbook = load_playbook(settings.playbook.path, settings.playbook.language)
    if what in OF_VOICES:
        return OF_VOICES[what](path, playbook, settings, progress)
    if what == RECOGNITION:
        return evaluate_recognition(path, playbook, settings, realtime, progress)
    return OF_TEXT[what](path, playbook, settings)
