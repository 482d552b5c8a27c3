import os
from pathlib import Path

import pytest

from assist.account import Account
from assist.call import Shelf
from assist.config import AgentSettings, Settings
from assist.errors import PlaybookError
from assist.playbook import TURNS, Playbook, lexicon_for, load_playbook

GOOD = """
[[rule]]
id = "janji.tanggal"
say = "Tanggal pastinya berapa, {honorific}?"
why = "Janji tanpa tanggal."
level = "ask"
show = "pause"
priority = 70
cooldown_s = 25
max_per_call = 3
expires_s = 20
when = { signal = "commitment", where = { missing = { has = "date" } } }
[[rule.example]]
expect = "fires"
call = "customer: saya pasti bayar dua ratus ribu"
[[rule.example]]
expect = "silent"
call = "customer: besok saya bayar dua ratus ribu"
"""


def folder_with(tmp_path: Path, text: str) -> Path:
    (tmp_path / "id").mkdir(exist_ok=True)
    (tmp_path / "id" / "mine.toml").write_text(text)
    return tmp_path


def test_the_shipped_playbook_loads_with_a_dozen_rules() -> None:
    settings = Settings()
    playbook = load_playbook(settings.playbook.path, "id")
    assert len(playbook.rules) >= 12
    assert len(playbook.phrases) >= 12
    assert {"brand", "term", "ordinary"} == {entry.kind for entry in playbook.words}


def test_a_good_file_loads(tmp_path: Path) -> None:
    playbook = load_playbook(folder_with(tmp_path, GOOD), "id")
    assert [rule.id for rule in playbook.rules] == ["janji.tanggal"]
    assert playbook.rules[0].when.signal == ("commitment",)


def test_it_comes_back_from_json(tmp_path: Path) -> None:
    settings = Settings()
    playbook = load_playbook(settings.playbook.path, "id")
    assert Playbook.model_validate_json(playbook.model_dump_json()) == playbook


def test_the_version_follows_the_files(tmp_path: Path) -> None:
    first = load_playbook(folder_with(tmp_path, GOOD), "id").version
    assert load_playbook(folder_with(tmp_path, GOOD), "id").version == first
    assert load_playbook(folder_with(tmp_path, GOOD.replace("70", "71")), "id").version != first


def test_the_version_follows_the_words(tmp_path: Path) -> None:
    words = GOOD + '[[words]]\nkind = "brand"\nany = ["GoPay"]'
    first = load_playbook(folder_with(tmp_path, words), "id").version
    assert load_playbook(folder_with(tmp_path, words.replace("GoPay", "OVO")), "id").version != first


def test_a_playbook_kept_before_there_were_words_loads() -> None:
    content = load_playbook(Settings().playbook.path, "id").model_dump(mode="json", exclude={"words"})
    assert Playbook.model_validate(content).words == ()


def test_the_words_of_a_call_are_those_of_the_account_the_agent_and_the_playbook() -> None:
    playbook = load_playbook(Settings().playbook.path, "id")
    account = Account(customer_name="Siti Rahayu", product="Kredit Vario")
    lexicon = lexicon_for(playbook, account, AgentSettings(name="Rita", company="Koperasi Lestari"))
    assert lexicon.names == ("Siti", "Rahayu")
    assert lexicon.words[:3] == ("Vario", "Rita", "Lestari")
    assert {"Indomaret", "cicilan"} <= set(lexicon.words)
    meant = lexicon.put_right(["bu", "sidi", "bayar", "di", "indo", "maret"])
    assert [word.text for word in meant] == ["bu", "Siti", "bayar", "di", "Indomaret"]


STAGE = """
[[stage]]
id = "salam"
label = { id = "Salam pembuka", en = "Greeting" }
done = { signal = "greeting", by = "agent" }
late = [{ within_s = 15 }]
"""


