"""Labelled recordings: the lines of `assist eval recognition`, and their audio files."""

from dataclasses import dataclass
from pathlib import Path

from pydantic import Field, ValidationInfo, field_validator, model_validator

from assist.config import Settings
from assist.errors import AssistError, AudioError
from assist.tuning.labelled import Label, numbered_lines
from assist.tuning.latency import Stretch
from assist.tuning.mono import mono_duration_s


class LabelledUtterance(Label):
    """What is said in a stream, and from when to when (seconds)."""

    start_s: float = Field(ge=0, allow_inf_nan=False)
    end_s: float = Field(gt=0, allow_inf_nan=False)
    text: str

    @field_validator("end_s")
    @classmethod
    def _after_the_start(cls, end_s: float, info: ValidationInfo) -> float:
        if end_s <= info.data.get("start_s", 0.0):
            raise ValueError("is not after start_s; correct the times")
        return end_s


class RecognitionLine(Label):
    """A mono recording and its text, or the utterances in it; `lang` is what is spoken, else that of the settings."""

    wav: str = Field(min_length=1)
    text: str | None = None
    utterances: tuple[LabelledUtterance, ...] | None = None
    lang: str | None = Field(None, min_length=2)

    @model_validator(mode="after")
    def _one_label(self) -> "RecognitionLine":
        if (self.text is None) == (self.utterances is None):
            raise ValueError("give text, or utterances with their times, and not both")
        return self

    @property
    def texts(self) -> list[str]:
        """What is said, in order."""
        spoken = sorted(self.utterances or (), key=lambda utterance: utterance.start_s)
        return [utterance.text for utterance in spoken] if self.text is None else [self.text]

    @property
    def stretches(self) -> list[Stretch] | None:
        """Where the utterances are; None where the line does not tell."""
        if self.utterances is None:
            return None
        return [Stretch(utterance.start_s, utterance.end_s) for utterance in self.utterances]


@dataclass(frozen=True)
class Recording:
    """A line whose file has been looked at: where it is, what it is spoken in, and its length."""

    file: Path
    line: RecognitionLine
    language: str
    duration_s: float


def read_recordings(path: Path, settings: Settings) -> list[Recording]:
    """The recordings of a file of lines. Raises AssistError naming file and line, of which the audio may be wrong."""
    recordings = []
    for number, line in numbered_lines(path, RecognitionLine):
        file = path.parent / line.wav
        try:
            duration_s = mono_duration_s(file)
        except AudioError as error:
            raise AssistError(f"{path}: line {number}: {error}") from None
        recordings.append(Recording(file, line, line.lang or settings.speech.language, duration_s))
    return recordings
