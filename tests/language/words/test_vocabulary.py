from assist.language.words.vocabulary import FILLERS, MERGES, VARIANTS


def test_forms_are_not_variants_themselves() -> None:
    forms = {word for form in VARIANTS.values() for word in form.split()}
    assert not {word for word in forms if VARIANTS.get(word, word) != word}


def test_no_variant_is_a_filler() -> None:
    assert not FILLERS & VARIANTS.keys()


def test_merges_join_at_least_two_words() -> None:
    assert all(len(words) >= 2 for words in MERGES)
