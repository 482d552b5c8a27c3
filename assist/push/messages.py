"""What clients say to the loopback server: one JSON object a message, `type` tells which. Unknown fields are refused.

The first message of every connection is `Hello` with the token of its door. Then the overlay (`/ws`) says what the
agent's keys say, and a program (`/api`) starts, stops and asks. What the server says is `parts.py`; it also
answers each message of a program with `Answer`.
"""

from typing import Annotated, Literal

from pydantic import Field, JsonValue, StringConstraints, TypeAdapter

from assist.events import MEMO_LETTERS
from assist.values import Frozen

NOTE_LETTERS = 20_000
"""Longest note of an agent: some ten pages."""

TipId = Annotated[str, Field(min_length=1, max_length=100)]
MemoText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MEMO_LETTERS)]


class Hello(Frozen):
    """The first message of a client."""

    type: Literal["hello"]
    token: str = Field(max_length=100)


# ---- the agent's keys (overlay) ----


class Dismiss(Frozen):
    """The agent closed a tip; `misheard`: because what it rests on was not meant, or not said."""

    type: Literal["dismiss"]
    tip_id: TipId
    misheard: bool = False


class Rate(Frozen):
    """Whether a tip, on the screen or gone, was useful."""

    type: Literal["rate"]
    tip_id: TipId
    useful: bool


class Snooze(Frozen):
    """No more tips of this tip's rule in this call."""

    type: Literal["snooze"]
    tip_id: TipId


class Quiet(Frozen):
    """Quiet mode: only tips of level warn and red are shown."""

    type: Literal["quiet"]
    on: bool


class Pause(Frozen):
    """Listening is paused, the devices closed; or goes on."""

    type: Literal["pause"]
    on: bool


class Hold(Frozen):
    """The customer was asked to wait; or the wait is over."""

    type: Literal["hold"]
    on: bool


class RefuseRecording(Frozen):
    """The customer refuses to be recorded."""

    type: Literal["refuse_recording"]


class ParkMemo(Frozen):
    """A question that comes back as a tip when the customer has finished."""

    type: Literal["memo"]
    text: MemoText


class SaveNote(Frozen):
    """The agent's version of the note of the call that has ended last."""

    type: Literal["save_note"]
    text: str = Field(max_length=NOTE_LETTERS)


class Begin(Frozen):
    """Starts a call about the account on the card: which one that is, the API says (`Prepare`), never a page."""

    type: Literal["start"]
    account: None = None


class Stop(Frozen):
    """Ends the running call; its note is drafted."""

    type: Literal["stop"]
    id: JsonValue = None


FromOverlay = Dismiss | Rate | Snooze | Quiet | Pause | Hold | RefuseRecording | ParkMemo | SaveNote | Begin | Stop
FROM_OVERLAY: TypeAdapter[FromOverlay] = TypeAdapter(Annotated[FromOverlay, Field(discriminator="type")])


# ---- a program's verbs (API); each may carry an `id`, which comes back with its answer ----


class Prepare(Frozen):
    """Lays an account out for the agent to read before the call; None takes the card away."""

    type: Literal["prepare"]
    id: JsonValue = None
    account: JsonValue


class Start(Frozen):
    """Starts a call about `account`; None takes the one on the card."""

    type: Literal["start"]
    id: JsonValue = None
    account: JsonValue = None


class AskStatus(Frozen):
    """Asks for the status, in the answer."""

    type: Literal["status"]
    id: JsonValue = None


FromApi = Prepare | Start | Stop | AskStatus
FROM_API: TypeAdapter[FromApi] = TypeAdapter(Annotated[FromApi, Field(discriminator="type")])


class Answer(Frozen):
    """What became of a program's message: `id` is that of the message, `why` one line where it was not done.

    `notice` says what was left out of an account that is not right in every field.
    """

    type: Literal["answer"] = "answer"
    id: JsonValue = None
    done: bool
    why: str | None = None
    notice: str | None = None
    status: JsonValue = None
