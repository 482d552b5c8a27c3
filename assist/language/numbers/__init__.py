"""Runs of number words -> typed numbers and sums. Pure."""
