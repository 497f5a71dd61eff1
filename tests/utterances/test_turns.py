import pytest

from lvm_meet.model import Segment, Span
from lvm_meet.utterances.turns import span_of, turns


def texts(segments, gap=2000):
    return [(turn.speaker, turn.text) for turn in turns(segments, join_gap_ms=gap)]


def timed(speaker, text, start, end):
    return Segment(text, speaker, Span(start, end))


@pytest.mark.parametrize(
    ("segments", "expected"),
    [
        ([], []),
        ([Segment(" \n "), Segment("")], []),
        ([Segment("a", "A"), Segment("b", "A")], [("A", "a b")]),
        ([Segment("a"), Segment("b")], [(None, "a b")]),
        ([Segment("a", "A"), Segment("b")], [("A", "a"), (None, "b")]),
        (
            [Segment("a", "A"), Segment("mm", "B"), Segment("b", "A")],
            [("A", "a"), ("B", "mm"), ("A", "b")],
        ),
        ([Segment("a", "A"), Segment(" ", "B"), Segment("b", "A")], [("A", "a b")]),
        ([timed("A", "a", 0, 1000), timed("A", "b", 3000, 4000)], [("A", "a b")]),
        ([timed("A", "a", 0, 1000), timed("A", "b", 3001, 4000)], [("A", "a"), ("A", "b")]),
        ([timed("A", "a", 9000, 9900), timed("A", "b", 0, 500)], [("A", "a"), ("A", "b")]),
        ([timed("A", "a", 0, 5000), timed("A", "b", 2000, 3000)], [("A", "a b")]),
        ([timed("A", "a", 0, 1000), Segment("b", "A")], [("A", "a b")]),
    ],
)
def test_what_joins(segments, expected):
    assert texts(segments) == expected


def test_pauses_stand_where_segments_begin():
    segments = [timed("A", "a b", 0, 1000), timed("A", "c d", 1500, 2000), Segment("e f", "A")]
    (turn,) = turns(segments, join_gap_ms=2000)
    assert turn.pauses == (0, 0, 500, 0, None, 0)


def test_spans_tile_a_segment_by_characters():
    segments = [timed("A", "aaa bb cccc", 1000, 2100)]
    (turn,) = turns(segments, join_gap_ms=0)
    spans = [span_of(segments, turn.tokens, *cut) for cut in ((0, 1), (1, 2), (2, 3))]
    assert spans == [Span(1000, 1400), Span(1400, 1700), Span(1700, 2100)]
    assert span_of(segments, turn.tokens, 0, 3) == Span(1000, 2100)


def test_a_span_covers_the_segments_it_touches():
    segments = [timed("A", "a b", 0, 100), Segment("c", "A"), timed("A", "d e", 150, 250)]
    (turn,) = turns(segments, join_gap_ms=2000)
    assert span_of(segments, turn.tokens, 0, 5) == Span(0, 250)
    assert span_of(segments, turn.tokens, 1, 4) == Span(66, 216)
    assert span_of(segments, turn.tokens, 2, 3) is None


@pytest.mark.parametrize(("start", "end"), [(1, 3), (2, 4), (2, 3)])
def test_words_without_a_time_take_the_span_from_a_piece_that_ends_in_them(start, end):
    segments = [timed("A", "a b", 0, 100), Segment("c", "A"), timed("A", "d e", 150, 250)]
    (turn,) = turns(segments, join_gap_ms=2000)
    assert span_of(segments, turn.tokens, start, end) is None
