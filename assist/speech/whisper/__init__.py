"""Whisper on CTranslate2: decoding with a short window, guards, and the second look."""
