import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.errors import json_line

TEXT = """\ufeff{
  "name": "a \\"}{[ b",
  "sum": 5, "late": [1,
     {"x": null, "until": "2026"}],
  "sum": 7
}"""
PLACES = [
    ((), 1),
    (("name",), 2),
    (("late",), 3),
    (("late", 0), 3),
    (("late", 1), 4),
    (("late", 1, "until"), 4),
    (("late", 1, "gone"), 4),
    (("sum",), 5),
    (("sum", "deeper"), 5),
    (("gone",), 1),
]


@pytest.mark.parametrize(("path", "line"), PLACES)
def test_the_line_of_a_value(path: tuple[str | int, ...], line: int) -> None:
    assert json_line(TEXT, path) == line


@pytest.mark.parametrize("text", ["", "{", '{"a"', '{"a": tru}', '{"a": 1 "b"}', "[1,", "{'a': 1}", '{"a":' * 9999])
def test_where_it_cannot_be_told_there_is_no_line(text: str) -> None:
    assert json_line(text, ("b",)) in (None, 1)


VALUES = st.recursive(
    st.none() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@given(value=VALUES, path=st.lists(st.text() | st.integers(0, 3), max_size=3), indent=st.sampled_from([None, 1]))
def test_any_json_and_any_path_gives_a_line_of_the_text(
    value: object, path: list[str | int], indent: int | None
) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=False)
    line = json_line(text, path)
    assert line is not None
    assert 1 <= line <= text.count("\n") + 1
