"""Runs the examples that playbook rules carry: each rule by itself, over the same `Session` that runs live."""

from collections.abc import Iterator
from dataclasses import dataclass

from assist.config import CallingHoursSettings, Settings
from assist.dialogue import read_dialogue
from assist.errors import AssistError
from assist.events import Tip
from assist.playbook import Example, Playbook, Rule, load_playbook
from assist.session import run


@dataclass(frozen=True)
class Report:
    """How many rules and examples ran, and one line for each example that did not come true."""

    rules: int
    examples: int
    failures: tuple[str, ...]


def check_playbook(settings: Settings) -> Report:
    """Runs every example of the configured playbook. Raises PlaybookError where it does not load."""
    playbook = load_playbook(settings.playbook.path, settings.playbook.language)
    examples = list(all_examples(playbook))
    failures = [fault for rule, example in examples if (fault := example_fault(playbook, rule, example, settings))]
    return Report(len(playbook.rules), len(examples), tuple(failures))


def all_examples(playbook: Playbook) -> Iterator[tuple[Rule, Example]]:
    """Every rule with every one of its examples."""
    for rule in playbook.rules:
        for example in rule.example:
            yield rule, example


def example_fault(playbook: Playbook, rule: Rule, example: Example, settings: Settings) -> str | None:
    """What is wrong with an example, in one line; None where it comes true.

    The rule runs alone, so that another tip on the screen does not hide it, and with the default calling hours: its
    examples tell of the rule, not of where it is used.
    """
    settings = settings.model_copy(update={"calling_hours": CallingHoursSettings()})
    alone = playbook.model_copy(update={"rules": (rule.model_copy(update={"silences": ()}),)})
    try:
        concluded = run(read_dialogue(example.call, example.at, example.account), alone, settings)
    except AssistError as error:
        return f"rule {rule.id}: example ({example.expect}): {error}"
    fires = any(isinstance(event, Tip) for event in concluded)
    if fires == (example.expect == "fires"):
        return None
    what = "fires" if fires else "stays silent"
    first = example.call.strip().splitlines()[0]
    return (
        f"rule {rule.id}: {what}, but its example expects {example.expect!r}: {first!r}; mend the rule or the example"
    )
