"""Measures how promises come out of calls that are heard, not read, and prints figures for README.

    script/bench calls [--first N] [--wide] [--keep DIR] [FILE.jsonl]

Each dialogue (bench_calls.jsonl beside this file, all invented) is spoken by espeak-ng with two of six voices over
telephone lines, and goes the way of `assist replay CALL.wav`: voice activity, the configured recogniser with its second
looks, session. Judged is the last commitment of the call. The same dialogues as clean text stand beside it: what
understanding alone would give. Ctrl-C prints what is done so far.

Whisper base hears espeak-ng much worse than people: two words in three are wrong over a telephone, with --wide, which
leaves the telephone out, two in five.

DIR keeps for each dialogue what was heard and what came of it; what was heard is taken from there the next time, so
that a change of understanding is measured in seconds. Empty DIR after a change of voices or of recognition.
"""

import argparse
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench_dialogues import Dialogue, speak
from bench_judging import NOTHING, PROMISED, UNPROMISED, Tally
from bench_machine import machine
from pydantic import JsonValue

from assist.config import Settings, load_settings
from assist.errors import AssistError
from assist.events import EVENT, CallStarted, Heard, Signal, Tip, TipGone, Utterance
from assist.playbook import Playbook, lexicon_for, load_playbook
from assist.session import run
from assist.tuning.labelled import promises_only, read_lines
from assist.tuning.recorded import filed_call

DIALOGUES = Path(__file__).parent / "bench_calls.jsonl"
STATUSES = ("firm", "conditional", "none")


@dataclass
class Bench:
    """What every dialogue is measured with, and the counts so far."""

    folder: Path
    settings: Settings
    playbook: Playbook
    wide: bool = False
    audio: Tally = field(default_factory=Tally)
    text: Tally = field(default_factory=Tally)

    def measure(self, dialogue: Dialogue, number: int) -> str:
        """Judges one dialogue both ways; returns its outcome from audio."""
        heard = self.heard(dialogue, number)
        self.text.add(dialogue.expected, self.concluded(dialogue.read()))
        got = self.concluded([dialogue.start(), *heard])
        outcome = self.audio.add(dialogue.expected, got)
        transcript = _transcript(dialogue, heard, got, outcome)
        (self.folder / f"{dialogue.id}.txt").write_text(transcript, encoding="utf-8")
        return outcome

    def concluded(self, events: Iterable[Heard]) -> dict[str, JsonValue]:
        """The fields of the last commitment."""
        concluded = run(events, promises_only(self.playbook), self.settings)
        given = [item for item in concluded if isinstance(item, Signal) and item.name == "commitment"]
        return dict(given[-1].fields) if given else NOTHING

    def heard(self, dialogue: Dialogue, number: int) -> list[Heard]:
        """Everything heard of the spoken dialogue after the start of the call."""
        kept = self.folder / f"{dialogue.id}.jsonl"
        if kept.exists():
            rows = [EVENT.validate_json(row) for row in kept.read_text(encoding="utf-8").splitlines()]
            return [row for row in rows if not isinstance(row, CallStarted | Signal | Tip | TipGone)]
        file = self.folder / f"{dialogue.id}.wav"
        speak(dialogue, number, file, self.wide)
        start = dialogue.start()
        lexicon = lexicon_for(self.playbook, start.account, self.settings.agent)
        recorded = filed_call(file, start.started_at, self.settings, lambda done_s, all_s: None, lexicon)
        heard = [event for event in recorded.heard if not isinstance(event, Signal)]
        file.unlink()
        kept.write_text("".join(f"{event.model_dump_json()}\n" for event in heard), encoding="utf-8")
        return heard


def main() -> None:
    """Measures the dialogues one after the other, then prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--first", type=int, metavar="N", help="so many dialogues alone")
    parser.add_argument("--wide", action="store_true", help="headset quality instead of telephone lines")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep what was heard there, and take it from there")
    parser.add_argument("dialogues", nargs="?", type=Path, default=DIALOGUES, metavar="FILE.jsonl")
    given = parser.parse_args()
    print(f"machine: {machine()}")
    try:
        with tempfile.TemporaryDirectory() as folder:
            settings = load_settings()
            playbook = load_playbook(settings.playbook.path, settings.playbook.language)
            kept: Path = given.keep or Path(folder)
            kept.mkdir(parents=True, exist_ok=True)
            dialogues = read_lines(given.dialogues, Dialogue)[: given.first]
            measure_all(Bench(kept, settings, playbook, given.wide), dialogues)
    except AssistError as error:
        raise SystemExit(f"bench: {error}") from None


def measure_all(bench: Bench, dialogues: Sequence[Dialogue]) -> None:
    """A line for each dialogue, then the tables; after Ctrl-C the tables of what is done."""
    try:
        for number, dialogue in enumerate(dialogues):
            print(f"{number + 1:3} of {len(dialogues)}  {dialogue.id:8} {bench.measure(dialogue, number)}", flush=True)
    except KeyboardInterrupt:
        print("stopped; so far:")
    print_tables(bench.audio, bench.text)


def print_tables(audio: Tally, text: Tally) -> None:
    """From audio and from clean text side by side."""
    for title, names in (("promises", PROMISED), ("calls without a promise", UNPROMISED)):
        n = sum(audio.outcomes[name] for name in names)
        print(f"\n{n} {title:42}      audio      clean text")
        for name, words in names.items():
            cells = (f"{tally.outcomes[name]:4} {_share(tally.outcomes[name], n)}" for tally in (audio, text))
            print(f"{words:48} {'   '.join(cells)}")
    cells = (f"{tally.right_marked:4} {_share(tally.right_marked, tally.right_facts)}" for tally in (audio, text))
    print(f"\n{'right sums and days, marked perlu dicek':48} {'   '.join(cells)}")
    print(f"\n{'from audio: labelled':24}" + "".join(f"{status:>14}" for status in STATUSES) + "   (concluded)")
    for label in STATUSES:
        print(f"{label:24}" + "".join(f"{audio.classes[label, status]:14}" for status in STATUSES))


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:5.1f} %" if whole else "     - "


def _transcript(dialogue: Dialogue, heard: Iterable[Heard], got: dict[str, JsonValue], outcome: str) -> str:
    """What was said, what was heard with each word's confidence, and both states; for looking at errors."""
    said = [f"  {turn.speaker:8} {turn.text}" for turn in dialogue.turns]
    texts = [
        f"  {event.speaker:8} {' '.join(f'{word.text}/{word.confidence:.2f}' for word in event.words)}"
        + (f"   (in the place of {event.utterance_id})" if event.revision else f"   {event.utterance_id}")
        for event in heard
        if isinstance(event, Utterance) and event.final
    ]
    label = dialogue.expected.model_dump_json(by_alias=True)
    return "\n".join([f"{dialogue.id}: {outcome}", *said, "heard:", *texts, f"label: {label}", f"got: {got}", ""])


if __name__ == "__main__":
    main()
