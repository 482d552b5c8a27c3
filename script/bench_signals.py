"""Measures what is heard of how people speak, on fresh scenes, beside what it replaces, and prints figures for README.

    script/bench signals [--seeds N [N ...]] [--per N] [--shared DIR] [--only SECTION]

interruptions: ours, ours without the leakage guard, and the plain overlap rule, on the same scenes in the same run;
voice activity: own voice against the scenes' exact labels. The scenes are made by ../shared/tools/make_scenes.py.
emotion: raised voices and joined calls, see bench_emotion.py.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from bench_emotion import emotion_section
from bench_machine import machine

from assist.audio import ears
from assist.audio.cutting import CHUNK_SAMPLES
from assist.audio.leakage import LeakageGuard, Listener, Own, Sound
from assist.audio.silero import Silero
from assist.audio.sources import read_chunks
from assist.config import HOME, Settings, load_settings
from assist.events import SPEAKERS, Activity, Heard, Speaker
from assist.playbook import Playbook
from assist.session import Session
from assist.tuning.interruptions import DAY, NAME, Judged, Scene, figures, judge, read_scenes
from assist.tuning.labelled import start_of

OVERLAP_S = 0.38
"""The plain rule: both channels sound for this long after the other spoke."""
STEP_S = 0.008
GROUPS: dict[str, Callable[[str], bool]] = {
    "all settings": lambda setting: True,
    "no leakage": lambda setting: "leak" not in setting,
    "leakage -20, -15 dB": lambda setting: setting in ("leak-20", "leak-15"),
}


class Unguarded(LeakageGuard):
    """Takes all that voice activity calls speech for the own voice."""

    def judge(self, own: Sound, other: Listener) -> Own:
        """All speech is own voice."""
        speech = bool(own.chunk.speech)
        return Own(speech, speech, (speech,) * 4)


@contextmanager
def without_guard() -> Iterator[None]:
    """Ears that are made within it have none."""
    guarded = ears.LeakageGuard
    ears.LeakageGuard = Unguarded  # type: ignore[misc]
    try:
        yield
    finally:
        ears.LeakageGuard = guarded  # type: ignore[misc]


def main() -> None:
    """Prints the machine, then every section."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", nargs="+", type=int, default=[int(time.time()) % 100_000 + n for n in range(3)])
    parser.add_argument("--per", type=int, default=2, help="scenes of each kind and setting")
    parser.add_argument("--shared", type=Path, default=HOME.parent / "shared", help="where tools/ and data/ are")
    parser.add_argument("--only", choices=SECTIONS, help="one section alone")
    given = parser.parse_args()
    print(f"machine: {machine()}")
    for name, section in SECTIONS.items():
        if given.only in (None, name):
            section(given)


def interruption_section(given: argparse.Namespace) -> None:
    """Makes the scenes, hears each twice, and prints the tables."""
    settings, rows, edges = load_settings(), Rows(), Edges()
    with tempfile.TemporaryDirectory() as folder:
        for seed in given.seeds:
            out = Path(folder) / str(seed)
            tool = given.shared / "tools" / "make_scenes.py"
            command = [sys.executable, str(tool), str(out), "--seed", str(seed), "--per", str(given.per)]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            for scene in read_scenes(out):
                rows.add(scene, out / scene.wav, settings, edges)
    print(f"\ninterruptions: {len(rows.judged['ours'])} scenes, seeds {given.seeds}, {rows.audio_s / 3600:.2f} h")
    rows.show()
    edges.show()
    whole_ms, network_ms = 1000 * rows.cpu_s / rows.audio_s, 1000 * rows.network_s / rows.audio_s
    print(
        f"\nvoice activity, guard and prosody of both channels: {whole_ms:.1f} ms CPU a second,"
        f"\n{whole_ms / network_ms:.2f} times what the network of voice activity alone takes ({network_ms:.1f})"
    )


class Rows:
    """What came of each scene, for each way."""

    def __init__(self) -> None:
        self.judged: dict[str, list[Judged]] = {"ours": [], "ours without the guard": [], "plain overlap rule": []}
        self.audio_s = self.cpu_s = self.network_s = 0.0

    def add(self, scene: Scene, file: Path, settings: Settings, edges: "Edges") -> None:
        """Hears a scene with the guard and without."""
        events, length_s, cpu_s = heard(file, settings)
        self.audio_s, self.cpu_s = self.audio_s + length_s, self.cpu_s + cpu_s
        self.network_s += network_alone_s(file)
        edges.add(scene, events)
        self.judged["ours"].append(judge(scene, signals(events, settings)))
        with without_guard():
            raw, _, _ = heard(file, settings)
        self.judged["ours without the guard"].append(judge(scene, signals(raw, settings)))
        self.judged["plain overlap rule"].append(judge(scene, overlaps(raw)))

    def show(self) -> None:
        """A table over groups of settings, then recall and false alarms of each setting."""
        print("way                      settings                 F1   precision   recall   false/h   p50 s   p95 s")
        for way, judged in self.judged.items():
            for group, belongs in GROUPS.items():
                some = [one for one in judged if belongs(one.scene.setting)]
                self._row(way, group, figures(some, self.audio_s * len(some) / len(judged)))
        for setting in dict.fromkeys(one.scene.setting for one in self.judged["ours"]):
            some = [one for one in self.judged["ours"] if one.scene.setting == setting]
            self._row("ours", setting, figures(some, self.audio_s * len(some) / len(self.judged["ours"])))
        for way, judged in self.judged.items():
            tokens = [one.fired for one in judged if one.scene.kind == "backchan"]
            print(f"backchannels flagged, {way}: {sum(tokens)} of {len(tokens)}")

    def _row(self, way: str, group: str, found: dict[str, object]) -> None:
        cells = [
            found[key] for key in ("f1", "precision", "recall", "false_alarms_per_h", "delay_p50_s", "delay_p95_s")
        ]
        text = [f"{cell:.3f}" if isinstance(cell, float) else "-" for cell in cells]
        print(f"{way:24} {group:20} {text[0]:>6} {text[1]:>11} {text[2]:>8} {text[3]:>9} {text[4]:>7} {text[5]:>7}")


