"""The log of a call -> the facts of its note, each with the utterances that say it. Pure.

Nothing is concluded here that a detector did not signal: the last `commitment` is the outcome, hardship and objection
signals are the reason, and the customer's story is quoted, never retold.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from pydantic import JsonValue

from assist.events import TAKEN_BACK, Concluded, Heard, HearingHealth, RecordingRefused, Signal, Utterance
from assist.notes.draft import Cite, NoteItem

PROMISE_FIELDS = ("amount_idr", "amount_kind", "date", "method", "payer")
REASONS = ("hardship_job_loss", "hardship_illness", "hardship_income", "hardship_other", "unable_now", "refuses")
STORY = (*REASONS, "distress", "anger", "dispute_amount", "denies_debt", "already_paid", "service_complaint")
INCIDENTS = (
    "threat",
    "insult",
    "third_party_disclosure",
    "pressure",
    "false_authority",
    "hours_violation",
    "self_harm",
)
"""What a supervisor should look at: a time mark, no verdict (practice 16, 23)."""

STORY_PARTS = 3
STORY_WORDS = 6
"""Without a signal to go by, the longest thing the customer said beside the promise is the story, if it is so long."""


def note_facts(events: Sequence[Heard | Concluded]) -> tuple[NoteItem, ...]:
    """The promise and what it lacks, who answered, reasons, story, follow-up, incidents, stages, account, talk."""
    said = {event.utterance_id: event for event in events if isinstance(event, Utterance) and event.final}
    signals = _standing(event for event in events if isinstance(event, Signal))
    promise = next((signal for signal in reversed(signals) if signal.name == "commitment"), None)
    promised = tuple(_promise_items(promise, said))
    told = {cite.utterance_id for item in promised for cite in item.cites}
    return (
        *promised,
        _answered(signals, said),
        *_reasons(signals, said),
        _story(signals, said, told),
        _follow_up(promise, said),
        *_named(signals, said, INCIDENTS, "incident"),
        *_stages(signals, said),
        *_mismatches(signals, said),
        *_outside_hours(signals),
        _talk(signals),
        NoteItem(key="swapped", value=any(signal.name == "channels_swapped" for signal in signals)),
        _unheard(events),
        _refused(events),
    )


def _stages(signals: Iterable[Signal], said: Mapping[str, Utterance]) -> Iterable[NoteItem]:
    """The stages of the call in their order, each with its label by language, and with what ticked it if it is done."""
    stages: JsonValue = []
    done: dict[JsonValue, Signal] = {}
    for signal in signals:
        if signal.name == "course":
            stages = signal.fields.get("stages")
        elif signal.name == "stage_done":
            done[signal.fields.get("stage")] = signal
        elif signal.name == "stage_undone":
            done.pop(signal.fields.get("stage"), None)
    for stage in stages if isinstance(stages, list) else ():
        if isinstance(stage, Mapping):
            by = done.get(stage.get("id"))
            cites = tuple(dict.fromkeys(_cites(by, said))) if by else ()
            yield NoteItem(key="stage", value={**stage, "done": by is not None}, cites=cites)


def _mismatches(signals: Iterable[Signal], said: Mapping[str, Utterance]) -> Iterable[NoteItem]:
    """What the agent said of the debt that differs from the account: which, what was said, what the account holds."""
    for signal in signals:
        if signal.name == "account_mismatch":
            value = {key: signal.fields.get(key) for key in ("what", "said", "account")}
            yield NoteItem(key="mismatch", value=value, cites=tuple(_cites(signal, said)))


def _outside_hours(signals: Iterable[Signal]) -> Iterable[NoteItem]:
    """Each reason for which the call was, or ran, outside calling hours: by the clock, so that no words say it."""
    for signal in signals:
        if signal.name == "outside_hours":
            yield NoteItem(key="outside_hours", value=dict(signal.fields))


def _talk(signals: Sequence[Signal]) -> NoteItem:
    """How the talk went, measured: None where nobody spoke, or a call of an older version did not measure it."""
    figures = next((signal.fields for signal in reversed(signals) if signal.name == "talk"), None)
    if figures is None:
        return NoteItem(key="talk", value=None)
    silences = [signal for signal in signals if signal.name == "dead_air"]
    return NoteItem(key="talk", value={**figures, "dead_air": len(silences)})


def _unheard(events: Iterable[Heard | Concluded]) -> NoteItem:
    """Seconds of each side that were lost, from a second on: what was said in them is not in the note."""
    lost = {event.speaker: round(event.lost_s) for event in events if isinstance(event, HearingHealth)}
    return NoteItem(key="unheard", value={speaker: seconds for speaker, seconds in lost.items() if seconds} or None)


def _refused(events: Sequence[Heard | Concluded]) -> NoteItem:
    """Whether the customer refused to be recorded: nothing that was said was kept then, so that no fact is known."""
    return NoteItem(key="refused", value=any(isinstance(event, RecordingRefused) for event in events))


def _standing(signals: Iterable[Signal]) -> list[Signal]:
    """The signals without those that a correction took back."""
    kept: list[Signal] = []
    for signal in signals:
        if signal.name == TAKEN_BACK:
            places, name = _places(signal), signal.fields.get("signal")
            kept = [other for other in kept if other.name != name or _places(other) != places]
        else:
            kept.append(signal)
    return kept


def _places(signal: Signal) -> set[str | None]:
    return {evidence.utterance_id for evidence in signal.evidence}


def _promise_items(promise: Signal | None, said: Mapping[str, Utterance]) -> Iterable[NoteItem]:
    fields = promise.fields if promise else {}
    sources = fields.get("said")
    ids = sources if isinstance(sources, Mapping) else {}
    cites = {name: _cite(said, ids.get(name)) for name in ("status", *PROMISE_FIELDS)}
    everything = tuple(dict.fromkeys(cite for found in cites.values() for cite in found))
    yield NoteItem(key="outcome", value=fields.get("status", "none"), cites=cites["status"] or everything)
    for name in PROMISE_FIELDS:
        yield NoteItem(key=name, value=fields.get(name), cites=cites[name])
    yield NoteItem(key="amount_approx", value=bool(fields.get("amount_approx")))
    yield NoteItem(key="missing", value=fields.get("missing", []))
    yield NoteItem(key="doubtful", value=fields.get("doubtful", []))
    yield NoteItem(key="confirmed", value=bool(fields.get("confirmed")))


def _answered(signals: Sequence[Signal], said: Mapping[str, Utterance]) -> NoteItem:
    """Who spoke in the customer's stead, `relative` or `wrong_number`; None where the agent reached the customer."""
    named = [signal for signal in signals if signal.name in ("somebody_else", "identity_verification")]
    if not named or named[-1].name != "somebody_else":
        return NoteItem(key="answered", value=None)
    return NoteItem(key="answered", value=named[-1].fields.get("who"), cites=tuple(_cites(named[-1], said)))


