"""A Vosk model limited to a list of phrases: what it may hear, and what of the list it does not know.

Only a model with a dynamic graph can be limited: one that keeps its words (Gr.fst) apart from the sounds (HCLr.fst).
Vosk makes a word-pair model of the phrases, so their words also come in other orders.
"""

import json
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assist.errors import ConfigError
from assist.language.words.lexicon import Lexicon
from assist.speech.words import TimedWord

DYNAMIC_GRAPH = ("graph/HCLr.fst", "HCLr.fst")
"""The file that only a model with a dynamic graph has: today's layout, and the one before 2020."""
UNKNOWN = ("[unk]", "<unk>", "<UNK>")
"""How models write a word that is none of theirs."""


def grammar_for(model: Any, folder: Path, phrases: Sequence[str], lexicon: Lexicon) -> str | None:
    """What `vosk.KaldiRecognizer` takes as its third argument; None where there are no phrases: free speech.

    Beside the phrases it holds the words of the lexicon that the model knows, and the model's word for anything else.
    Words of phrases that the model does not know are left out, and named in one warning (those of the lexicon are not:
    they may be a customer's name). Raises ConfigError where the model cannot be limited, or knows no word of it.
    """
    if not phrases:
        return None
    if not any((folder / file).is_file() for file in DYNAMIC_GRAPH):
        raise ConfigError(
            f"[vosk] grammar: the model in {folder} has a fixed graph and always hears free speech; empty the list, or"
            f" take a model with a dynamic graph ({DYNAMIC_GRAPH[0]}), as Vosk's small ones have"
        )
    unknown: list[str] = []
    known = [known for phrase in phrases if (known := _known(model, phrase, unknown))]
    if not known:  # Vosk would hear nothing at all
        raise ConfigError(f"[vosk] grammar: the model in {folder} knows no word of it; correct the list or empty it")
    if unknown:
        left_out = ", ".join(dict.fromkeys(unknown))
        logging.getLogger(__name__).warning(
            "[vosk] grammar: words that the model does not know are left out: %s", left_out
        )
    known += [word for entry in (*lexicon.names, *lexicon.words) if (word := _known(model, entry, []))]
    known += [word for word in UNKNOWN if model.vosk_model_find_word(word) >= 0][:1]
    # escaped characters would be words that the model does not know
    return json.dumps(list(dict.fromkeys(known)), ensure_ascii=False)


def is_heard(words: Sequence[TimedWord]) -> bool:
    """Whether there is more in the words than that somebody said something."""
    return any(word.text not in UNKNOWN for word in words)


def _known(model: Any, phrase: str, unknown: list[str]) -> str:
    """The words of the phrase as the model spells them, without those that it does not know: they join `unknown`."""
    kept: list[str] = []
    for word in phrase.split():
        spelt = next((form for form in (word, word.lower()) if model.vosk_model_find_word(form) >= 0), None)
        if spelt is None:
            unknown.append(word)
        else:
            kept.append(spelt)
    return " ".join(kept)
