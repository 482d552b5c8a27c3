"""Papers are no money: what names them, and what is done with them."""

import pytest

from assist.language.clauses.papers import carries_paper, named_whole
from assist.language.words.normalise import normalise
from assist.language.words.tokens import words_of


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("ambil surat keterangan lunas", "ambil surat keterangan keterangan"),
        ("minta kuitansi lunasnya", "minta kuitansi keterangan"),
        ("kirim bukti transfer kan sudah saya bayar", "kirim bukti keterangan kan sudah saya bayar"),
        ("besok kirim bukti transfer lima ratus", "besok kirim bukti transfer lima ratus"),
        ("sesuai surat pelunasan saya bayar", "sesuai surat pelunasan saya bayar"),
        ("suratnya lunas", "suratnya lunas"),
    ],
)
def test_a_noun_behind_a_paper_says_which_one(text: str, kept: str) -> None:
    assert words_of(named_whole(normalise(text))) == kept.split()


@pytest.mark.parametrize(
    ("text", "verb", "carries"),
    [
        ("saya kirim struknya", "kirim", True),
        ("resi setoran saya kirim", "kirim", True),
        ("mau ngambil bpkb", "ngambil", True),
        ("saya kirim dua ratus lalu buktinya", "kirim", False),
        ("saya bayar surat", "bayar", False),
    ],
)
def test_a_verb_carries_the_paper_beside_it(text: str, verb: str, carries: bool) -> None:
    words = text.split()
    assert carries_paper(words, words.index(verb)) is carries
