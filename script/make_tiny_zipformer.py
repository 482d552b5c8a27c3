"""Builds tiny streaming models for sherpa-onnx, from nothing and within a second.

    python script/make_tiny_zipformer.py FOLDER

makes FOLDER/transducer and FOLDER/ctc; it needs the package onnx. No public model is small enough to test with. These
have the inputs, outputs and metadata that sherpa-onnx expects of a zipformer (one layer, whose states stay idle), and
weights that are chosen, not learned: a step that is loud, or louder than the one before, gives a syllable, and the
range of the spectrum that stands out says which one. So they hear syllables in any speech, always the same ones, and
understand nothing.
"""

import sys
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

TOKENS = ("<blk>", "<sos/eos>", "<unk>", "\u2581ba", "\u2581di", "\u2581su", "ka", "lo", "ri", "tu")
"""The first three are sherpa-onnx's; a token that begins with the mark U+2581 begins a word."""
FIRST = 3
"""The first token that is a syllable."""
MELS = 80
WINDOW = 45
SHIFT = 32
STEP = 4
"""In features of 10 ms: what a call sees, how far it moves on, and how many make a step of the output."""
STEPS = SHIFT // STEP

RISE = 4.0
"""Weight of the rise of the mean log energy from one step to the next."""
LEVEL, QUIET = 1.0, -6.0
"""Weight of the mean log energy, and the one that counts as none."""
HARD = 10.0
"""What rise and level together must reach to be a syllable."""
COLOUR = 2.0
"""Weight of a token's own range of the spectrum against the whole of it."""
AGAIN = -3.0
"""What is added to the token that came last: syllables alternate."""

STATES: dict[str, list[int | str]] = {
    "cached_key_0": [1, "N", 1],
    "cached_nonlin_attn_0": [1, "N", 1, 3],
    "cached_val1_0": [1, "N", 1],
    "cached_val2_0": [1, "N", 1],
    "cached_conv1_0": ["N", 4, 1],
    "cached_conv2_0": ["N", 4, 1],
    "embed_states": ["N", 128, 3, 19],
}
"""What sherpa-onnx carries from one call to the next for METADATA, in its order; behind them comes `processed_lens`."""
METADATA = {
    "model_type": "zipformer2",
    "encoder_dims": "4",
    "query_head_dims": "1",
    "value_head_dims": "1",
    "num_heads": "1",
    "num_encoder_layers": "1",
    "cnn_module_kernels": "3",
    "left_context_len": "1",
    "T": str(WINDOW),
    "decode_chunk_len": str(SHIFT),
    "vocab_size": str(len(TOKENS)),
    "context_size": "2",
}


def main() -> None:
    """Writes both models below the folder that is named."""
    if len(sys.argv) != 2:
        sys.exit("usage: python script/make_tiny_zipformer.py FOLDER")
    folder = Path(sys.argv[1])
    write_transducer(folder / "transducer")
    write_ctc(folder / "ctc")


def write_transducer(folder: Path) -> None:
    """A transducer: encoder.onnx, decoder.onnx, joiner.onnx and tokens.txt."""
    _begin(folder)
    _write(folder / "encoder.onnx", _encoder_nodes("encoder_out"), _inputs(), _outputs("encoder_out"))
    size = len(TOKENS)
    last_only = [
        helper.make_node("Gather", ["y", "last"], ["latest"], axis=1),
        helper.make_node("Gather", ["table", "latest"], ["decoder_out"], axis=0),
    ]
    # what was said last is less likely; blanks (also those before the first token) change nothing
    table = np.diag([0.0] * FIRST + [AGAIN] * (size - FIRST)).astype(np.float32)
    _write(
        folder / "decoder.onnx",
        (last_only, {"last": np.array(1, np.int64), "table": table}),
        [helper.make_tensor_value_info("y", TensorProto.INT64, ["N", 2])],
        [_floats("decoder_out", ["N", size])],
    )
    _write(
        folder / "joiner.onnx",
        ([helper.make_node("Add", ["encoder_out", "decoder_out"], ["logit"])], {}),
        [_floats("encoder_out", ["N", size]), _floats("decoder_out", ["N", size])],
        [_floats("logit", ["N", size])],
    )


