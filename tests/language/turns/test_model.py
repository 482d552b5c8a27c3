from io import BytesIO
from typing import Any

import numpy as np
import pytest

from assist.language.turns.model import (
    BUCKETS,
    NOTHING,
    SpeakerModel,
    TurnModel,
    code,
    letters_of,
    ngrams,
    shapes,
    vector,
)
from assist.language.words.normalise import normalise

IDF = np.ones(BUCKETS, np.float32)


def _model(words: dict[str, list[str]]) -> SpeakerModel:
    """A label is likely where one of its words is said."""
    names = (*words, NOTHING)
    weights = np.zeros((BUCKETS, len(names)), np.int8)
    for at, said in enumerate(words.values()):
        for word in said:
            weights[list(letters_of(word)), at] = 100
    ones = np.ones(len(names), np.float32)
    return SpeakerModel(names, weights, ones * 0.1, -4 * ones, ones * 0.5, IDF, np.zeros(0, np.uint32))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dua ratus lima puluh ribu ya", ["0rp", "ya"]),
        ("tanggal dua lima", ["tanggal", "0"]),
        ("totalnya 85.000", ["total", "0rp"]),
        ("", []),
    ],
)
def test_a_run_of_numbers_is_one_word(text: str, expected: list[str]) -> None:
    assert shapes(normalise(text)) == expected


def test_a_rare_word_counts_beside_others_as_any_rare_word() -> None:
    known = {code("saya")}
    columns = [set(ngrams(normalise(text), known)) for text in ("saya budiman", "saya kartika")]
    assert code("saya ?") % BUCKETS in columns[0] & columns[1]


def test_a_turn_is_a_vector_of_length_one() -> None:
    columns, values = vector(normalise("saya mau bayar besok saya"), IDF, frozenset())
    assert len(set(columns.tolist())) == len(columns)
    assert float(values @ values) == pytest.approx(1.0)


def test_labels_are_likely_by_their_words() -> None:
    model = _model({"threat": ["penjara"], "thanks": ["kasih"]})
    likely = model.probabilities(normalise("nanti masuk penjara"))
    assert likely[0] > 0.9
    assert likely[1] < 0.1
    assert not model.probabilities([]).any()


def test_the_telling_words_are_found() -> None:
    model = _model({"threat": ["penjara", "polisi"]})
    tokens = normalise("ibu nanti polisi bawa penjara ya bu kalau begitu")
    first, last = model.telling(tokens, 0)
    assert [token.text for token in tokens[first:last]] == ["polisi", "bawa", "penjara"]


def test_bytes_and_back() -> None:
    model = TurnModel({"agent": _model({"threat": ["penjara"]}), "customer": _model({"anger": ["marah"]})}, "abc")
    again = TurnModel.of_bytes(model.to_bytes())
    assert again.trained_on == "abc"
    assert again.speakers["customer"].labels == ("anger", NOTHING)
    tokens = normalise("saya marah sekali")
    assert again.speakers["customer"].probabilities(tokens) == pytest.approx(
        model.speakers["customer"].probabilities(tokens)
    )
    assert again.to_bytes() == model.to_bytes()


def test_what_is_no_model_is_told() -> None:
    with pytest.raises(ValueError):
        TurnModel.of_bytes(b"PK nothing")


@pytest.mark.parametrize(
    ("name", "array"),
    [
        ("weights", np.zeros((5, 2), np.int8)),
        ("idf", np.full(BUCKETS, np.nan, np.float32)),
        ("known", np.zeros((2, 2), np.uint32)),
        ("labels", np.array(["threat", "anger"])),
    ],
)
def test_arrays_that_do_not_fit_are_told(name: str, array: Any) -> None:
    good = TurnModel({"agent": _model({"threat": ["penjara"]}), "customer": _model({"anger": ["marah"]})}, "abc")
    arrays = dict(np.load(BytesIO(good.to_bytes())))
    out = BytesIO()
    np.savez(out, **{**arrays, f"agent.{name}": array})
    with pytest.raises(ValueError, match="agent"):
        TurnModel.of_bytes(out.getvalue())
