"""`assist eval recognition`: what is heard in labelled recordings, as text and in time. Formats: README.

Every word counts once, whatever line it stands in: `wer` is all words wrong over all words labelled, `insertions` the
words heard that nobody said over all words labelled; both are null where no word is labelled. `n` counts labelled
utterances.
"""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import JsonValue

from assist.account import Account
from assist.config import Settings
from assist.errors import AssistError, ConfigError
from assist.events import Utterance
from assist.language.words.lexicon import NO_WORDS, Lexicon
from assist.playbook import Playbook, lexicon_for
from assist.speech.engines import open_engine
from assist.speech.recogniser import RecogniserMaker
from assist.tuning.labelled import share
from assist.tuning.latency import first_finals, last_finals
from assist.tuning.listener import listen_flat_out, listen_in_real_time
from assist.tuning.recorded import Progress
from assist.tuning.recordings import Recording, read_recordings
from assist.tuning.timing import Timing
from assist.tuning.transcripts import ways, words
from assist.tuning.word_errors import Errors, count_errors


class Scores:
    """Adds up the errors of recordings: `first` finals as they came, and the `last` revision of each utterance."""

    def __init__(self) -> None:
        self._utterances = 0
        self._first, self._last = Errors(), Errors()

    def add(self, recording: Recording, utterances: Iterable[Utterance]) -> None:
        """Takes in what was heard in a recording; the texts are joined in the order of time."""
        heard = list(utterances)
        texts, language = recording.line.texts, recording.language
        self._utterances += len(texts)
        label = [word for text in texts for word in words(text, language)]
        self._first += count_errors(label, ways(_joined(first_finals(heard)), language))
        self._last += count_errors(label, ways(_joined(last_finals(heard)), language))

    def figures(self) -> dict[str, JsonValue]:
        """Shares of all labelled words; `words` says how many there are."""
        labelled = self._last.words
        return {
            "n": self._utterances,
            "words": labelled,
            "wer": share(self._last.wrong, labelled),
            "insertions": share(self._last.inserted, labelled),
            "wer_first": share(self._first.wrong, labelled),
        }


def _joined(finals: Iterable[Utterance]) -> str:
    return " ".join(final.text for final in sorted(finals, key=lambda final: final.start_s))


def evaluate_recognition(
    path: Path, playbook: Playbook, settings: Settings, realtime: bool, progress: Progress
) -> dict[str, JsonValue]:
    """Scores labelled recordings with the engine of the settings: flat out, and with `realtime` as a live call first.

    The texts are then those of real time; `real_time_factor` (time to hear over length) is always flat out. `wer` and
    `insertions` judge the last revision of each utterance, `wer_first` the first final. The engine expects the words of
    the playbook, where a line is in its language. Raises AssistError: for the file, its lines and their audio before
    anything is heard, for an engine or language when it is come to.
    """
    recordings = read_recordings(path, settings)
    meter = _Meter(progress, sum(item.duration_s for item in recordings) * (2 if realtime else 1))
    job = _Job(path, recordings, lexicon_for(playbook, Account(), settings.agent), meter)
    if not realtime:
        return _flat_out(job, settings.without_partials())
    figures = _in_real_time(job, settings)
    flat = _flat_out(job, settings.without_partials())
    return figures | {key: flat[key] for key in flat if key not in figures}


@dataclass(frozen=True)
class _Job:
    path: Path
    recordings: list[Recording]
    lexicon: Lexicon
    meter: "_Meter"


def _flat_out(job: _Job, settings: Settings) -> dict[str, JsonValue]:
    scores = Scores()
    took_s = audio_s = 0.0
    for recording, make in _with_engines(job, settings):
        listened = listen_flat_out(recording.file, make, settings, job.meter.tell)
        scores.add(recording, listened.utterances)
        took_s, audio_s = took_s + listened.took_s, audio_s + listened.audio_s
        job.meter.end(recording)
    return scores.figures() | {"audio_s": round(audio_s, 1), "real_time_factor": took_s / audio_s}


def _in_real_time(job: _Job, settings: Settings) -> dict[str, JsonValue]:
    scores, timing = Scores(), Timing()
    for recording, make in _with_engines(job, settings):
        began_cpu_s = time.process_time()
        listened = listen_in_real_time({"customer": recording.file}, make, settings, job.meter.tell)["customer"]
        timing.add(recording.line.stretches, listened, time.process_time() - began_cpu_s)
        scores.add(recording, listened.utterances)
        job.meter.end(recording)
    return scores.figures() | timing.figures()


def _with_engines(job: _Job, settings: Settings) -> Iterator[tuple[Recording, RecogniserMaker]]:
    """Every recording with the engine for its language; each is loaded once, and let go before the next."""
    for language in dict.fromkeys(recording.language for recording in job.recordings):
        speech = settings.speech.model_copy(update={"language": language})
        lexicon = job.lexicon if language == settings.playbook.language else NO_WORDS
        try:
            make = open_engine(settings.model_copy(update={"speech": speech}), lexicon)
        except ConfigError as error:
            if language == settings.speech.language:
                raise
            raise AssistError(f"{job.path}: lang {language!r}: {error}") from None
        for recording in job.recordings:
            if recording.language == language:
                yield recording, make
        del make


class _Meter:
    """How many seconds of all recordings, and of all passes over them, have been heard."""

    def __init__(self, progress: Progress, whole_s: float) -> None:
        self._progress, self._whole_s, self._before_s = progress, whole_s, 0.0

    def tell(self, heard_s: float) -> None:
        """So much of the present recording has been heard."""
        self._progress(min(self._before_s + heard_s, self._whole_s), self._whole_s)

    def end(self, recording: Recording) -> None:
        """It has been heard whole."""
        self._before_s += recording.duration_s