def write_ctc(folder: Path) -> None:
    """A CTC model: model.onnx and tokens.txt."""
    _begin(folder)
    nodes, constants = _encoder_nodes("scores")
    nodes.append(helper.make_node("LogSoftmax", ["scores"], ["log_probs"], axis=2))
    _write(folder / "model.onnx", (nodes, constants), _inputs(), _outputs("log_probs"))


def _begin(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    lines = [f"{token} {number}\n" for number, token in enumerate(TOKENS)]
    (folder / "tokens.txt").write_text("".join(lines), encoding="utf-8")


Nodes = tuple[list[onnx.NodeProto], dict[str, NDArray[np.generic]]]


def _encoder_nodes(output: str) -> Nodes:
    """Features (N, WINDOW, MELS) to scores (N, STEPS, tokens), as one convolution; and the states, which are idle."""
    weights, bias = _weights()
    nodes = [
        helper.make_node("Transpose", ["x"], ["bands"], perm=[0, 2, 1]),
        helper.make_node("Conv", ["bands", "weights", "bias"], ["all"], strides=[STEP]),
        helper.make_node("Slice", ["all", "from", "to", "axis"], ["first"]),
        helper.make_node("Transpose", ["first"], [output], perm=[0, 2, 1]),
        *(helper.make_node("Identity", [name], [f"new_{name}"]) for name in STATES),
        helper.make_node("Add", ["processed_lens", "shift"], ["new_processed_lens"]),
    ]
    constants: dict[str, NDArray[np.generic]] = {
        "weights": weights,
        "bias": bias,
        "from": np.array([0], np.int64),
        "to": np.array([STEPS], np.int64),
        "axis": np.array([2], np.int64),
        "shift": np.array([SHIFT], np.int64),
    }
    return nodes, constants


def _weights() -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The convolution's weights (tokens, MELS, 2 steps) and bias (tokens); blank stays at 0."""
    size = len(TOKENS)
    before, now = slice(0, STEP), slice(STEP, 2 * STEP)
    weights = np.zeros((size, MELS, 2 * STEP), np.float32)
    bias = np.zeros(size, np.float32)
    bias[1:FIRST] = -1000.0
    mean = 1.0 / (MELS * STEP)
    ranges = np.array_split(np.arange(MELS), size - FIRST)
    for token, own in enumerate(ranges, FIRST):
        weights[token, :, before] = -RISE * mean
        weights[token, :, now] = (RISE + LEVEL - COLOUR) * mean
        weights[token, own, now] += COLOUR / (len(own) * STEP)
        bias[token] = -LEVEL * QUIET - HARD
    return weights, bias


def _inputs() -> list[onnx.ValueInfoProto]:
    return [
        _floats("x", ["N", WINDOW, MELS]),
        *(_floats(name, shape) for name, shape in STATES.items()),
        helper.make_tensor_value_info("processed_lens", TensorProto.INT64, ["N"]),
    ]


def _outputs(name: str) -> list[onnx.ValueInfoProto]:
    return [
        _floats(name, ["N", STEPS, len(TOKENS)]),
        *(_floats(f"new_{name}", shape) for name, shape in STATES.items()),
        helper.make_tensor_value_info("new_processed_lens", TensorProto.INT64, ["N"]),
    ]


def _floats(name: str, shape: list[int | str]) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)


def _write(file: Path, nodes: Nodes, inputs: list[onnx.ValueInfoProto], outputs: list[onnx.ValueInfoProto]) -> None:
    constants = [numpy_helper.from_array(value, name) for name, value in nodes[1].items()]
    graph = helper.make_graph(nodes[0], file.stem, inputs, outputs, constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    helper.set_model_props(model, METADATA)
    onnx.checker.check_model(model)
    onnx.save(model, str(file))


if __name__ == "__main__":
    main()
