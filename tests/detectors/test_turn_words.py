from assist.detectors.turn_words import TurnWords


def test_words_before_and_behind_end_at_punctuation() -> None:
    turn = TurnWords.of("Kalau bisa, tunggakannya satu juta ya. Besok dibayar")
    (number,) = turn.numbers
    assert turn.before(number.first, 9) == ["tunggakannya"]
    assert turn.behind(number.last) == ["ya"]
    assert turn.characters(number.first, number.last) == (25, 34)


def test_without_punctuation_the_count_limits_them() -> None:
    turn = TurnWords.of("tunggakan ibu saat ini satu juta ya bu besok dibayar")
    (number,) = turn.numbers
    assert turn.before(number.first, 2) == ["saat", "ini"]
    assert turn.behind(number.last, 2) == ["ya", "bu"]
