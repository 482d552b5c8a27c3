"""The loopback server: the page and its files, two doors with tokens, and what may be said through them."""
