"""Days as they are said -> a day, a range, or None where the agent has to ask; the calendar and clock hours. Pure."""
