"""Weights of rising emotion. Written by script/train_emotion.py: change that, not this.

Trained on EmoDB (F. Burkhardt, A. Paeschke, M. Rolfes, W. Sendlmeier, B. Weiss, "A Database of German Emotional
Speech", Interspeech 2005; 10 actors, acted; disgust left out), clean, over a simulated telephone, and over one with
noise 15 dB below. Licence as audEERING's data sheet of emodb 1.4.1 states it (repository audeering/datasets, file
datasets/emodb.html, read 2026-11-29): CC0-1.0, usage unrestricted. The level's weight rests on ISO 9921, not on the
corpus, whose files are levelled one by one. AUC of pieces, high against low arousal, each speaker by weights of the
other nine; in `with level` the level is the corpus's own, so that it shows what a useless level costs:

with level: clean 0.987, telephone 0.990, telephone + noise 0.992
without level: clean 0.990, telephone 0.991, telephone + noise 0.993
"""

SCALES = {
    "pitch": 5.59,
    "pitch_high": 5.79,
    "pitch_spread": 4.39,
    "pitch_movement": 7.55,
    "jitter": 0.589,
    "level": 4.0,
    "level_spread": 4.67,
    "tilt": 4.5,
    "slope": 2.55,
    "hammarberg": 4.52,
    "centroid": 4.94,
    "low_centroid": 2.21,
    "flux": 1.03,
    "voiced": 0.151,
    "periodicity": 0.0699,
    "syllables": 0.984,
}
"""One unit of the difference from the own baseline, by measure (`rise.vector`)."""
WITH_LEVEL = {
    "pitch": 0.4488,
    "pitch_high": 0.316,
    "pitch_spread": 0.0,
    "pitch_movement": 0.2046,
    "jitter": 0.1947,
    "level": 0.4186,
    "level_spread": 0.0145,
    "tilt": 0.1494,
    "slope": 0.2177,
    "hammarberg": -0.1675,
    "centroid": 0.1828,
    "low_centroid": 0.1237,
    "flux": 0.1934,
    "voiced": 0.0902,
    "periodicity": -0.0106,
    "syllables": 0.0619,
}
"""Strength a unit of difference; 1.0 in sum is a raised voice."""
WITHOUT_LEVEL = {
    "pitch": 0.5123,
    "pitch_high": 0.3549,
    "pitch_spread": 0.0,
    "pitch_movement": 0.2307,
    "jitter": 0.2174,
    "level": 0.0,
    "level_spread": 0.0133,
    "tilt": 0.1647,
    "slope": 0.2447,
    "hammarberg": -0.1893,
    "centroid": 0.2051,
    "low_centroid": 0.1388,
    "flux": 0.2126,
    "voiced": 0.1023,
    "periodicity": -0.0041,
    "syllables": 0.0681,
}
"""The same for headsets whose automatic gain holds the level."""