def test_stages_keep_their_order_and_count_for_the_version(tmp_path: Path) -> None:
    other = STAGE.replace("salam", "nama")
    playbook = load_playbook(folder_with(tmp_path, GOOD + other + STAGE), "id")
    assert [stage.id for stage in playbook.stages] == ["nama", "salam"]
    assert Playbook.model_validate_json(playbook.model_dump_json()) == playbook
    assert load_playbook(folder_with(tmp_path, GOOD + STAGE + other), "id").version != playbook.version


def test_the_shipped_stages_are_those_of_a_call_in_order() -> None:
    stages = [stage.label["en"] for stage in load_playbook(Settings().playbook.path, "id").stages]
    assert len(stages) == 12
    assert (stages[0], stages[-1]) == ("Greeting", "Thanks")


def test_a_playbook_kept_before_there_were_stages_loads() -> None:
    content = load_playbook(Settings().playbook.path, "id").model_dump(mode="json", exclude={"stages"})
    assert Playbook.model_validate(content).stages == ()


BROKEN = {
    "stage of no signal": (
        GOOD + STAGE.replace('done = { signal = "greeting", by = "agent" }', ""),
        "stage salam: done: is missing",
    ),
    "stage with an unknown key": (GOOD + STAGE.replace("late", "slow"), "stage salam: slow"),
    "stage that is never late": (GOOD + STAGE.replace("within_s = 15", ""), "give exactly one of turns, within_s"),
    "stage twice": (GOOD + STAGE + STAGE, "stage salam: id: stands twice"),
    "stage without a label": (
        GOOD + STAGE.replace('id = "Salam pembuka", ', ""),
        "stage salam: label: has none for 'id'",
    ),
    "stage as a table": (GOOD + '[stage]\nid = "a"\n', "write [[stage]] above each"),
    "unknown key": (GOOD.replace('show = "pause"', 'show = "pause"\ncolour = "red"'), "rule janji.tanggal: colour"),
    "missing field": (GOOD.replace("priority = 70\n", ""), "rule janji.tanggal: priority: is missing"),
    "wrong level": (GOOD.replace('"ask"', '"loud"'), "rule janji.tanggal: level"),
    "no silent example": (GOOD.replace('"silent"', '"fires"'), 'expect = "silent"'),
    "long tip": (GOOD.replace("Tanggal", "a b c d e f g h i j k Tanggal"), "1 to 12 words"),
    "lone brace": (GOOD.replace("Tanggal", "Tanggal {"), "has a brace that stands alone"),
    "empty": ("", "is empty"),
    "no rules": ('[[phrases]]\nsignal = "x"\nany = ["a"]', "has no [[rule]]"),
    "placeholder": (GOOD.replace("{honorific}", "{nickname}"), "unknown placeholder {nickname}"),
    "unless without window": (
        GOOD.replace("[[rule.example]]", 'unless = { signal = "empathy" }\n[[rule.example]]', 1),
        "within_s",
    ),
    "turns of nobody": (
        GOOD.replace("[[rule.example]]", 'unless = { signal = "x", within_turns = 2 }\n[[rule.example]]', 1),
        "needs by",
    ),
    "misspelt signal": (
        GOOD.replace('signal = "commitment"', 'signal = "comitment"'),
        "mine.toml: rule janji.tanggal: signal: nothing gives 'comitment'; the nearest known is 'commitment'",
    ),
    "misspelt signal of a stage": (
        GOOD + STAGE.replace('signal = "greeting"', 'signal = "greting"'),
        "mine.toml: stage salam: signal: nothing gives 'greting'; the nearest known is 'greeting'",
    ),
    "prefix that nothing begins with": (
        GOOD + STAGE.replace("within_s = 15", 'within_s = 15, unless = { signal = "hardsip_*" }'),
        "stage salam: signal: nothing gives 'hardsip_*'; the nearest known is 'hardship_",
    ),
    "where": (GOOD.replace('has = "date"', 'hass = "date"'), "hass"),
    "silences": (GOOD.replace('show = "pause"', 'show = "pause"\nsilences = ["no.such"]'), "no rule 'no.such'"),
    "holds": (GOOD.replace('show = "pause"', 'show = "pause"\nholds = ["*"]'), "holds: no rule '*'"),
    "twice": (GOOD + GOOD, "stands twice"),
    "syntax": (GOOD + "[[rule", "is not valid TOML"),
    "table": (GOOD + "\n[rules]\n", "rules: unknown table"),
    "phrase": (GOOD + '\n[[phrases]]\nsignal = "x"\nany = ["(a|b"]\n', "phrases x: '(a|b': brackets do not match"),
    "words": (
        GOOD + '\n[[words]]\nkind = "brand"\nany = ["Toko Lima"]\n',
        "words table 1 (brand): any: 'Toko Lima' holds",
    ),
    "words of no kind": (GOOD + '\n[[words]]\nany = ["GoPay"]\n', "words table 1 (?): kind: is missing; add it"),
    "heard": (
        GOOD + '\n[[words]]\nkind = "brand"\nany = ["OVO"]\n[words.heard]\nOvo = ["ofo"]\n',
        "heard: 'Ovo' is no brand or term of this table; add it to any, or remove it",
    ),
    "phrases": (GOOD + '\n[[phrases]]\nsignal = "x"\nany = []\n', "phrases x: any"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_names_file_rule_field_and_fix(name: str, tmp_path: Path) -> None:
    text, expected = BROKEN[name]
    with pytest.raises(PlaybookError) as caught:
        load_playbook(folder_with(tmp_path, text), "id")
    message = str(caught.value)
    assert expected in message
    assert message.startswith(str(tmp_path / "id"))
    assert "\n" not in message


def test_a_signal_of_an_own_phrase_list_and_a_prefix_are_known(tmp_path: Path) -> None:
    phrases = '\n[[phrases]]\nsignal = "asks_weather"\nany = ["cuaca"]\n'
    text = GOOD.replace('signal = "commitment"', 'signal = ["asks_weather", "hardship_*", "asks_weath*"]') + phrases
    assert load_playbook(folder_with(tmp_path, text), "id").rules


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(PlaybookError, match=r"no \*\.toml file"):
        load_playbook(tmp_path, "id")


def test_a_mark_that_windows_editors_put_in_front_does_no_harm(tmp_path: Path) -> None:
    assert load_playbook(folder_with(tmp_path, "\ufeff" + GOOD), "id").rules


def test_the_last_good_playbook_stays_while_a_file_is_broken(tmp_path: Path) -> None:
    shelf = Shelf(folder_with(tmp_path, GOOD), "id")
    good = shelf.current
    assert shelf.refresh() is False
    _edit(tmp_path, GOOD.replace('"ask"', '"loud"'), 1)
    fault = shelf.refresh()
    assert isinstance(fault, PlaybookError)
    assert "level" in str(fault)
    assert shelf.current is good
    assert shelf.refresh() is False  # told once
    _edit(tmp_path, GOOD.replace("70", "71"), 2)
    assert shelf.refresh() is True
    assert shelf.current.rules[0].priority == 71


def _edit(folder: Path, text: str, later_s: int) -> None:
    file = folder / "id" / "mine.toml"
    file.write_text(text)
    os.utime(file, (file.stat().st_atime, file.stat().st_mtime + later_s))


@pytest.mark.parametrize("content", [b"", b"PK", b"\x93NUMPY\x01\x00"], ids=["empty", "cut short", "no archive"])
def test_a_broken_model_of_turns_is_one_line(tmp_path: Path, content: bytes) -> None:
    folder = folder_with(tmp_path, GOOD)
    (folder / "id" / TURNS).write_bytes(content)
    with pytest.raises(PlaybookError, match=r"turns.npz: is no model of turns .*script/train"):
        load_playbook(folder, "id")


def test_lines_without_their_model_are_told(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, GOOD)
    (folder / "id" / "turns").mkdir()
    with pytest.raises(PlaybookError, match=r"turns.npz: is missing"):
        load_playbook(folder, "id")
