"""Speech models: the catalogue, where they come from, and those on this machine."""