def heard(file: Path, settings: Settings) -> tuple[list[Heard], float, float]:
    """The events of the ears alone, the length of the audio, and the processor's seconds."""
    both, events, cpu_s, end_s = ears.Ears(settings), list[Heard](), 0.0, 0.0
    for chunk in read_chunks(file):
        began_s = time.thread_time()
        events += both.accept(chunk)[1]
        cpu_s, end_s = cpu_s + time.thread_time() - began_s, chunk.end_s
    return events + both.finish()[1], end_s, cpu_s


def network_alone_s(file: Path) -> float:
    """The processor's seconds that voice activity's network takes for both channels: a measure of the machine."""
    networks, cpu_s = {speaker: Silero() for speaker in SPEAKERS}, 0.0
    for chunk in read_chunks(file):
        if len(chunk.samples) == CHUNK_SAMPLES:
            began_s = time.thread_time()
            networks[chunk.speaker].probability(chunk.samples)
            cpu_s += time.thread_time() - began_s
    return cpu_s


def signals(events: list[Heard], settings: Settings) -> list[float]:
    """When a session signals that the agent interrupts."""
    session = Session(Playbook(language="id", version="", rules=(), phrases=()), settings)
    session.feed(start_of("bench", DAY))
    found = [item for event in events for item in session.feed(event)]
    return [item.known_at_s for item in found if item.type == "signal" and item.name == NAME and item.by == "agent"]


def overlaps(events: list[Heard]) -> list[float]:
    """When the plain rule fires: the agent set in while the customer spoke, and both sound for OVERLAP_S."""
    since: dict[Speaker, float | None] = dict.fromkeys(SPEAKERS)
    fired: list[float] = []
    for event in events:
        if not isinstance(event, Activity):
            continue
        agent_s, customer_s = since["agent"], since["customer"]
        if agent_s is not None and customer_s is not None and customer_s < agent_s <= event.at_s - OVERLAP_S:
            fired.append(agent_s + OVERLAP_S)
        since[event.speaker] = event.at_s if event.active else None
    return fired


class Edges:
    """Own voice against the labels, in steps of 8 ms; onsets and ends of stretches of 0.2 s or more."""

    def __init__(self) -> None:
        self._steps: dict[str, list[int]] = {}
        self._errors_s: dict[str, tuple[list[float], list[float]]] = {}

    def add(self, scene: Scene, events: list[Heard]) -> None:
        """Takes in both channels of a scene."""
        length = round(max((event.known_at_s for event in events), default=0.0) / STEP_S) + 1
        for speaker, labels in zip(SPEAKERS, (scene.agent_speech, scene.customer_speech), strict=True):
            own = stretches(events, speaker)
            said, true = mask(own, length), mask(labels, length)
            steps = self._steps.setdefault(scene.setting, [0, 0, 0])
            for at, count in enumerate((said & true, said, true)):
                steps[at] += int(count.sum())
            errors = self._errors_s.setdefault(scene.setting, ([], []))
            for label in labels:
                for side in (0, 1):
                    near = [one[side] - label[side] for one in own if abs(one[side] - label[side]) < 0.25]
                    if near and label[1] - label[0] >= 0.2:
                        errors[side].append(min(near, key=abs))

    def show(self) -> None:
        """A row for each setting."""
        print("\nown voice            frame F1   onset median   within 60 ms   end median   within 60 ms")
        for setting, (both, said, true) in self._steps.items():
            cells = [(np.median(side), np.mean(np.abs(side) <= 0.06)) for side in self._errors_s[setting]]
            shown = "   ".join(f"{1000 * middle:+9.0f} ms {100 * share:11.0f} %" for middle, share in cells)
            print(f"{setting:20} {2 * both / max(said + true, 1):8.3f}   {shown}")


def stretches(events: list[Heard], speaker: Speaker) -> list[tuple[float, float]]:
    """The stretches of a speaker's own voice."""
    found: list[tuple[float, float]] = []
    began_s = 0.0
    for event in events:
        if isinstance(event, Activity) and event.speaker == speaker:
            if event.active and found and event.at_s <= found[-1][1]:
                began_s = found.pop()[0]
            elif event.active:
                began_s = event.at_s
            else:
                found.append((began_s, event.at_s))
    return found


def mask(spans: "list[tuple[float, float]] | tuple[tuple[float, float], ...]", length: int) -> "np.ndarray":
    """Steps that lie in the spans."""
    inside = np.zeros(length, np.bool_)
    for start_s, end_s in spans:
        inside[round(start_s / STEP_S) : round(end_s / STEP_S)] = True
    return inside


SECTIONS: dict[str, Callable[[argparse.Namespace], None]] = {
    "interruptions": interruption_section,
    "emotion": lambda given: emotion_section(len(given.seeds)),
}


if __name__ == "__main__":
    main()
