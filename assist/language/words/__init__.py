"""What a recogniser printed -> words in one normal form; how words sound, and how they are written. Pure."""
