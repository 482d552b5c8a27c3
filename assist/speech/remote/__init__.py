"""Recognition on another machine: the engine that asks, and the server that answers."""
