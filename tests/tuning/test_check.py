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


HOLIDAY = """
[[rule]]
id = "uji.libur"
say = "Di sistem {due_amount}."
why = "Uji."
level = "ask"
show = "now"
priority = 50
cooldown_s = 5
max_per_call = 1
expires_s = 20
when = { signal = "outside_hours", where = { reason = "late" } }
[[rule.example]]
expect = "fires"
call = "agent: halo"
at = "2026-11-23T18:30:00+07:00"
account = { time_zone = "Asia/Jayapura", due_date = 2026-11-05 }
[[rule.example]]
expect = "silent"
call = "agent: halo"
at = "2026-11-23T18:30:00+07:00"
"""


def test_an_example_may_say_when_the_call_begins_and_whom_it_is_about(tmp_path: Path) -> None:
    report = check_playbook(with_prompts(folder_with(tmp_path, HOLIDAY)))
    assert (report.examples, report.failures) == (2, ())
    (failure,) = check_playbook(
        with_prompts(folder_with(tmp_path, HOLIDAY.replace("18:30:00+07", "18:30:00+09")))
    ).failures
    assert "rule uji.libur: stays silent" in failure


WRONG_EXAMPLES = {
    'time_zone = "Asia/Jayapura"': ('time_zone = "WIT"', "example.0.account.time_zone: 'WIT' is no time zone"),
    "due_date = 2026-11-05": ("amount_due_idr = -5", "example.0.account.amount_due_idr: "),
    '"2026-11-23T18:30:00+07:00"\naccount': ('"2026-11-23T18:30:00"\naccount', "example.0.at: "),
}


@pytest.mark.parametrize("part", WRONG_EXAMPLES, ids=["zone", "sum", "moment without a zone"])
def test_a_wrong_account_of_an_example_names_rule_and_field(part: str, tmp_path: Path) -> None:
    wrong, expected = WRONG_EXAMPLES[part]
    with pytest.raises(PlaybookError) as caught:
        check_playbook(with_prompts(folder_with(tmp_path, HOLIDAY.replace(part, wrong))))
    assert f"rule uji.libur: {expected}" in str(caught.value)
