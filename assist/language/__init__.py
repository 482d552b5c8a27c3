"""What is spoken: Indonesian numbers, money, dates, phrases, and the promise that a dialogue holds. Pure.

Eight rooms; each imports from itself and from those before it only (a test says so):

- `words`: what a recogniser printed -> words in one normal form; names and brands put right by their sound
- `turns`: a linear model of what a whole turn does, and frames that take words back (for `assist.matching`)
- `terms`: the vocabulary of paying: verbs, debts, ways, relatives
- `numbers`: runs of number words -> typed numbers and sums
- `dates`: days as they are said -> a day, a range or a question; the calendar, clock hours
- `clauses`: a turn -> clauses, and what each does: promise, deny, ask, tell the past, set a condition
- `slots`: what a payment is made of: its sum, kind, day, way and payer, within one turn
- `promise`: one turn read whole, and the promise folded over the turns of a call
"""
