"""Weights of rising emotion. Written by script/train_emotion.py: change that, not this.

Trained on EmoDB (F. Burkhardt, A. Paeschke, M. Rolfes, W. Sendlmeier, B. Weiss, "A Database of German Emotional
Speech", Interspeech 2005; 10 actors, acted; disgust left out), clean, over a simulated telephone and with noise 15 dB below. Licence
as audEERING's data sheet of emodb 1.4.1 states it (github.com/audeering/datasets, datasets/emodb.html, read 2026-11-29):
CC0-1.0, usage unrestricted. The level's weight rests on ISO 9921, not on the corpus, whose files are levelled one by
one. AUC of pieces, high against low arousal, each speaker by weights of the other nine; the level of `with level` is
the corpus's own (levelled), so that it shows what a useless level costs:

with level (simulated): clean 0.986, telephone 0.991, telephone + noise 0.992
without level: clean 0.989, telephone 0.992, telephone + noise 0.993
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
    "pitch": 0.3836,
    "pitch_high": 0.2488,
    "pitch_spread": -0.1284,
    "pitch_movement": 0.1936,
    "jitter": 0.1688,
    "level": 0.4429,
    "level_spread": 0.0141,
    "tilt": 0.0741,
    "slope": 0.1974,
    "hammarberg": -0.1203,
    "centroid": 0.1346,
    "low_centroid": 0.1196,
    "flux": 0.1552,
    "voiced": 0.0744,
    "periodicity": 0.0041,
    "syllables": 0.0588,
}
"""Strength a unit of difference; 1.0 in sum is a raised voice."""
WITHOUT_LEVEL = {
    "pitch": 0.4304,
    "pitch_high": 0.2751,
    "pitch_spread": -0.1491,
    "pitch_movement": 0.2194,
    "jitter": 0.1919,
    "level": 0.0,
    "level_spread": 0.0135,
    "tilt": 0.074,
    "slope": 0.216,
    "hammarberg": -0.1365,
    "centroid": 0.1465,
    "low_centroid": 0.1307,
    "flux": 0.1588,
    "voiced": 0.0805,
    "periodicity": 0.0157,
    "syllables": 0.0573,
}
"""The same for headsets whose automatic gain holds the level."""
