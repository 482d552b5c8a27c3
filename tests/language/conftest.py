"""Drawn examples have no time limit each: a busy machine would fail them."""

from hypothesis import settings

settings.register_profile("language", deadline=None)
settings.load_profile("language")
