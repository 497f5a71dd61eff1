from dataclasses import replace

import pytest

from lvm_meet.model import Span
from lvm_meet.settings import StyleSettings
from lvm_meet.style.timeline import windows


def found(units, signals, count=4):
    return windows(units, signals, settings=StyleSettings(windows=count))


def at(units, *starts, length=1000):
    return tuple(
        replace(unit, span=None if start is None else Span(start, start + length))
        for unit, start in zip(units, starts, strict=True)
    )


def test_no_talk_has_no_windows():
    assert found((), ()) == ()


def test_equal_in_time_with_empty_windows(meeting):
    units, signals = meeting("A:v A:e A:c A:n")
    parts = found(at(units, 1000, 2000, 8000, 8001), signals)
    assert [part.span for part in parts] == [
        Span(1000, 3001),
        Span(3001, 5001),
        Span(5001, 7001),
        Span(7001, 9001),
    ]
    assert [(part.first, part.last) for part in parts] == [
        ("u0001", "u0002"),
        (None, None),
        (None, None),
        ("u0003", "u0004"),
    ]
    assert [part.balance.talk.units for part in parts] == [2, 0, 0, 2]
    assert parts[1].balance.index is None


def test_every_unit_lies_in_the_window_of_its_middle(meeting):
    units, signals = meeting("A:n " * 50, ms=777)
    parts = found(units, signals, count=7)
    by_id = {unit.id: unit for unit in units}
    for part in parts:
        for id_ in (part.first, part.last):
            middle = (by_id[id_].span.start_ms + by_id[id_].span.end_ms) // 2
            assert part.span.start_ms <= middle < part.span.end_ms


def test_equal_in_words_without_times(meeting):
    units, signals = meeting("A:n " * 4, ms=None)
    units = (*units[:3], replace(units[3], text="word " * 12))
    parts = found(units, signals)
    assert [part.span for part in parts] == [None] * 4
    assert [(part.first, part.last) for part in parts] == [
        ("u0001", "u0001"),
        ("u0002", "u0003"),
        (None, None),
        ("u0004", "u0004"),
    ]


@pytest.mark.parametrize(
    ("starts", "timed"), [((0, None, 1000), True), ((0, None, None), False), ((0, 0, 0), True)]
)
def test_most_units_decide(meeting, starts, timed):
    units, signals = meeting("A:n A:n A:n")
    assert (found(at(units, *starts), signals)[0].span is not None) is timed


def test_a_unit_without_a_time_goes_with_the_one_before(meeting):
    units, signals = meeting("A:n A:n A:n")
    parts = found(at(units, 0, None, 9000), signals, count=2)
    assert [part.last for part in parts] == ["u0002", "u0003"]


def test_no_length_is_no_time(meeting):
    units, signals = meeting("A:n A:n")
    parts = found(at(units, 5, 5, length=0), signals, count=2)
    assert [(part.first, part.span) for part in parts] == [("u0001", None), ("u0002", None)]
