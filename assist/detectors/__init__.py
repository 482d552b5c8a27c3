"""One file a detector: heard events in, signals out. Pure."""
