"""The speech engines by name; `[speech] engine` chooses one."""

from collections.abc import Callable

from assist.config import Settings
from assist.errors import ConfigError
from assist.language.words.lexicon import NO_WORDS, Lexicon
from assist.speech.recogniser import LoadedEngine, RecogniserMaker
from assist.speech.remote.engine import load_remote_engine
from assist.speech.sherpa import load_sherpa_engine
from assist.speech.steady import steady
from assist.speech.vosk import load_vosk_engine
from assist.speech.whisper.engine import load_whisper_engine

ENGINES: dict[str, Callable[[Settings], LoadedEngine]] = {
    "whisper": load_whisper_engine,
    "vosk": load_vosk_engine,
    "sherpa": load_sherpa_engine,
    "remote": load_remote_engine,
}
"""Each loads what the engine needs."""


def load_engine(settings: Settings) -> LoadedEngine:
    """The engine of the settings, loaded, for one call after another. A recogniser that fails is made anew.

    Raises ConfigError where it is not known, and ModelError where its model cannot be used; for the words of a call it
    raises these where only they, or a server, show that it cannot be used.
    """
    name = settings.speech.engine
    if name not in ENGINES:
        raise ConfigError(f"[speech] engine: {name!r} is not known; use one of: {', '.join(ENGINES)}")
    loaded = ENGINES[name](settings)
    return lambda lexicon: steady(loaded(lexicon), settings)


def open_engine(settings: Settings, lexicon: Lexicon = NO_WORDS) -> RecogniserMaker:
    """The engine of the settings for one call; `lexicon` holds the words to expect. Raises as `load_engine` does."""
    return load_engine(settings)(lexicon)
