"""What team leads and tests both call: check, replay, compare, evaluate."""
