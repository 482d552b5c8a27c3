"""Sound at the edge: sources, resampling, voice activity, prosody."""
