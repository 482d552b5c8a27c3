"""What a whole turn does, for matching: a small linear model, and frames that say what is not meant. Pure."""
