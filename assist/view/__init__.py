"""What the overlay shows, as parts that a page can draw: a fold over the events of a call. Pure."""
