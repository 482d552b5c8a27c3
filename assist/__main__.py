"""`python -m assist`."""

import os
import signal

# While the packages are being imported nothing is open yet, and a KeyboardInterrupt in there breaks them half-way.
signal.signal(signal.SIGINT, lambda number, frame: os._exit(130))

from assist.cli import main  # noqa: E402  # after the handler

signal.signal(signal.SIGINT, signal.default_int_handler)
main()
