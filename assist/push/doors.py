"""The two ways into the loopback server: the overlay's page, and a program on this computer.

Each has a token of its own, may say other things and is told other things; anything else ends it with a reason.

Tokens are made anew with every run, so that one that leaked, or stands in a page's history, opens nothing later; how a
page that lies open comes back all the same is in `way_back.py`.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from pydantic import JsonValue, TypeAdapter, ValidationError

from assist.push.messages import FROM_API, FROM_OVERLAY, Answer, FromApi, FromOverlay, Hello
from assist.push.way_back import WayBack, new_token, proof

NO_WAY_BACK = WayBack()

BURST = 30
PER_S = 10.0
"""Messages that one connection may send at once, and then a second: an agent presses some keys a minute."""

# The codes 4000-4999 are free for applications (RFC 6455, section 7.4.2); overlay/connection.js knows the first.
WRONG_TOKEN, LATE_HELLO, MALFORMED, TOO_MANY, TOO_FAST = 4001, 4002, 4003, 4004, 4005

API_PARTS = frozenset({"status", "account", "checklist", "stages", "health", "note", "notice"})
"""What a program is told: the state of the call and its note. Never the transcript, unless the settings say so."""


class Refused(Exception):
    """A client is sent away; its two arguments are a close code and a reason that the client can read."""


@dataclass(frozen=True)
class Door:
    """A websocket's path, who may come in by it, and what passes.

    `hear` gets each message that `messages` can read, and gives what is answered to that client alone, if anything;
    `parts` are the names of the parts that are sent (None: all). `for_pages`: a page of this server, told by its
    Origin; otherwise a program, which has none.
    """

    path: str
    for_pages: bool
    messages: TypeAdapter[Any]
    hear: Callable[[Any], Answer | None]
    parts: frozenset[str] | None = None
    token: str = field(default_factory=new_token)
    way_back: WayBack = NO_WAY_BACK

    def admit(self, hello: str | bytes) -> None:
        """Returns where the first message holds the token; raises Refused."""
        try:
            given = Hello.model_validate_json(hello)
        except ValidationError:
            raise Refused(MALFORMED, "the first message is not a hello") from None
        before = self.way_back.from_before
        for token in (self.token, *before):
            if secrets.compare_digest(given.token.encode(), token.encode()):
                return
        # what a page of an earlier run needs to see before it gives its way back to whoever answers
        raise Refused(WRONG_TOKEN, " ".join(["wrong token", *(proof(token, given.token) for token in before)]))

    def take(self, message: str | bytes) -> Answer | None:
        """Hears a message; returns what is answered. Raises Refused where it is not one of this door's."""
        try:
            read = self.messages.validate_json(message)
        except ValidationError:
            raise Refused(MALFORMED, "not a message that this door takes") from None
        return self.hear(read)

    def of(self, parts: dict[str, JsonValue]) -> dict[str, JsonValue]:
        """Those of the parts that are sent here."""
        return parts if self.parts is None else {name: parts[name] for name in parts if name in self.parts}


def overlay_door(hear: Callable[[FromOverlay], None], way_back: WayBack = NO_WAY_BACK) -> Door:
    """The way in of the overlay's page."""
    return Door("/ws", True, FROM_OVERLAY, hear, way_back=way_back)


def api_door(hear: Callable[[FromApi], Answer], transcript: bool = False) -> Door:
    """The way in of programs, such as the CRM; `transcript`: they are sent what is said, too."""
    return Door("/api", False, FROM_API, hear, API_PARTS | {"transcript"} if transcript else API_PARTS)


class Bucket:
    """A token bucket: BURST messages at once, and PER_S a second after. Times are seconds of any clock."""

    def __init__(self, now_s: float) -> None:
        self._left, self._at_s = float(BURST), now_s

    def take(self, now_s: float) -> bool:
        """Whether one more message may come now."""
        self._left = min(BURST, self._left + (now_s - self._at_s) * PER_S)
        self._at_s = now_s
        if self._left < 1:
            return False
        self._left -= 1
        return True
