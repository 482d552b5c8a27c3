"""A turn -> clauses, and what each does: promise, deny, ask, tell what is past, set a condition. Pure."""
