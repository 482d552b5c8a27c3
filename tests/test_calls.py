"""Scripted calls (tests/calls/*.txt): which stages each ticks, which are late, and which tips the agent sees.

The comments at the head of a file say what is expected: `# done:` the stages that stand ticked at the end, `# late:`
those that were late, in that order, `# tips:` every tip in its order; each a list of ids, or `-` for none.
"""

from pathlib import Path

import pytest

from assist.config import Settings
from assist.dialogue import read_dialogue
from assist.events import Concluded, Signal, Tip
from assist.playbook import load_playbook
from assist.session import run

SETTINGS = Settings()
PLAYBOOK = load_playbook(SETTINGS.playbook.path, "id")
CALLS = sorted((Path(__file__).parent / "calls").glob("*.txt"))


def expected(text: str, key: str) -> list[str]:
    (line,) = (line for line in text.splitlines() if line.startswith(f"# {key}:"))
    return [name for name in line.split(":", 1)[1].split() if name != "-"]


def stages(concluded: list[Concluded], name: str) -> list[str]:
    return [str(event.fields["stage"]) for event in concluded if isinstance(event, Signal) and event.name == name]


def ticked(concluded: list[Concluded]) -> set[str]:
    done: set[str] = set()
    for event in concluded:
        if isinstance(event, Signal) and event.name == "stage_done":
            done.add(str(event.fields["stage"]))
        elif isinstance(event, Signal) and event.name == "stage_undone":
            done.discard(str(event.fields["stage"]))
    return done


@pytest.mark.parametrize("file", CALLS, ids=lambda file: file.stem)
def test_a_scripted_call(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    concluded = run(read_dialogue(text), PLAYBOOK, SETTINGS)
    assert [stage.id for stage in PLAYBOOK.stages if stage.id in ticked(concluded)] == expected(text, "done")
    assert stages(concluded, "stage_late") == expected(text, "late")
    assert [event.rule_id for event in concluded if isinstance(event, Tip)] == expected(text, "tips")


def test_there_are_a_dozen() -> None:
    assert len(CALLS) >= 12


def test_every_stage_is_ticked_and_every_stage_that_can_be_is_late_somewhere() -> None:
    texts = [file.read_text(encoding="utf-8") for file in CALLS]
    done = {name for text in texts for name in expected(text, "done")}
    late = {name for text in texts for name in expected(text, "late")}
    assert done == {stage.id for stage in PLAYBOOK.stages}
    assert late == {stage.id for stage in PLAYBOOK.stages if stage.late}
