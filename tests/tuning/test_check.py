from pathlib import Path

import pytest

from assist.config import PlaybookSettings, Settings
from assist.errors import PlaybookError
from assist.playbook import Example, Rule, load_playbook
from assist.tuning.check import all_examples, check_playbook, example_fault
from tests.test_playbook import GOOD, folder_with

SETTINGS = Settings()
PLAYBOOK = load_playbook(SETTINGS.playbook.path, "id")
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.id}-{example.expect}-{number}")
    for number, (rule, example) in enumerate(all_examples(PLAYBOOK))
]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_an_example_of_the_shipped_playbook(rule: Rule, example: Example) -> None:
    assert example_fault(PLAYBOOK, rule, example, SETTINGS) is None


def with_prompts(folder: Path) -> Settings:
    return Settings(playbook=PlaybookSettings(dir=str(folder)))


def test_an_example_that_does_not_come_true_is_named(tmp_path: Path) -> None:
    wrong = GOOD.replace("besok saya bayar dua ratus ribu", "saya bayar dua ratus ribu")
    report = check_playbook(with_prompts(folder_with(tmp_path, wrong)))
    assert (report.rules, report.examples) == (1, 2)
    (failure,) = report.failures
    assert failure.startswith("rule janji.tanggal: fires, but its example expects 'silent'")


def test_a_broken_example_is_named(tmp_path: Path) -> None:
    wrong = GOOD.replace("customer: besok", "kustomer: besok")
    (failure,) = check_playbook(with_prompts(folder_with(tmp_path, wrong))).failures
    assert "rule janji.tanggal: example (silent): dialogue line 1" in failure


def test_a_broken_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PlaybookError, match="level"):
        check_playbook(with_prompts(folder_with(tmp_path, GOOD.replace('"ask"', '"loud"'))))
