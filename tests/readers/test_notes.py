import pytest

from lvm_meet.model import Note
from lvm_meet.readers.notes import REMARKS, REPAIRS, TOLERANCES, Notes, merge


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


def test_remarks_are_marked_and_come_first():
    notes = Notes()
    notes.add("encoding")
    notes.add("line-ends", 1, count=9, detail="CR LF")
    assert [(note.code, note.remark) for note in notes.collect()] == [
        ("line-ends", True),
        ("encoding", False),
    ]
    assert set(REMARKS) | set(REPAIRS) == set(TOLERANCES)


def test_a_file_is_cut_off_but_once():
    notes = Notes()
    notes.add("cut-off", 7, detail="inside a tag")
    notes.add("cut-off", 9)
    (note,) = notes.collect()
    assert (note.line, note.count) == (7, 1)
    assert merge((note, *notes.collect())) == (note,)


def test_merging_adds_counts_and_keeps_the_first():
    first, second = Note("overlap", "a", 3, 2, remark=True), Note("overlap", "b", 1, 5)
    assert merge([first, Note("x", "y"), second]) == (
        Note("overlap", "a", 3, 7, remark=True),
        Note("x", "y"),
    )
    assert merge([]) == ()


def test_codes_are_unique():
    assert len({code for code, _ in TOLERANCES}) == len(TOLERANCES)
