"""Provisional."""
SCALES={"pitch":4.0,"pitch_high":5.0,"pitch_spread":4.0,"pitch_movement":10.0,"jitter":0.3,"level":4.0,"level_spread":5.0,"tilt":4.0,"slope":2.0,"hammarberg":5.0,"centroid":3.0,"low_centroid":2.0,"flux":0.5,"voiced":0.1,"periodicity":0.05,"syllables":1.5}
WITHOUT_LEVEL={"pitch":.76,"slope":.4}
WITH_LEVEL={"pitch":.76,"slope":.4,"level":.2}
