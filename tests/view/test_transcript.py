from assist.view.transcript import Transcript
from tests.sample_call import said


def test_taking_all_away_says_so_line_by_line() -> None:
    transcript = Transcript()
    transcript.take(said("a1", "Halo."))
    transcript.take(said("c1", "Ya.", 3.0))
    gone = transcript.clear()
    assert [(line["utterance_id"], line["text"]) for line in gone if isinstance(line, dict)] == [("a1", ""), ("c1", "")]
    assert transcript.lines() == []
    assert transcript.clear() == []
