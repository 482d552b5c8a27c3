"""What hearing in real time costs and how long its texts take, added up over recordings."""

import sys
from collections.abc import Sequence
from pathlib import Path

from pydantic import JsonValue

from assist.tuning.latency import Stretch, final_delay_s, first_text_delay_s, percentile
from assist.tuning.listener import Listened

if sys.platform == "darwin":
    import resource

STATUS = Path("/proc/self/status")
"""Where Linux tells the largest resident size of a process."""


class Timing:
    """Times and costs of recordings that were heard in real time, one after another.

    An utterance's own times are those of its label; where there is none, voice activity tells where speech began and
    ended in the recording.
    """

    def __init__(self) -> None:
        self._finals_s: list[float] = []
        self._first_texts_s: list[float] = []
        self._unheard = 0
        self._lost_s = self._cpu_s = self._took_s = 0.0
        self._rss_mb: float | None = None

    def add(self, labelled: Sequence[Stretch] | None, listened: Listened, cpu_s: float) -> None:
        """Takes in a recording, where it is labelled, and the processor seconds that hearing it took."""
        self._cpu_s += cpu_s
        self._took_s += listened.took_s
        self._lost_s += listened.lost_s
        self._rss_mb = peak_rss_mb()
        spoken = spoken_in(labelled, listened)
        finals_s = final_delays_s(spoken, listened)
        self._unheard += len(spoken) - len(finals_s)
        self._finals_s += finals_s
        delays_s = (first_text_delay_s(stretch, listened.utterances) for stretch in spoken)
        self._first_texts_s += [delay_s for delay_s in delays_s if delay_s is not None]

    def figures(self) -> dict[str, JsonValue]:
        """Seconds; cores are processor time over time, memory is the most so far, the model's loading included.

        `unheard`: utterances whose end no final holds, which have no latency; `lost_s`: audio that was dropped.
        """
        return {
            "final_latency_p50_s": percentile(self._finals_s, 50),
            "final_latency_p95_s": percentile(self._finals_s, 95),
            "first_partial_p50_s": percentile(self._first_texts_s, 50),
            "cpu_cores": self._cpu_s / self._took_s if self._took_s else None,
            "rss_mb": self._rss_mb,
            "unheard": self._unheard,
            "lost_s": round(self._lost_s, 3),
        }


def spoken_in(labelled: Sequence[Stretch] | None, listened: Listened) -> Sequence[Stretch]:
    """Where speech is labelled; a recording without times is one utterance, from its first speech to its last."""
    if labelled is not None:
        return labelled
    return [Stretch(listened.spoken[0].start_s, listened.spoken[-1].end_s)] if listened.spoken else []


def final_delays_s(spoken: Sequence[Stretch], listened: Listened) -> list[float]:
    """What each stretch's final took from its end on; one that no final holds is left out."""
    delays_s = (final_delay_s(stretch, listened.utterances) for stretch in spoken)
    return [delay_s for delay_s in delays_s if delay_s is not None]


def peak_rss_mb() -> float | None:
    """The largest resident size of this process so far, in MB of 2**20 bytes; None where the system does not tell."""
    if STATUS.exists():
        # not getrusage: on Linux that counts the process which started this one, too
        line = next(line for line in STATUS.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    if sys.platform == "darwin":
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return None
