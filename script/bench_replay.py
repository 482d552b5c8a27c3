"""An hour of a call, as its log would hold it, through the core."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime

from assist.config import Settings
from assist.dialogue import WORD_S, read_dialogue
from assist.events import Heard, Prosody, Signal, Utterance
from assist.playbook import load_playbook
from assist.session import run

HOUR_S = 3600
LINES_A_MINUTE = 12
PARTIAL_S = 0.7
STRETCH_S = 1.0
TALK = (
    "agent: selamat siang pak saya rudi dari koperasi lestari percakapan ini kami rekam",
    "customer: iya siang ada apa ya",
    "agent: cicilan bapak satu juta rupiah sudah terlambat tujuh hari",
    "customer: iya maaf bulan ini memang sulit sekali saya baru dipecat dari pabrik",
    "agent: saya mengerti ini berat sekali kapan kira kira bapak bisa bayar",
    "customer: saya usahakan bayar dua ratus ribu dulu hari jumat lewat indomaret",
    "agent: baik jadi dua ratus ribu hari jumat ya pak sisanya bagaimana",
    "customer: sisanya delapan ratus ribu tanggal dua puluh lima kalau istri saya sudah gajian",
    "agent: kalau tidak dibayar nanti kami datang ke kantor bapak",
    "customer: jangan begitu dong pak saya kan sudah bilang mau bayar",
    "agent: iya pak saya catat terima kasih banyak",
    "customer: sama sama",
)
"""One minute: greeting, a promise in two parts, hardship, a threat. Repeated, it keeps every detector at work."""


SYLLABLES = ("ba", "ri", "tu", "ke", "no", "sa", "mi", "lu", "da", "pe", "gong", "jar", "wi")


def replay_s(settings: Settings) -> tuple[int, int, float]:
    """How many events and utterances an hour has, and the seconds that one replay of it takes."""
    playbook = load_playbook(settings.playbook.path, settings.playbook.language)
    events = hour()
    began_s = time.perf_counter()
    run(events, playbook, settings)
    took_s = time.perf_counter() - began_s
    return len(events), sum(isinstance(event, Utterance) and event.final for event in events), took_s


def hour() -> list[Heard | Signal]:
    """TALK again and again for an hour, with the partials and the prosody that a live log holds too."""
    step_s = 60 / LINES_A_MINUTE
    numbers = range(HOUR_S * LINES_A_MINUTE // 60)
    lines = [f"[t={number * step_s:g}]\n{TALK[number % len(TALK)]} {_garbled(number)}" for number in numbers]
    written = read_dialogue("\n".join(lines), datetime(2026, 1, 5, 10, tzinfo=UTC))
    events = [made for event in written for made in _as_heard(event)]
    return sorted(events, key=lambda event: event.known_at_s)


def _garbled(number: int) -> str:
    """Two words that no line had before, as a recogniser makes them: nothing may look quick by being remembered."""
    return " ".join(
        "".join(SYLLABLES[number // step % len(SYLLABLES)] for step in steps) for steps in ((1, 9), (3, 27, 2))
    )


def _as_heard(event: Heard | Signal) -> Iterator[Heard | Signal]:
    yield event
    if not isinstance(event, Utterance):
        return
    at_s, revision = event.start_s + PARTIAL_S, 0
    while at_s < event.end_s:
        so_far = " ".join(word.text for word in event.words[: int((at_s - event.start_s) / WORD_S)])
        partial = {"known_at_s": at_s, "text": so_far, "words": (), "final": False, "revision": revision}
        yield event.model_copy(update=partial)
        at_s, revision = at_s + PARTIAL_S, revision + 1
    for second in range(int((event.end_s - event.start_s) / STRETCH_S)):
        start_s = event.start_s + second * STRETCH_S
        loud = 6.0 if int(event.start_s) // 300 % 2 else 0.0  # five calm minutes, five raised ones
        yield Prosody(
            known_at_s=start_s + STRETCH_S,
            speaker=event.speaker,
            start_s=start_s,
            end_s=start_s + STRETCH_S,
            pitch_hz=120.0 * (1 + loud / 24),
            level_dbfs=-28.0 + loud,
            tilt_db=-12.0,
        )
