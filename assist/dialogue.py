"""A written dialogue -> events: rule examples, scripted calls and tests. Pure.

Lines: `speaker: text`; `[t=62]` sets the time of what follows; `[silence 4]` lets seconds pass; `[overlap 1.2]` lets
what follows begin that long before the last line ends; `[signal NAME by=agent overlap_s=0.9]` stands for a signal that
text cannot show; a word with `(?)` behind it was heard badly; `#` begins a comment. An untimed line lasts 0.4 s a word.
"""

import math
import re
from collections.abc import Iterator
from datetime import UTC, datetime

from pydantic import JsonValue

from assist.account import Account
from assist.errors import AssistError
from assist.events import (
    SPEAKERS,
    Activity,
    CallEnded,
    CallStarted,
    Evidence,
    Heard,
    Signal,
    Speaker,
    SpeechEnded,
    SpeechStarted,
    Tick,
    Utterance,
    Word,
)

WORD_S = 0.4
"""How long a word of an untimed line lasts (playbook format)."""

TAIL_S = 2.5
"""Quiet after the last line, so that what waits for a pause can come; less than dead air."""

UNSURE_MARK = "(?)"
UNSURE = 0.3
"""How sure the recogniser is (0..1) of a word with the mark."""

LONGEST_S = 36_000.0
"""A slip of the keyboard must not make a call of years."""

_DIRECTIVE = re.compile(r"\[(?P<name>t=|silence|overlap|signal)\s*(?P<rest>[^\]]*)\]$")


MONDAY = datetime(2026, 1, 5, 10, tzinfo=UTC)
"""When a dialogue begins that does not say it: no day off, and inside calling hours all over Indonesia."""


def read_dialogue(
    text: str, started_at: datetime | None = None, account: Account | None = None
) -> list[Heard | Signal]:
    """The events of a whole call, in the order of `known_at_s`. Raises AssistError naming the line and the fix."""
    start = CallStarted(
        call_id="dialogue",
        started_at=started_at or MONDAY,
        source="dialogue",
        playbook_version="",
        account=account or Account(),
    )
    events: list[Heard | Signal] = [start]
    now_s = 0.0
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.split("#")[0].strip()
        if not line:
            continue
        try:
            directive = _DIRECTIVE.match(line)
            if directive is None:
                said = list(_said(line, now_s, len(events)))
                events += said
                now_s = said[-1].known_at_s
            elif directive["name"] == "t=":
                now_s = _seconds(directive["rest"])
            elif directive["name"] == "silence":
                now_s += _seconds(directive["rest"])
            elif directive["name"] == "overlap":
                now_s = max(0.0, now_s - _seconds(directive["rest"]))
            else:
                events.append(_signal(directive["rest"], now_s))
        except ValueError as error:
            raise AssistError(f"dialogue line {number}: {error}; mend {line[:60]!r}") from None
    events.sort(key=lambda event: event.known_at_s)  # lines may overlap
    end_s = max(now_s, events[-1].known_at_s) + TAIL_S
    return [*events, Tick(known_at_s=end_s), CallEnded(known_at_s=end_s, reason="end_of_audio")]


def _said(line: str, start_s: float, number: int) -> Iterator[Heard]:
    speaker, words = spoken(line)
    end_s = start_s + WORD_S * len(words)
    sure = [UNSURE if word.endswith(UNSURE_MARK) else 1.0 for word in words]
    words = [word.removesuffix(UNSURE_MARK) for word in words]
    timed = tuple(
        Word(text=word, start_s=start_s + WORD_S * i, end_s=start_s + WORD_S * (i + 1), confidence=sure[i])
        for i, word in enumerate(words)
    )
    yield Activity(known_at_s=start_s, speaker=speaker, at_s=start_s, active=True)
    yield SpeechStarted(known_at_s=start_s, speaker=speaker, start_s=start_s)
    yield Activity(known_at_s=end_s, speaker=speaker, at_s=end_s, active=False)
    yield SpeechEnded(known_at_s=end_s, speaker=speaker, start_s=start_s, end_s=end_s)
    yield Utterance(
        known_at_s=end_s,
        utterance_id=f"{speaker}-{number}",
        speaker=speaker,
        start_s=start_s,
        end_s=end_s,
        text=" ".join(words),
        words=timed,
    )


def spoken(line: str) -> tuple[Speaker, list[str]]:
    """Speaker and words of `speaker: text`. Raises ValueError."""
    name, colon, text = line.partition(":")
    for speaker in SPEAKERS:
        if colon and name.strip() == speaker and text.strip():
            return speaker, text.split()
    raise ValueError("expected 'agent: text', 'customer: text', [t=N], [silence N], [overlap N] or [signal NAME by=X]")


def _seconds(text: str) -> float:
    value = float(text)
    if not 0 <= value <= LONGEST_S:
        raise ValueError(f"{text} is not between 0 and {LONGEST_S:.0f} seconds")
    return value


def _signal(rest: str, now_s: float) -> Signal:
    name, *pairs = rest.split()
    fields: dict[str, JsonValue] = {}
    by: Speaker = "customer"
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals:
            raise ValueError(f"{pair!r} is not key=value")
        if key != "by":
            fields[key] = _value(value)
        elif value in SPEAKERS:
            by = "agent" if value == "agent" else "customer"
        else:
            raise ValueError(f"by={value} is not agent or customer")
    measured = {key: float(value) for key, value in fields.items() if isinstance(value, int | float)}
    evidence = Evidence(speaker=by, start_s=now_s, end_s=now_s, measured=measured)
    return Signal(known_at_s=now_s, name=name, by=by, fields=fields, evidence=(evidence,))


def _value(text: str) -> JsonValue:
    if text in ("true", "false"):
        return text == "true"
    try:
        number = float(text)
    except ValueError:
        return text
    if not math.isfinite(number):
        raise ValueError(f"{text} is no number that can be measured")
    return number
