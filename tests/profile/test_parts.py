import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.balance import balance_of, codes_of, estimate
from lvm_meet.model import Balance, Extent, Label, PartStyle, Signal
from lvm_meet.profile.parts import extents, part_styles
from lvm_meet.settings import StyleSettings

SETTINGS = StyleSettings()


def ids(units, *places):
    return [units[place].id for place in places]


def test_a_part_is_summed_on_its_own(meeting):
    units, signals = meeting("A:v A:i B:e B:n A:b B:c")
    first, second = part_styles(
        units, signals, [ids(units, 0, 1, 2), ids(units, 3, 4, 5)], settings=SETTINGS
    )
    assert (first.balance.leadership.units, first.balance.management.units) == (2, 1)
    assert (second.balance.talk.units, second.balance.control.units) == (3, 1)
    assert first.index is second.index is None


def test_parts_that_cover_the_meeting_add_up_to_it(meeting):
    units, signals = meeting("A:v A:i B:e B:n A:b B:c A:e A:v")
    parts = [ids(units, 0, 1), ids(units, 2), ids(units, 3, 4, 5, 6, 7)]
    found = part_styles(units, signals, parts, settings=SETTINGS)
    assert sum((each.balance for each in found), Balance.zero()) == balance_of(
        zip(units, signals, strict=True)
    )


def test_the_whole_meeting_as_one_part_has_the_meetings_index(meeting):
    units, signals = meeting("A:v A:e A:n " * 10)
    found = part_styles(units, signals, [[unit.id for unit in units]], settings=SETTINGS)
    assert found[0].index == estimate(codes_of(units, signals), settings=SETTINGS)
    assert found[0].index.value == 0


def test_neither_order_nor_repetition_matters(meeting):
    units, signals = meeting("A:v A:v A:e A:n A:v " * 6)
    all_ids = [unit.id for unit in units]
    forth, back = part_styles(
        units, signals, [all_ids, [*reversed(all_ids), *all_ids[:3]]], settings=SETTINGS
    )
    assert forth == back


def test_evidence_has_a_threshold(meeting):
    units, signals = meeting("A:v " * 8)
    seven, eight = part_styles(
        units, signals, [ids(units, *range(7)), ids(units, *range(8))], settings=SETTINGS
    )
    assert seven.index is None
    assert eight.index is not None


def test_a_part_without_units_and_a_meeting_without_talk(meeting):
    units, signals = meeting("A:v")
    empty = PartStyle(Balance.zero(), None)
    assert part_styles(units, signals, [[]], settings=SETTINGS) == (empty,)
    assert part_styles((), (), [[], []], settings=SETTINGS) == (empty, empty)
    assert part_styles(units, signals, [], settings=SETTINGS) == ()


def test_a_part_that_cites_nothing_is_an_error(meeting):
    units, signals = meeting("A:v A:e")
    with pytest.raises(ValueError, match="u9999"):
        part_styles(units, signals, [["u9999"]], settings=SETTINGS)
    with pytest.raises(ValueError, match="shorter"):
        part_styles(units, signals[:1], [], settings=SETTINGS)


def test_eight_parts_of_a_long_meeting_cost_little(meeting):
    units, signals = meeting("A:v A:n A:n B:e B:n " * 200)
    parts = [[unit.id for unit in units[start : start + 125]] for start in range(0, 1000, 125)]
    part_styles(units, signals, parts, settings=SETTINGS)
    best = min(_seconds(units, signals, parts) for _ in range(3))
    assert best < 0.1  # 8 ms on a quiet machine


def _seconds(units, signals, parts):
    begin = time.perf_counter()
    part_styles(units, signals, parts, settings=SETTINGS)
    return time.perf_counter() - begin


def test_extents_tell_where_a_signal_begins_and_ends(meeting):
    units, signals = meeting("A:n A:v B:e A:v B:e B:n B:e")
    assert extents(units, signals) == (
        Extent(Label.VISION, "u0002", "u0004", 2),
        Extent(Label.EXECUTION, "u0003", "u0007", 3),
    )


def test_a_coded_back_channel_has_no_extent(meeting):
    units, signals = meeting("A:b A:v A:b")
    coded = [Signal(each.utterance, Label.VISION, each.scores) for each in signals]
    assert extents(units, coded) == (Extent(Label.VISION, "u0002", "u0002", 1),)


@given(st.lists(st.sampled_from("viecnb"), max_size=60))
def test_extents_cover_all_coded_units(meeting, letters):
    units, signals = meeting(" ".join(f"A:{letter}" for letter in letters))
    found = extents(units, signals)
    assert sum(each.units for each in found) == sum(letter in "viec" for letter in letters)
    for each in found:
        inside = [unit.id for unit in units if each.first <= unit.id <= each.last]
        coded = [s.utterance for s in signals if s.label is each.label]
        assert coded[0] == each.first
        assert coded[-1] == each.last
        assert set(coded) <= set(inside)
        assert len(coded) == each.units


@given(st.lists(st.sampled_from("viecnb"), max_size=40), st.integers(1, 6))
def test_any_cut_gives_parts_that_add_up(meeting, letters, size):
    units, signals = meeting(" ".join(f"A:{letter}" for letter in letters))
    parts = [[unit.id for unit in units[at : at + size]] for at in range(0, len(units), size)]
    found = part_styles(units, signals, parts, settings=StyleSettings(bootstrap=100))
    assert sum((each.balance for each in found), Balance.zero()) == balance_of(
        zip(units, signals, strict=True)
    )
