"""Weights of rising emotion. Written by script/train_emotion.py: change that, not this.

Trained on EmoDB (F. Burkhardt, A. Paeschke, M. Rolfes, W. Sendlmeier, B. Weiss, "A Database of German Emotional
Speech", Interspeech 2005; 10 actors, acted; disgust left out), clean, over a simulated telephone, and over one with
noise 15 dB below. Licence as audEERING's data sheet of emodb 1.4.1 states it (repository audeering/datasets, file
datasets/emodb.html, read 2026-11-29): CC0-1.0, usage unrestricted. The level's weight rests on ISO 9921, not on the
corpus, whose files are levelled one by one. AUC of pieces, high against low arousal, each speaker by weights of the
other nine; in `with level` the level is the corpus's own, so that it shows what a useless level costs:

with level: clean 0.987, telephone 0.990, telephone + noise 0.992
without level: clean 0.990, telephone 0.991, telephone + noise 0.994
"""

SCALES = {
    "pitch": 5.62,
    "pitch_high": 5.82,
    "pitch_spread": 4.39,
    "pitch_movement": 7.59,
    "jitter": 0.589,
    "level": 4.0,
    "level_spread": 4.69,
    "tilt": 4.5,
    "slope": 2.55,
    "hammarberg": 4.55,
    "centroid": 4.95,
    "low_centroid": 2.21,
    "flux": 1.03,
    "voiced": 0.152,
    "periodicity": 0.0705,
    "syllables": 1.54,
}
"""One unit of the difference from the own baseline, by measure (`rise.vector`)."""
WITH_LEVEL = {
    "pitch": 0.4396,
    "pitch_high": 0.3113,
    "pitch_spread": 0.0,
    "pitch_movement": 0.1995,
    "jitter": 0.1897,
    "level": 0.4118,
    "level_spread": 0.0132,
    "tilt": 0.1453,
    "slope": 0.2136,
    "hammarberg": -0.1655,
    "centroid": 0.1772,
    "low_centroid": 0.1189,
    "flux": 0.1966,
    "voiced": 0.0854,
    "periodicity": -0.0091,
    "syllables": 0.0306,
}
"""Strength a unit of difference; 1.0 in sum is a raised voice."""
WITHOUT_LEVEL = {
    "pitch": 0.5114,
    "pitch_high": 0.3554,
    "pitch_spread": 0.0,
    "pitch_movement": 0.2289,
    "jitter": 0.2154,
    "level": 0.0,
    "level_spread": 0.0117,
    "tilt": 0.1626,
    "slope": 0.2442,
    "hammarberg": -0.1904,
    "centroid": 0.2021,
    "low_centroid": 0.136,
    "flux": 0.2213,
    "voiced": 0.0986,
    "periodicity": -0.0026,
    "syllables": 0.0318,
}
"""The same for headsets whose automatic gain holds the level."""
