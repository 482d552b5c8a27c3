"""From which source PulseAudio (or PipeWire) feeds each stream of this process.

When a source disappears PulseAudio moves its streams to another one without a word to us, and the customer's channel
would carry the agent. The library tells nothing of it, but `pactl` does.
"""

import asyncio
import json
import os
import shutil
import subprocess

TIMEOUT_S = 2.0


class Routes:
    """What `pactl` says of our streams."""

    def __init__(self) -> None:
        self._program = shutil.which("pactl")

    def now(self) -> dict[int, int] | None:
        """The number of each stream of this process that records, and the number of its source.

        None where there is no pactl, or it does not answer.
        """
        if self._program is None:
            return None
        command = [self._program, "--format=json", "list", "source-outputs"]
        try:
            answer = subprocess.run(command, capture_output=True, timeout=TIMEOUT_S, check=True)
            return parse_routes(answer.stdout, os.getpid())
        except (OSError, subprocess.SubprocessError, ValueError, KeyError, TypeError, AttributeError):
            return None  # not this kind of system, or an older pactl without JSON: likeness is still watched

    async def watch(self, changed: asyncio.Event) -> None:
        """Sets `changed` as soon as the server does something to a recording stream; returns when it cannot be told."""
        if self._program is None:
            return
        process = await asyncio.create_subprocess_exec(
            self._program, "subscribe", stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        assert process.stdout is not None
        try:
            while line := await process.stdout.readline():
                if b"source-output" in line:
                    changed.set()
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()


def parse_routes(listing: bytes, process_id: int) -> dict[int, int]:
    """The streams of a process in pactl's list of source outputs. Raises what a wrong format gives."""
    return {
        stream["index"]: stream["source"]
        for stream in json.loads(listing)
        if stream["properties"].get("application.process.id") == str(process_id)
    }
