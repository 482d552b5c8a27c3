"""A whisper for CTranslate2 with one layer of zeros: it loads and runs as a real one does, and hears nothing."""

import shutil
from pathlib import Path
from typing import Any

import numpy as np
from ctranslate2.specs import WhisperSpec

WIDTH = 8
POSITIONS = 1500


def write_tiny_whisper(folder: Path, like: Path, mels: int) -> Path:
    """The folder, filled: tokens and vocabulary are those of the whisper in `like`, and its input has `mels` bands."""
    words = (like / "vocabulary.txt").read_text(encoding="utf-8").removesuffix("\n").split("\n")
    spec = WhisperSpec(1, 1, 1, 1)
    encoder, decoder = spec.encoder, spec.decoder
    encoder.conv1.weight, encoder.conv1.bias = _zeros(WIDTH, mels, 3), _zeros(WIDTH)
    encoder.conv2.weight, encoder.conv2.bias = _zeros(WIDTH, WIDTH, 3), _zeros(WIDTH)
    encoder.position_encodings.encodings = _zeros(POSITIONS, WIDTH)
    decoder.embeddings.weight = _zeros(len(words), WIDTH)
    decoder.position_encodings.encodings = _zeros(448, WIDTH)
    _linear(decoder.projection, len(words))
    for part in (encoder, decoder):
        _norm(part.layer_norm)
        _attention(part.layer[0].self_attention, (3 * WIDTH, WIDTH))
        _norm(part.layer[0].ffn.layer_norm)
        _linear(part.layer[0].ffn.linear_0, WIDTH)
        _linear(part.layer[0].ffn.linear_1, WIDTH)
    _attention(decoder.layer[0].attention, (WIDTH, 2 * WIDTH, WIDTH))
    spec.register_vocabulary(words)
    spec.validate()
    spec.optimize()
    folder.mkdir()
    spec.save(str(folder))
    shutil.copy(like / "tokenizer.json", folder)
    return folder


def _zeros(*shape: int) -> np.ndarray[Any, np.dtype[np.float32]]:
    return np.zeros(shape, np.float32)


def _norm(layer: Any) -> None:
    layer.gamma, layer.beta = np.ones(WIDTH, np.float32), _zeros(WIDTH)


def _linear(layer: Any, outputs: int) -> None:
    layer.weight, layer.bias = _zeros(outputs, WIDTH), _zeros(outputs)


def _attention(layer: Any, outputs: tuple[int, ...]) -> None:
    _norm(layer.layer_norm)
    for part, size in zip(layer.linear, outputs, strict=True):
        _linear(part, size)
