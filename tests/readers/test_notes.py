import pytest

from lvm_meet.model import Note
from lvm_meet.readers.notes import TOLERANCES, Notes


def test_notes_are_one_per_code_with_count_and_first_line_in_a_stable_order():
    notes = Notes()
    notes.add("empty-cue", 9)
    notes.add("backward-time", 4)
    notes.add("empty-cue", 12, count=2)
    notes.add("encoding", detail="read as X")
    messages = dict(TOLERANCES)
    assert notes.collect() == (
        Note("encoding", f"{messages['encoding']}: read as X", None, 1),
        Note("backward-time", messages["backward-time"], 4, 1),
        Note("empty-cue", messages["empty-cue"], 9, 3),
    )


def test_formats_without_lines_give_none():
    notes = Notes(numbered=False)
    notes.add("empty-cue", 9)
    assert notes.collect()[0].line is None


def test_no_tolerance_no_note():
    assert Notes().collect() == ()


def test_only_listed_codes_can_be_noted():
    with pytest.raises(KeyError):
        Notes().add("whatever")


def test_codes_are_unique():
    assert len({code for code, _ in TOLERANCES}) == len(TOLERANCES)
