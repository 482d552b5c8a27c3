"""Signals and rules to tips: which tip is due, what it says, and one at a time on the screen. Pure."""
