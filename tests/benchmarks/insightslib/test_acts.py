from benchmarks.insightslib.acts import Count, coded_units, count
from lvm_meet.model import Span, Utterance


def test_items_are_right_within_two_utterances():
    counted = count([[0], [9, 20], [40]], [2, 22, 30])
    assert counted == Count(right=2, items=3, found=2, coded=3)
    assert counted.row == " 66.7%    2/3    66.7%   2/3  "


def test_nothing_found_and_nothing_coded():
    assert count([], []) == Count()
    assert "–" in Count().row
    assert Count(1, 2, 3, 4) + Count(1, 1, 1, 1) == Count(2, 3, 4, 5)


def test_codes_go_to_the_unit_of_their_speaker_and_time():
    units = [
        Utterance("u1", "a", "x", Span(0, 1000), (0,)),
        Utterance("u2", "b", "x", Span(500, 900), (1,)),
        Utterance("u3", "a", "x", None, (2,)),
    ]
    rows = [
        {"start": "0.5", "speaker": "b", "act": "s^cc"},
        {"start": "0.5", "speaker": "a", "act": "fh|s^co.%--"},
        {"start": "7", "speaker": "a", "act": "cs"},
    ]
    assert coded_units(units, rows) == [{"fh", "s", "co", "%--"}, {"s", "cc"}, set()]
