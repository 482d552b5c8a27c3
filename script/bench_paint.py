"""When tips were painted: what the bench injects into the overlay's page, and how it is matched with the call's log.

The log says when the program concluded a tip, in seconds of the call; the page says when its text was painted, by the
clock on the wall. What ties the two together are the messages about who speaks: each is one event of the log, stamped
with the time at which it became known, and sent at once. The call's zero is the earliest that any of them allows; it
is late by the fastest message's way into the page, a few milliseconds. (`CallStarted.started_at` will not do: there
the wall clock is read before the recognisers and the source are opened.)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assist.events import Concluded, Heard, SpeechEnded, SpeechStarted, Tip

Kind = Literal["spoken", "interruption", "other", "held"]

WATCH = """
(() => {
  window.bench = { painted: [], speech: [] };
  const Native = window.WebSocket;
  window.WebSocket = class extends Native {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", (event) => {
        const at_ms = performance.timeOrigin + performance.now();
        const message = JSON.parse(event.data);
        // the first and the last event of a call change more than who speaks
        if (message.type === "parts" && message.talk && !message.status) window.bench.speech.push(at_ms);
      });
    }
  };
  let last = "";
  new MutationObserver(() => {
    const say = [...document.querySelectorAll("tip-card .say")].map((node) => node.textContent).join("");
    if (say === last) return;
    last = say;
    // the frame is painted after the callbacks before it, so a task behind them runs when it has been
    const record = () => window.bench.painted.push({ say, at_ms: performance.timeOrigin + performance.now() });
    if (say) requestAnimationFrame(() => setTimeout(record));
  }).observe(document, { subtree: true, childList: true, characterData: true });
})();
"""
"""Runs in the page before anything else; fills `window.bench`."""


@dataclass(frozen=True)
class Painted:
    """A text that was painted, by the page's clock."""

    say: str
    at_ms: float


@dataclass(frozen=True)
class Delay:
    """What a tip took, in seconds: from the end and from the start of what it rests on to its text on the screen.

    `held`: the rules of display kept it back (it waited for a pause, for another tip, or for what it would be silent
    for), so that its times tell nothing of speed.
    """

    rule_id: str
    cause: str
    kind: Kind
    from_end_s: float
    from_start_s: float


def delays(log: Sequence[Heard | Concluded], speech_ms: Sequence[float], painted: Sequence[Painted]) -> list[Delay]:
    """The delay of every tip of the log that was painted, in order.

    Raises ValueError where the page did not get each of the log's messages about who speaks.
    """
    zero_ms = zero_of(log, speech_ms)
    left = list(painted)
    found = []
    for tip in (event for event in log if isinstance(event, Tip)):
        seen = next(
            (item for item in left if item.say == tip.say and item.at_ms >= zero_ms + tip.known_at_s * 1e3), None
        )
        if seen is not None:
            left.remove(seen)
            at_s = (seen.at_ms - zero_ms) / 1e3
            end_s = max((item.end_s for item in tip.cause.evidence), default=tip.cause.known_at_s)
            start_s = min((item.start_s for item in tip.cause.evidence), default=tip.cause.known_at_s)
            found.append(Delay(tip.rule_id, tip.cause.name, kind_of(tip), at_s - end_s, at_s - start_s))
    return found


def zero_of(log: Sequence[Heard | Concluded], speech_ms: Sequence[float]) -> float:
    """The page's clock at second 0 of the call. Raises ValueError as `delays` does."""
    known_s = [event.known_at_s for event in log if isinstance(event, SpeechStarted | SpeechEnded)]
    if not known_s or len(known_s) != len(speech_ms):
        raise ValueError(f"{len(known_s)} events about who speaks, but the page got {len(speech_ms)}")
    return min(at_ms - at_s * 1e3 for at_s, at_ms in zip(known_s, speech_ms, strict=True))


def kind_of(tip: Tip) -> Kind:
    """What a tip's delay is counted with."""
    if tip.known_at_s > tip.cause.known_at_s:
        return "held"
    if tip.cause.name.startswith("interruption"):
        return "interruption"
    return "spoken" if any(item.utterance_id for item in tip.cause.evidence) else "other"
