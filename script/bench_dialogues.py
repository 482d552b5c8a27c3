"""The dialogues of `script/bench calls`, and how they are spoken: espeak-ng, two voices, two telephone lines."""

from itertools import cycle
from pathlib import Path

import numpy as np
import soundfile
from bench_voices import NOISE, SPEEDS, espeak, say, silence, telephone

from assist.account import Account
from assist.events import SAMPLE_RATE_HZ, SPEAKERS, CallStarted, Heard, Samples
from assist.tuning.commitments import CommitmentLine
from assist.tuning.labelled import said, start_of

VOICES = ("id+f1", "id+m7", "id+f4", "id+m5", "id+m1", "id+m6")
PITCHES = (55, 42, 50, 46)
"""Of 40 voices these are heard best: on the sentences of `script/bench hearing`, half of the words over a telephone."""
WORD_GAP = 7
"""espeak's pause between words, in 10 ms."""
PAUSES_S = (0.7, 1.2, 0.9, 1.6, 0.8)
"""Before each turn, as people take turns on the telephone."""
AROUND_S = 1.0
"""Before the first turn and behind the last."""
LINE_NOISE = 0.0007
"""RMS of the noise of a good line: -63 dBFS, 37 dB below speech."""


class Dialogue(CommitmentLine):
    """A labelled dialogue to be spoken, and what is known of the account: the customer's name."""

    account: Account
    tags: tuple[str, ...] = ()

    def start(self) -> CallStarted:
        """The start of the call."""
        return start_of(self.id, self.reference_date).model_copy(update={"account": self.account})

    def read(self) -> list[Heard]:
        """The call as if every word were heard right."""
        events: list[Heard] = [self.start()]
        for number, turn in enumerate(self.turns, 1):
            events.append(said(number, turn.speaker, turn.text, events[-1].known_at_s))
        return events


def speak(dialogue: Dialogue, number: int, file: Path, wide: bool) -> None:
    """Writes the call to `file`: 16-bit stereo, the agent left; over telephone lines, unless it is `wide` band.

    The `number` of the dialogue chooses its voices: never the same for both, and all pairs in turn.
    """
    own = number % len(VOICES)
    other = (own + 1 + number // len(VOICES) % (len(VOICES) - 1)) % len(VOICES)
    program = espeak("which speaks the dialogues")
    commands = {
        speaker: [program, *_manner(voice, SPEEDS[(number + side) % len(SPEEDS)])]
        for side, (speaker, voice) in enumerate(zip(SPEAKERS, (own, other), strict=True))
    }
    sides: dict[str, list[Samples]] = {speaker: [silence(AROUND_S)] for speaker in SPEAKERS}
    for turn, pause_s in zip(dialogue.turns, cycle(PAUSES_S), strict=False):
        spoken = say(commands[turn.speaker], turn.text, file.parent)
        for speaker, pieces in sides.items():
            pieces += [silence(pause_s), spoken if speaker == turn.speaker else np.zeros_like(spoken)]
    whole = [np.concatenate([*pieces, silence(AROUND_S)]) for pieces in sides.values()]
    carried = [_carried(samples, 2 * number + side, wide) for side, samples in enumerate(whole)]
    soundfile.write(str(file), np.stack(carried, axis=1), SAMPLE_RATE_HZ, subtype="PCM_16")


def _manner(voice: int, words_per_minute: int) -> list[str]:
    pitch = PITCHES[voice % len(PITCHES)]
    return ["-v", VOICES[voice], "-s", str(words_per_minute), "-p", str(pitch), "-g", str(WORD_GAP)]


def _carried(samples: Samples, seed: int, wide: bool) -> Samples:
    """One speaker as their line carries them, its noise added."""
    hiss = np.random.default_rng(seed).normal(0, NOISE if wide else LINE_NOISE, len(samples))
    sent = np.asarray(samples + hiss, np.float32)
    return sent if wide else telephone(sent, SAMPLE_RATE_HZ)
