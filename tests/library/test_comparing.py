from dataclasses import replace

import pytest

from lvm_meet.library.comparing import compare
from lvm_meet.library.conclusions import Kind


def test_a_meeting_against_itself_differs_in_nothing(library, a_meeting) -> None:
    for name in ("a", "b"):
        library.add(a_meeting(name))
    found = compare(library, *library.meetings())
    assert len(found.pairs) > 8
    for pair in found.pairs:
        assert not pair.clear
        if pair.difference is not None:
            assert pair.difference.value == 0
            assert pair.difference.low < 0 < pair.difference.high
    assert {kind: (one, other) for kind, one, other in found.counts}[Kind.ACTION] == (3, 3)


def test_leading_and_managing_meetings_differ_clearly(library, a_meeting, build_analysis) -> None:
    leading = "Ann | 1 | 5 | vision | One day nobody will need a cable here at all.\n" * 60
    managing = "Ann | 1 | 5 | control | Are we still within the budget that we set?\n" * 60
    for name, rows in (("lead", leading), ("manage", managing)):
        analysis = build_analysis(rows)
        source = replace(analysis.transcript.source, name=name, sha256=name.ljust(64, "0"))
        library.add(replace(analysis, transcript=replace(analysis.transcript, source=source)))
    found = compare(library, library.meeting("lead"), library.meeting("manage"))
    clear = {pair.first.name: pair.clear for pair in found.pairs}
    assert clear["vision"]
    assert clear["control"]
    assert not clear["inspiration"]
    vision = next(pair for pair in found.pairs if pair.first.name == "vision")
    assert vision.difference.value < 0
    assert vision.first.interval.value == pytest.approx(100)


@pytest.mark.parametrize("name", ["empty", "one unit", "no signal", "long", "back-channels"])
def test_any_two_meetings_can_be_compared(library, a_meeting, analyses, name) -> None:
    library.add(a_meeting("a"))
    library.add(analyses[name])
    found = compare(library, *library.meetings())
    for pair in found.pairs:
        if pair.difference is not None and pair.difference.low is not None:
            assert pair.difference.low <= pair.difference.value <= pair.difference.high
