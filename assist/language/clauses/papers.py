"""Papers that are sent or fetched: proofs of payment, letters, certificates; they are no money. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from assist.language.terms.debts import debt_of
from assist.language.terms.paying import is_pay_word, moves_money
from assist.language.terms.ways import is_way
from assist.language.words.tokens import Token
from assist.language.words.vocabulary import word_set

PROOFS = word_set("struk struknya bukti buktinya resi resinya kuitansi kuitansinya kwitansi kwitansinya nota notanya")
_LETTERS = word_set("surat suratnya suratsurat keterangan sertifikat sertifikatnya bpkb bpkbnya jaminan jaminannya")
_PAPERS = PROOFS | _LETTERS
_ACCORDING = word_set("sesuai menurut berdasarkan seperti")
"""Behind these a paper tells which sum is paid ("sesuai surat pelunasannya")."""
_CARRYING = ("kirim", "titip", "ambil", "antar", "bawa", "jemput", "urus", "serah", "kasih", "minta", "foto")
"""Stems of what is done with papers as well as with money."""
_FINISHED = word_set("lunas lunasnya pelunasan pelunasannya bayar bayarnya setor pembayaran")
_REACH = 4


def named_whole(tokens: list[Token]) -> list[Token]:
    """The tokens, a noun that says which paper it is ("bukti transfernya", "surat keterangan lunas") told as paper.

    A proof that is to come stays, unless what it proves is told as past: "besok saya kirim bukti transfer lima ratus".
    """
    words = [token.text for token in tokens]
    made = _is_made(words)
    out: list[Token] = []
    for token in tokens:
        before, meant_by = (out[-1].text if out else ""), (out[-2].text if out[1:] else "")
        tells = token.text in _FINISHED or debt_of(token.text) or _is_transfer(token.text)
        of_paper = before in _LETTERS or (before in PROOFS and (made or "lunas" in token.text))
        named = tells and of_paper and not before.endswith("nya") and meant_by not in _ACCORDING
        out.append(replace(token, text="keterangan") if named else token)
    return out


def _is_made(words: Sequence[str]) -> bool:
    """Whether a payment is told as made ("kan sudah saya bayar", "sudah lunas")."""
    return any(
        word == "sudah" and any(is_pay_word(ahead) for ahead in words[at + 1 : at + 3]) for at, word in enumerate(words)
    )


def _is_transfer(word: str) -> bool:
    """ "transfer" behind a paper; a bank or shop behind it is where it comes from, or a way."""
    return is_way(word) and moves_money(word.removesuffix("nya"))


def carries_paper(words: Sequence[str], at: int) -> bool:
    """Whether the verb at `at` sends or fetches a paper, named behind it or, as a topic, before it."""
    if not any(stem in words[at] for stem in _CARRYING):
        return False
    topic = words[max(0, at - _REACH) : at]
    fronted = not _PAPERS.isdisjoint(topic) and words[at - 1] in ("saya", "kami", "nanti", "ku", "mau", "akan")
    return fronted or not _PAPERS.isdisjoint(words[at + 1 : at + 3])


def speaks_of_papers(words: Sequence[str]) -> bool:
    """Whether a paper is named ("besok saya ke kantor ambil surat lunas")."""
    return not _PAPERS.isdisjoint(words)