def _reasons(signals: Iterable[Signal], said: Mapping[str, Utterance]) -> Iterable[NoteItem]:
    found = list(_named(signals, said, REASONS, "reason"))
    return found or [NoteItem(key="reason", value=None)]


def _named(
    signals: Iterable[Signal], said: Mapping[str, Utterance], names: tuple[str, ...], key: str
) -> Iterable[NoteItem]:
    """One item for each of `names` that was signalled, with every place that says it."""
    for name in names:
        places = [cite for signal in signals if signal.name == name for cite in _cites(signal, said)]
        if places:
            yield NoteItem(key=key, value=name, cites=tuple(places))


def _story(signals: Iterable[Signal], said: Mapping[str, Utterance], promised: set[str]) -> NoteItem:
    told = [cite for signal in signals if signal.name in STORY for cite in _cites(signal, said, whole=True)]
    cites = tuple(sorted(set(told), key=lambda cite: cite.at_s))[:STORY_PARTS]
    if not cites:
        others = [item for item in said.values() if item.speaker == "customer" and item.utterance_id not in promised]
        longest = max(others, key=lambda utterance: len(utterance.text.split()), default=None)
        if longest is not None and len(longest.text.split()) >= STORY_WORDS:
            cites = _cite(said, longest.utterance_id)
    return NoteItem(key="story", value=" … ".join(cite.words for cite in cites) or None, cites=cites)


def _follow_up(promise: Signal | None, said: Mapping[str, Utterance]) -> NoteItem:
    """The day after the promised day: whether the money came, and whether it was enough (practice 44)."""
    day = promise.fields.get("date") if promise else None
    last: JsonValue = day.get("to") if isinstance(day, Mapping) else day
    if promise is None or not isinstance(last, str):
        return NoteItem(key="follow_up", value=None)
    sources = promise.fields.get("said")
    cites = _cite(said, sources.get("date")) if isinstance(sources, Mapping) else ()
    return NoteItem(key="follow_up", value=(date.fromisoformat(last) + timedelta(days=1)).isoformat(), cites=cites)


def _cites(signal: Signal, said: Mapping[str, Utterance], whole: bool = False) -> Iterable[Cite]:
    for evidence in signal.evidence:
        for cite in _cite(said, evidence.utterance_id):
            quoted = not whole and evidence.words and evidence.words in cite.words  # a correction may say it otherwise
            yield cite.model_copy(update={"words": evidence.words}) if quoted else cite


def _cite(said: Mapping[str, Utterance], utterance_id: JsonValue) -> tuple[Cite, ...]:
    utterance = said.get(utterance_id) if isinstance(utterance_id, str) else None
    if utterance is None:
        return ()
    return (
        Cite(
            utterance_id=utterance.utterance_id,
            speaker=utterance.speaker,
            at_s=utterance.start_s,
            words=utterance.text,
        ),
    )
