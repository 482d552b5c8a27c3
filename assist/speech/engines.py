"""The speech engines by name; `[speech] engine` chooses one."""

from collections.abc import Callable

from assist.config import Settings
from assist.errors import ConfigError
from assist.language.words.lexicon import NO_WORDS, Lexicon
from assist.speech.recogniser import RecogniserMaker
from assist.speech.remote.engine import open_remote
from assist.speech.sherpa import open_sherpa
from assist.speech.steady import steady
from assist.speech.vosk import open_vosk
from assist.speech.whisper.engine import open_whisper

Engine = Callable[[Settings, Lexicon], RecogniserMaker]
"""Loads what the engine needs and gives what makes a recogniser for each channel; the words are those to expect."""

ENGINES: dict[str, Engine] = {"whisper": open_whisper, "vosk": open_vosk, "sherpa": open_sherpa, "remote": open_remote}


def open_engine(settings: Settings, lexicon: Lexicon = NO_WORDS) -> RecogniserMaker:
    """The engine of the settings, loaded; `lexicon` holds the words to expect. A recogniser that fails is made anew.

    Raises ConfigError where it is not known, and ModelError where its model cannot be used.
    """
    name = settings.speech.engine
    if name not in ENGINES:
        raise ConfigError(f"[speech] engine: {name!r} is not known; use one of: {', '.join(ENGINES)}")
    return steady(ENGINES[name](settings, lexicon), settings)
