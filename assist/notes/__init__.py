"""Events to a note draft whose every fact points at the utterance that says it."""
