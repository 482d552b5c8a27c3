"""Relatives, friends and employers. Pure."""

import re
from functools import lru_cache

from assist.language.words.vocabulary import word_set

RELATIONS = word_set(
    """suami istri kakak adik anak orangtua ibu mama mamah emak mak bapak ayah papa mertua om tante paman bibi
    teman kawan sahabat keluarga saudara sepupu kakek nenek menantu mantu keponakan ponakan majikan juragan bos
    abang pakde bude paklik bulik tunangan pacar cucu ipar bojo putra putri tetangga kerabat famili sodara besan
    biyung rama simbok simbah mbah enyak babe umi abi abah ambu aa teteh akang uda uni amak apak mamak etek tulang
    namboru amang inang laki lakik bini rabi induk pakwo ajik meme bli anaknda mantan gebetan konco dulur baraya
    sanak rekan partner atasan bossku nyonya tuan adikku emakku mami papi ortu eyang oma opa uwak ua mamang bibik
    cici koko encek engkong ponakanku"""
)


@lru_cache(maxsize=20_000)
def is_relation(word: str) -> bool:
    """A relative, friend or employer, also as "-nya", "-ku"."""
    return word in RELATIONS or re.sub(r"(?:nya|ku|ne|na)$", "", word) in RELATIONS
