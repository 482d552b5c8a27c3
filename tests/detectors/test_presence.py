"""Who is on the line: written calls through the session."""

import pytest

from assist.detectors.presence import (
    Names,
    PresenceFollower,
    asks_of_another,
    names_relative,
    says_myself,
    says_name,
    states_relative,
    tells_of,
)
from assist.events import Signal
from assist.language.words.normalise import normalise
from assist.language.words.tokens import words_of
from tests.detectors.following import corrected, signals

MYSELF = "agent: dengan bu wati sendiri ya\ncustomer: iya saya sendiri\n"
CUSTOMER = {
    "who pays": MYSELF + "agent: yang biasa bayar siapa bu\ncustomer: suami saya",
    "who pays, before the name": "agent: yang biasa bayar siapa ya\ncustomer: kakak saya",
    "who holds the card": MYSELF + "agent: kartunya dipegang siapa bu\ncustomer: anak saya yang pertama",
    "who is at home": MYSELF + "agent: di rumah ada siapa saja bu\ncustomer: ibu saya mas",
    "a relative in a story": MYSELF + "agent: kenapa bu\ncustomer: suami saya belum pulang kerja ada perlu apa ya",
    "nobody is named": MYSELF + "agent: terima kasih bu\ncustomer: sama sama",
}
SOMEBODY_ELSE = {
    "a sister": ("agent: dengan bu wati ya\ncustomer: bukan saya adiknya", "relative"),
    "a wrong number": ("agent: dengan bu wati ya\ncustomer: salah sambung mas", "wrong_number"),
    "the phone was handed over": (MYSELF + "agent: halo bu\ncustomer: mama lagi ke pasar ini anaknya mas", "relative"),
    "after who pays": (MYSELF + "agent: yang bayar siapa bu\ncustomer: saya istrinya pak", "relative"),
    "where the customer is": ("agent: selamat siang\ncustomer: mama belum pulang dari pasar saya anaknya", "relative"),
    "gone": ("agent: dengan mbak dewi ya\ncustomer: dewinya gak ada ini kakaknya", "relative"),
    "nobody there": ("agent: dengan mbak dewi ya\ncustomer: orangnya gak ada", "relative"),
    "at work": ("agent: dengan mas rudi ya\ncustomer: lagi kerja saya temennya", "relative"),
    "moved": ("agent: dengan pak rudi ya\ncustomer: udah pindah saya yang ngontrak rumahnya", "relative"),
}


@pytest.mark.parametrize("name", CUSTOMER)
def test_the_customer_is_on_the_line(name: str) -> None:
    call = CUSTOMER[name] + "\nagent: angsurannya enam ratus ribu ya bu\ncustomer: iya"
    assert signals(call, "somebody_else") == []
    assert signals(call, "third_party_disclosure") == []
    assert signals(call, "stage_undone") == []


@pytest.mark.parametrize("name", SOMEBODY_ELSE)
def test_somebody_else_is_on_the_line(name: str) -> None:
    call, who = SOMEBODY_ELSE[name]
    (signal,) = signals(call, "somebody_else")
    assert (signal.by, signal.fields) == ("customer", {"who": who})
    assert signal.evidence[0].utterance_id is not None
    assert signals(call + "\nagent: tunggakannya enam ratus ribu ya", "third_party_disclosure") != []


def test_a_correction_undoes_it() -> None:
    call = "agent: dengan bu wati ya\ncustomer: bukan saya adiknya"
    place = signals(call, "somebody_else")[0].evidence[0].utterance_id or ""
    assert signals(corrected(call, place, "iya saya sendiri"), "somebody_else") == []


def test_a_bare_signal_counts() -> None:
    signal = Signal(name="third_party_answers", by="customer")
    assert [given.name for given in PresenceFollower().follow(signal, [signal])] == ["somebody_else"]


@pytest.mark.parametrize("text", ["saya istrinya", "ini kakaknya", "iya ini temannya pak"])
def test_a_plain_statement(text: str) -> None:
    assert states_relative(text.split())


@pytest.mark.parametrize("text", ["suami saya", "istri saya yang bayar", "kakaknya", "ini saya"])
def test_no_plain_statement(text: str) -> None:
    assert not states_relative(text.split())


