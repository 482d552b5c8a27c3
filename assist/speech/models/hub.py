"""Fetches files of a Hugging Face repository: `python -m assist.speech.models.hub REPOSITORY FOLDER FILE...`.

It runs as a process of its own, because the hub's client retries for half a minute before it gives up and cannot be
interrupted: a process can be watched and ended.
"""

import sys
from fnmatch import fnmatch

from huggingface_hub import HfApi, hf_hub_download

PROBE_S = 4.0
"""How long the hub may take to answer at all."""


def fetch(repository: str, folder: str, names: list[str]) -> None:
    """Puts the named files, or those that fit a pattern, into `folder`. Raises whatever the hub's client raises."""
    # asked first and once: a download would try an unreachable hub five times, for 23 s
    listed = [file.rfilename for file in HfApi().model_info(repository, timeout=PROBE_S).siblings or ()]
    for name in names:
        for file in [name] if "*" not in name else [each for each in listed if fnmatch(each, name)]:
            hf_hub_download(repository, file, local_dir=folder)


def main() -> int:
    """The exit code: 0, or 1 with the reason as one line on standard error."""
    repository, folder, *names = sys.argv[1:]
    try:
        fetch(repository, folder, names)
    except Exception as error:
        # the only reader is fetching.py, which shows this line and goes on to the next source
        reason = str(error).strip().splitlines() or [""]
        print(f"{type(error).__name__} {reason[0]}".strip(), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
