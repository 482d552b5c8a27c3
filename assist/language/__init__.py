"""What is spoken: Indonesian numbers, money, dates, phrases. Pure."""