@pytest.mark.parametrize(
    ("text", "expected"), [("suami saya pak", True), ("suaminya", False), ("saya suaminya di rumah", False)]
)
def test_a_relative_who_is_only_named(text: str, expected: bool) -> None:
    assert names_relative(text.split()) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("yang biasa bayar siapa", True),
        ("tinggal sama siapa bu", True),
        ("siapa saja di rumah", True),
        ("saya bicara dengan siapa ya", False),
        ("ini siapa ya", False),
        ("kapan bu", False),
    ],
)
def test_a_question_about_another(text: str, expected: bool) -> None:
    assert asks_of_another(text.split()) is expected


def test_who_says_it_is_they() -> None:
    assert says_myself(["iya", "saya", "sendiri"])
    assert not says_myself(["bukan", "saya", "sendiri"])


RATNA = Names(frozenset({"ratna", "dewi"}))
OWN_NAME = [
    "halo iya ini saya ratna",
    "dengan ratna sendiri",
    "ya saya ratna dewi",
    "ini bu ratna",
    "nama saya ratna mas",
    "ratna sendiri pak",
    "iya benar dengan pratna dewi",
]
OTHER_NAME = [
    "mau bicara dengan ratna ya",
    "ratna lagi keluar",
    "bukan ratna pak",
    "ini adiknya ratna",
    "ini saya sari",
    "ada perlu apa dengan ratna",
    "sebentar saya panggil ratna",
    "ratna",
    "dengan siapa ini",
]


@pytest.mark.parametrize("text", OWN_NAME)
def test_one_s_own_name(text: str) -> None:
    words = words_of(normalise(text))
    assert says_name(words, RATNA)
    assert not tells_of(words, RATNA)


@pytest.mark.parametrize("text", OTHER_NAME)
def test_the_name_of_another(text: str) -> None:
    assert not says_name(words_of(normalise(text)), RATNA)


@pytest.mark.parametrize(
    "text",
    [
        "ratna lagi keluar pak",
        "bu ratna belum pulang",
        "ratnanya di pasar",
        "ratna nya gak ada mas",
        "saya adik ratna",
        "ini suami bu ratna",
        "tunggu ya saya panggil ratna",
    ],
)
def test_the_customer_is_spoken_of(text: str) -> None:
    assert tells_of(words_of(normalise(text)), RATNA)
    assert not tells_of(words_of(normalise(text)), Names(frozenset()))


@pytest.mark.parametrize(
    "text", ["saya ratna di rumah", "toko ratna di sebelah", "iya ini ratna", "motornya ada di rumah"]
)
def test_the_customer_is_not_spoken_of(text: str) -> None:
    assert not tells_of(words_of(normalise(text)), RATNA)


SISTER = "agent: dengan bu ratna ya\ncustomer: bukan saya adiknya\nagent: boleh bicara dengan bu ratna\n"
DEBT = "\nagent: tunggakannya satu juta dua ratus ribu bu"


@pytest.mark.parametrize("text", OWN_NAME)
def test_the_customer_comes_to_the_phone(text: str) -> None:
    assert signals(f"{SISTER}customer: {text}{DEBT}", "third_party_disclosure") == []


@pytest.mark.parametrize("text", OTHER_NAME)
def test_the_customer_is_still_not_there(text: str) -> None:
    assert signals(f"{SISTER}customer: {text}{DEBT}", "third_party_disclosure") != []


def test_without_an_account_the_name_is_that_of_the_question() -> None:
    call = (
        "agent: halo\ncustomer: salah sambung mas\nagent: maaf apa benar ini dengan ibu sulastri\ncustomer: {}" + DEBT
    )
    for text, told in {"dengan sulastri sendiri mas": 0, "oh dengan wahyuni": 1}.items():
        assert len(signals(call.format(text), "third_party_disclosure", account=None)) == told


def test_the_account_s_name_tells_that_somebody_else_answers() -> None:
    call = "agent: selamat siang bu\ncustomer: ratna lagi ke pasar bu"
    (signal,) = signals(call, "somebody_else")
    assert (signal.fields, signal.evidence[0].words) == ({"who": "relative"}, "ratna lagi ke pasar bu")
