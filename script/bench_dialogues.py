"""The dialogues of `script/bench calls`, and how they are spoken: espeak-ng, two voices, two telephone lines."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle, product
from pathlib import Path

import numpy as np
import soundfile
from bench_voices import NOISE, SPEEDS, espeak, say, silence, telephone
from make_demo_calls import share_heard

from assist.config import Settings
from assist.events import SAMPLE_RATE_HZ, SPEAKERS, Account, CallStarted, Heard, Samples
from assist.speech.models.local import model_path
from assist.speech.whisper.decoder import Decoding, WhisperModel
from assist.tuning.commitments import CommitmentLine
from assist.tuning.labelled import said, start_of

VOICES = ("id+f1", "id+m7", "id+f4", "id+m5", "id+m1", "id+m6")
PITCHES = (55, 42, 50, 46)
"""Of 40 voices these are heard best: on the sentences of `script/bench hearing`, half of the words over a telephone."""
WORD_GAPS = (7, 4, 1)
"""espeak's pauses between words, in 10 ms; the one that is mostly heard best comes first."""
ENOUGH = 0.9
"""A turn of which this share of the words is heard need not be said in another way."""
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


Heard = Callable[[Samples], str]
"""What a recogniser makes of one line."""


@dataclass(frozen=True)
class Line:
    """How dialogues reach the recogniser: over telephone lines unless `wide`, each turn said once unless it `listens`.

    With `listens`, a turn is said in up to nine ways (speed, pauses between words), and the one stands of which most
    words are heard, whatever they mean: so espeak-ng is understood about as well as people are.
    """

    wide: bool = False
    listens: Heard | None = None

    def carry(self, samples: Samples, seed: int) -> Samples:
        """The samples with the noise of the line, as it carries them."""
        hiss = np.random.default_rng(seed).normal(0, NOISE if self.wide else LINE_NOISE, len(samples))
        sent = np.asarray(samples + hiss, np.float32)
        return sent if self.wide else telephone(sent, SAMPLE_RATE_HZ)

    def say(self, text: str, voice: int, speed: int, folder: Path) -> Samples:
        """A turn in a voice, at SPEEDS[speed] unless another is heard better."""
        command = [espeak("which speaks the dialogues"), "-v", VOICES[voice], "-p", str(PITCHES[voice % len(PITCHES)])]
        speeds = (*SPEEDS[speed:], *SPEEDS[:speed])
        best, most = silence(0), -1.0
        for gap, words_per_minute in product(WORD_GAPS, speeds):
            spoken = say([*command, "-s", str(words_per_minute), "-g", str(gap)], text, folder)
            if self.listens is None:
                return spoken
            alone = np.concatenate([silence(0.3), spoken, silence(0.2)])
            share = share_heard(text, self.listens(self.carry(alone, 0)))
            if share > most:
                best, most = spoken, share
            if share >= ENOUGH:
                break
        return best


def speak(dialogue: Dialogue, number: int, file: Path, line: Line) -> None:
    """Writes the call to `file`: 16-bit stereo, the agent left.

    The `number` of the dialogue chooses its voices: never the same for both, and all pairs in turn.
    """
    own = number % len(VOICES)
    other = (own + 1 + number // len(VOICES) % (len(VOICES) - 1)) % len(VOICES)
    voices = dict(zip(SPEAKERS, (own, other), strict=True))
    sides: dict[str, list[Samples]] = {speaker: [silence(AROUND_S)] for speaker in SPEAKERS}
    for turn, pause_s in zip(dialogue.turns, cycle(PAUSES_S), strict=False):
        speed = (number + SPEAKERS.index(turn.speaker)) % len(SPEEDS)
        spoken = line.say(turn.text, voices[turn.speaker], speed, file.parent)
        for speaker, pieces in sides.items():
            pieces += [silence(pause_s), spoken if speaker == turn.speaker else np.zeros_like(spoken)]
    whole = [np.concatenate([*pieces, silence(AROUND_S)]) for pieces in sides.values()]
    carried = [line.carry(samples, 2 * number + side) for side, samples in enumerate(whole)]
    soundfile.write(str(file), np.stack(carried, axis=1), SAMPLE_RATE_HZ, subtype="PCM_16")


def recogniser_of(settings: Settings) -> Heard:
    """The configured whisper, as it decodes a final. Raises ModelError where it is missing."""
    speech = settings.speech
    model = WhisperModel(model_path(speech.model, settings), speech.language, speech.threads)
    how = Decoding(speech.final_beam, speech.final_pad_s, with_words=False)

    def hear(samples: Samples) -> str:
        decoded = model.decode(samples, how)
        return "" if decoded is None else decoded.text

    return hear
