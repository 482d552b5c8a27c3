"""One agent's sidecar: it waits for calls, opens the sound, hears one call after another."""
