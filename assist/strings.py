"""The one catalogue of texts shown to the agent: `overlay/strings.json`, for the overlay and the note writers."""

import json

from assist.config import HOME
from assist.errors import ConfigError

CATALOGUE = HOME / "overlay" / "strings.json"
"""`{"id": {key: text}, "en": {key: text}}`; keys are flat, as `kind.instalment`, and the same in both languages."""


def catalogue(language: str) -> dict[str, str]:
    """All texts of `language` by key, in the order of the file; a text may hold `{placeholders}`.

    Raises ConfigError when the file cannot be read or does not hold the language.
    """
    try:
        languages = json.loads(CATALOGUE.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{CATALOGUE}: cannot be read ({error.strerror}); install assist again") from None
    except ValueError as error:
        raise ConfigError(f"{CATALOGUE}: is not valid JSON: {error}; mend that line") from None
    texts = languages.get(language) if isinstance(languages, dict) else None
    if not isinstance(texts, dict) or not all(isinstance(text, str) for text in texts.values()):
        raise ConfigError(f"{CATALOGUE}: has no texts for language {language!r}; add a table of key and text")
    return texts
