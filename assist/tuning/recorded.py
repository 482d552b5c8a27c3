"""A call that can be run again: one of the store, an audio file, or a written dialogue."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from assist.audio.file_health import watched
from assist.audio.sources import probe_file, read_chunks
from assist.config import Settings
from assist.dialogue import read_dialogue
from assist.errors import AssistError, AudioError, StoreError
from assist.events import AudioChunk, CallEnded, CallStarted, Concluded, Heard, HearingHealth, Signal, Tip, TipGone
from assist.hearing import open_hearing
from assist.language.words.lexicon import NO_WORDS, Lexicon
from assist.store import Store
from assist.tuning.levels import Levels

DIALOGUE = ".txt"
"""What the name of a written dialogue ends in."""

TELL_S = 5.0
"""Progress is told each time so much more audio has been heard."""

Progress = Callable[[float, float], None]
"""Is told how many seconds have been heard, of how many."""


@dataclass(frozen=True)
class Recorded:
    """The start of a call and everything heard after it, in order; `heard` can be gone through once.

    `rules` (tip_id -> rule_id) are the tips that a stored call had, `dismissed` those that its agent closed; `remark`
    is one line on what is missing of the call. `levels` are those of its audio, which fill as `heard` is gone through.
    """

    start: CallStarted
    heard: Iterable[Heard | Signal]
    dismissed: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[str, str] = field(default_factory=dict)
    remark: str | None = None
    levels: Levels | None = None


def is_file(call: str) -> bool:
    """Whether `call` means a file: it exists, or it is written like one. Ids of calls hold neither dot nor slash."""
    return Path(call).exists() or any(mark in call for mark in "./\\")


def stored_call(store: Store, call_id: str) -> Recorded:
    """A call of the store. Raises StoreError where there is no such call, or a row of its log is damaged."""
    log = store.events(call_id)
    if not log or not isinstance(log[0], CallStarted):
        raise StoreError(f"{store.file}: call {call_id}: its log lacks the start; it cannot be replayed")
    heard = [event for event in log[1:] if not isinstance(event, Signal | Tip | TipGone)]
    remark = None
    if not any(isinstance(event, CallEnded) for event in log):
        at_s = max(event.known_at_s for event in log)
        remark = (
            f"Call {call_id}: its log breaks off at {at_s:.1f} s (cut off, or still running); replayed up to there."
        )
    rules = {event.tip_id: event.rule_id for event in log if isinstance(event, Tip)}
    return Recorded(log[0], heard, _dismissed(log, rules), rules, remark)


def _dismissed(log: Sequence[Heard | Concluded], rules: Mapping[str, str]) -> dict[str, str]:
    closed = [event.tip_id for event in log if isinstance(event, TipGone) and event.reason == "dismissed"]
    return {tip_id: rules[tip_id] for tip_id in closed if tip_id in rules}


def filed_call(
    file: Path, started_at: datetime, settings: Settings, progress: Progress, lexicon: Lexicon = NO_WORDS
) -> Recorded:
    """A call in a file: a dialogue (*.txt), else stereo audio, heard flat out while `heard` is gone through.

    What is heard in audio is put right by `lexicon`; a dialogue stays as it is written.

    Raises AssistError naming file, place and fix; AudioError may come after the last good chunk of a damaged file.
    """
    if file.suffix == DIALOGUE:
        start, *heard = _dialogue(file, started_at)
        if not isinstance(start, CallStarted):
            raise AssistError(f"{file}: does not begin with the start of a call")
        named = {"call_id": file.stem, "source": file.name}
        return Recorded(start.model_copy(update=named), heard)
    duration_s = probe_file(file).duration_s
    start = CallStarted(call_id=file.stem, started_at=started_at, source=file.name, playbook_version="")
    levels = Levels()
    chunks = levels.of(read_chunks(file))
    events = _hear(chunks, settings, lexicon, lambda done_s: progress(done_s, duration_s))
    return Recorded(start, events, levels=levels)


def _dialogue(file: Path, started_at: datetime) -> list[Heard | Signal]:
    try:
        return read_dialogue(file.read_text(encoding="utf-8"), started_at)
    except OSError as error:
        raise AssistError(f"{file}: cannot be read ({error.strerror}); give a dialogue, audio file or call") from None
    except UnicodeDecodeError:
        raise AssistError(f"{file}: is not UTF-8 text; save it as UTF-8") from None
    except AssistError as error:
        raise AssistError(f"{file}: {error}") from None


def _hear(
    chunks: Iterable[AudioChunk], settings: Settings, lexicon: Lexicon, progress: Callable[[float], None]
) -> Iterator[Heard]:
    """What is heard in an audio file, chunk by chunk: nothing of the audio is kept. Ends with CallEnded."""
    hearing = open_hearing(settings.without_partials(), lexicon)
    now_s, told_s = 0.0, 0.0
    fault: AudioError | None = None
    try:
        for item in watched(chunks, settings.audio):
            if isinstance(item, HearingHealth):
                yield from hearing.told(item)
                continue
            yield from hearing.accept(item)
            now_s = item.end_s
            if now_s >= told_s + TELL_S:
                told_s = now_s
                progress(now_s)
    except AudioError as error:  # what was heard before the damage counts
        fault = error
    yield from hearing.finish()
    yield CallEnded(known_at_s=now_s, reason="failed" if fault else "end_of_audio")
    if fault is not None:
        raise fault
