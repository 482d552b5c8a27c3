"""What a payment is made of: its sum, kind, day, way and payer, out of the clauses of a turn. Pure."""
