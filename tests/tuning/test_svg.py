import xml.etree.ElementTree as ET
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from assist.tuning.svg import Label, add, add_text, clean, placed, shortened, width_px

LEFT, RIGHT, MARK = 92.0, 1184.0, 10.0
MARKS = st.lists(
    st.tuples(st.floats(LEFT, RIGHT), st.text(st.characters(codec="utf-8"), max_size=200)), max_size=25
).map(lambda marks: sorted(marks, key=lambda mark: mark[0]))


def span(label: Label) -> tuple[float, float]:
    wide = width_px(label.text)
    start = label.text_x - wide if label.anchor == "end" else label.text_x
    return min(start, label.mark_x), max(start + wide, label.mark_x)


@given(MARKS)
def test_no_two_labels_of_a_row_touch_and_none_leaves_the_picture(marks: list[tuple[float, str]]) -> None:
    labels = placed(marks, LEFT, RIGHT, MARK)
    assert [label.x for label in labels] == [x for x, _ in marks]
    for one, other in combinations(labels, 2):
        if one.row == other.row:
            assert span(one)[1] < span(other)[0] or span(other)[1] < span(one)[0]
    for label in labels:
        assert span(label)[0] >= LEFT - 1e-6
        assert span(label)[1] <= RIGHT + 1e-6


def test_a_text_stands_right_of_its_mark_else_left_else_moved() -> None:
    short, long = "halo", "a" * 140
    anywhere, at_the_edge = (placed([(x, short)], LEFT, RIGHT, MARK)[0] for x in (100.0, 1180.0))
    assert (anywhere.text_x, anywhere.anchor) == (110.0, "start")
    assert (at_the_edge.text_x, at_the_edge.anchor, at_the_edge.mark_x) == (1170.0, "end", 1180.0)
    (moved,) = placed([(600.0, long)], LEFT, RIGHT, MARK)
    assert moved.x == 600.0
    assert moved.mark_x == moved.text_x - MARK < 600.0


@given(st.text(max_size=300), st.floats(20, 1000))
def test_a_shortened_text_fits(text: str, room_px: float) -> None:
    assert width_px(shortened(text, room_px)) <= room_px


def test_what_xml_cannot_hold_is_left_out_and_the_rest_escaped() -> None:
    root = ET.Element("svg")
    add_text(root, 1.0, 2.0, 'a\x00<b>&"\ud800')
    assert clean("a\x07b\n") == "ab"
    (text,) = ET.fromstring(ET.tostring(root, encoding="unicode"))
    assert text.text == 'a<b>&"'


def test_numbers_are_short() -> None:
    assert add(ET.Element("svg"), "rect", x=1.04, width=20.0, stroke_width=2).attrib == {
        "x": "1",
        "width": "20",
        "stroke-width": "2",
    }
