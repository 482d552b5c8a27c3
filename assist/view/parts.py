"""What the overlay and the API are sent: the parts of the state, each a value that replaces the last one of its name.

A server's message is `{"type": "snapshot" | "parts", NAME: PART, ...}`; a snapshot holds all parts, `parts` those that
changed. Of `transcript` only the new and revised lines are sent as `parts` (see `view.OverlayView.feed`).
"""

from datetime import date, datetime
from typing import Literal

from assist.account import Account
from assist.events import HearingState, Level, Show, Speaker, Tip
from assist.values import Frozen


class StatusPart(Frozen):
    """What the sidecar does: which call it hears, since when, and the switches that the agent set.

    `off`: it cannot hear a call; `ready`: a call can be started; `loading`: a call was asked for, or it is just being
    started, and `waits_for` says for what. `started_at` carries the time zone.
    """

    state: Literal["off", "ready", "loading", "listening", "paused", "ended"] = "off"
    call_id: str | None = None
    started_at: datetime | None = None
    on_hold: bool = False
    quiet: bool = False
    recording_refused: bool = False
    waits_for: Literal["model", "devices"] | None = None


class LastNotePart(Frozen):
    """The newest note of an earlier call."""

    date: date
    text: str


class AccountPart(Frozen):
    """The account card: what is good to know before the call. Sums in rupiah; what is not known is None."""

    name: str | None = None
    honorific: str | None = None
    amount_due_idr: int | None = None
    due_date: date | None = None
    days_past_due: int | None = None
    product: str | None = None
    promises_kept: int = 0
    promises_broken: int = 0
    last_note: LastNotePart | None = None
    best_option: str | None = None
    hours_notice: str | None = None

    @classmethod
    def of(cls, account: Account, today: date, hours_notice: str | None) -> "AccountPart | None":
        """The card of `account` on the day `today`; None where nothing is known and nothing is to be said.

        `best_option` is the first scheme that counts today: the deployer lists them in the order of preference.
        """
        last = max(account.last_notes, key=lambda note: note.date, default=None)
        schemes = [scheme for scheme in account.allowed_schemes if scheme.until is None or scheme.until >= today]
        late_days = (today - account.due_date).days if account.due_date else None
        card = cls(
            name=account.customer_name,
            honorific=account.honorific,
            amount_due_idr=account.amount_due_idr,
            due_date=account.due_date,
            days_past_due=account.days_past_due if account.days_past_due is not None else _if_late(late_days),
            product=account.product,
            promises_kept=sum(promise.kept is True for promise in account.promises),
            promises_broken=sum(promise.kept is False for promise in account.promises),
            last_note=LastNotePart(date=last.date, text=last.text) if last else None,
            best_option=schemes[0].label if schemes else None,
            hours_notice=hours_notice,
        )
        return None if card == cls() else card


def _if_late(days: int | None) -> int | None:
    return days if days is not None and days > 0 else None


class EvidencePart(Frozen):
    """What a tip rests on: the words as heard, or measured values with the unit in the key."""

    speaker: Speaker
    start_s: float
    words: str
    measured: dict[str, float]


class TipPart(Frozen):
    """The tip on the screen; `at_s` is when it came, in seconds of the call."""

    tip_id: str
    level: Level
    show: Show
    say: str
    why: str
    rule_id: str
    playbook_version: str
    at_s: float
    evidence: tuple[EvidencePart, ...]
    may_be_misheard: bool = False

    @classmethod
    def of(cls, tip: Tip) -> "TipPart":
        """The part that shows `tip`."""
        evidence = tuple(
            EvidencePart(speaker=e.speaker, start_s=e.start_s, words=e.words, measured=dict(e.measured))
            for e in tip.cause.evidence
        )
        shown = tip.model_dump(
            include={"tip_id", "level", "show", "say", "why", "rule_id", "playbook_version", "may_be_misheard"}
        )
        return cls(**shown, at_s=tip.known_at_s, evidence=evidence)


class RatedPart(Frozen):
    """The agent's newest judgement of a tip."""

    tip_id: str
    useful: bool


class MemoPart(Frozen):
    """A parked question; `at_s` is when it was parked, in seconds of the call."""

    memo_id: str
    text: str
    at_s: float


class SideMood(Frozen):
    """How one side sounds and speaks: plain words, and how strongly it was raised at its last rise (1.0: full)."""

    level: Literal["calm", "tense", "raised", "calming"] = "calm"
    strength: float = 0.0
    since_s: float = 0.0


class MoodPart(Frozen):
    """The mood of both sides."""

    customer: SideMood = SideMood()
    agent: SideMood = SideMood()


class ChecklistPart(Frozen):
    """The promise to pay as far as it was heard; `date` is an ISO day, `{"from", "to"}` or None."""

    status: Literal["none", "firm", "conditional"] = "none"
    amount_idr: int | None = None
    amount_approx: bool = False
    date: str | dict[str, str] | None = None
    amount_kind: str | None = None
    method: str | None = None
    payer: str | None = None
    missing: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()


class StagePart(Frozen):
    """A stage of the call: its label by language, whether it is done, and whether it is late."""

    id: str
    label: dict[str, str]
    done: bool = False
    late: bool = False


class SpeakingPart(Frozen):
    """Who speaks at this moment."""

    agent: bool = False
    customer: bool = False


class TalkPart(Frozen):
    """Each side's own speech in seconds, how much of it lay on the other's, who speaks now, and the agent's pace.

    `speed_sps` (syllables a second) is None before it is known.
    """

    agent_s: float = 0.0
    customer_s: float = 0.0
    overlap_s: float = 0.0
    speaking: SpeakingPart = SpeakingPart()
    interruptions: int = 0
    speed_sps: float | None = None
    too_fast: bool = False


class HealthPart(Frozen):
    """How each side is heard; `lost_s` are the seconds of both that were dropped in this call.

    `swapped`: the agent is heard where the customer should be.
    """

    agent: HearingState = "ok"
    customer: HearingState = "ok"
    lost_s: float = 0.0
    swapped: bool = False


class LinePart(Frozen):
    """A line of the transcript. An empty `text` takes the line away."""

    utterance_id: str
    speaker: Speaker
    start_s: float
    text: str
    final: bool


class NotePart(Frozen):
    """The draft of the ended call, and the agent's own version of it where there is one."""

    text: str
    saved: str | None = None


class AfterPart(Frozen):
    """Once a call is over: whether it was a hard one, after which a breath does good."""

    hard: bool


class OverlayState(Frozen):
    """All parts by their names; the transcript stands beside them."""

    status: StatusPart = StatusPart()
    account: AccountPart | None = None
    tip: TipPart | None = None
    rated: RatedPart | None = None
    snoozed: tuple[str, ...] = ()
    mood: MoodPart = MoodPart()
    memos: tuple[MemoPart, ...] = ()
    checklist: ChecklistPart = ChecklistPart()
    stages: tuple[StagePart, ...] = ()
    talk: TalkPart = TalkPart()
    health: HealthPart = HealthPart()
    note: NotePart | None = None
    after: AfterPart | None = None
    notice: str | None = None
