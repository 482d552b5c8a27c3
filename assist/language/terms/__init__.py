"""The words of paying: its verbs, debts, ways and the people who may pay. Pure."""
