"""The CRM snippets of README, run as they stand there."""

import asyncio
import json
import re
import shutil
import sys
from pathlib import Path

import pytest

from assist.push.control import FILE
from tests.desk import Desk, Play, Script, client

README = Path(__file__).resolve().parent.parent / "README.md"
TALK: Script = [(0.5, "customer", "saya pasti bayar dua ratus ribu")]
COMMANDS = {
    "py": [sys.executable],
    "mjs": ["node", "--experimental-websocket"],  # which Node 22 has without asking
}
LANGUAGES = {"py": "python", "mjs": "js"}


def snippet_of(kind: str) -> str:
    """The block of README that is the CRM in this language."""
    (block,) = re.findall(rf"```{LANGUAGES[kind]}\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    return str(block)


@pytest.mark.parametrize("kind", COMMANDS)
def test_a_crm_starts_a_call_and_gets_its_note(kind: str, play: Play, tmp_path: Path) -> None:
    snippet = tmp_path / f"crm.{kind}"
    snippet.write_text(snippet_of(kind), encoding="utf-8")
    command = [*COMMANDS[kind], str(snippet), str(tmp_path / FILE)]
    if shutil.which(command[0]) is None:
        pytest.skip(f"needs {command[0]}")

    async def scenario(at: Desk) -> None:
        address = {"url": f"ws://127.0.0.1:{at.server.port}/api", "token": at.server.doors["/api"].token}
        (tmp_path / FILE).write_text(json.dumps(address))
        async with client(at) as page:
            await page.until_status("ready")
            crm = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
            await page.until(lambda shown: shown["checklist"]["amount_idr"])
            assert page.state["account"]["name"] == "Ratna"
            await page.say(type="stop")
            out, _ = await asyncio.wait_for(crm.communicate(), 60)
        assert crm.returncode == 0
        assert "Nasabah: Ratna" in out.decode()
        assert "Rp200.000" in out.decode()

    play(scenario, TALK)
