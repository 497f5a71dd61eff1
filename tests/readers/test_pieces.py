import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.model import Segment, Span, Word
from lvm_meet.readers.notes import Notes
from lvm_meet.readers.piece import LONGEST_MS, Piece
from lvm_meet.readers.pieces import (
    assemble,
    infer_ends,
    mend,
    note_overlaps,
    open_ends,
    rebase,
    share_out,
)

HOUR = 3_600_000


def times(pieces):
    return [(piece.start_ms, piece.end_ms) for piece in pieces]


def codes(notes):
    return {note.code: (note.line, note.count) for note in notes.collect()}


def test_pieces_become_clean_segments():
    notes = Notes()
    done = assemble(
        [
            Piece(" two\nwords ", " Ada &amp; Ben ", 0, 900, 1, 950),
            Piece("…", "Ada", 900, 950, 2),
            Piece("untimed", ""),
        ],
        notes,
    )
    assert done == (
        Segment("two words", "Ada & Ben", Span(0, 900), 950),
        Segment("untimed", None, None, None),
    )
    assert codes(notes) == {"empty-cue": (2, 1)}


@pytest.mark.parametrize("name", ["Unknown", "unknown speaker", "UNIDENTIFIED SPEAKER"])
def test_a_label_for_nobody_is_no_name_unless_the_file_is_ours(name):
    assert assemble([Piece("so", name)], Notes())[0].speaker is None
    assert assemble([Piece("so", name)], Notes(), settled=True)[0].speaker == name
    assert assemble([Piece("so", f"{name} 2")], Notes())[0].speaker == f"{name} 2"


def test_settled_pieces_are_taken_as_they_are():
    notes = Notes()
    pieces = [
        Piece(" \U0001f600\u200b ", "A &amp; B", 900, 990),
        Piece("we go on and on", None, 0, 500, words=(Word("we", Span(0, 100)),)),
        Piece("we go on and on", None, 500, 900),
        Piece(" \n", None),
    ]
    done = assemble(pieces, notes, settled=True)
    assert [segment.text for segment in done] == ["\U0001f600\u200b", *["we go on and on"] * 2]
    assert done[0].speaker == "A &amp; B"
    assert done[1].words == (Word("we", Span(0, 100)),)
    assert codes(notes) == {"empty-cue": (None, 1)}


def test_no_pieces_no_segments():
    assert assemble([], Notes()) == ()


def test_a_turn_without_an_end_lasts_until_the_next_or_as_long_as_its_words():
    notes = Notes()
    done = infer_ends(
        [
            Piece("a b c", start_ms=0),
            Piece("a b c", start_ms=2000),
            Piece("known", start_ms=60_000, end_ms=61_000),
            Piece("untimed"),
            Piece("a b", start_ms=70_000, line=9),
        ],
        notes,
    )
    assert times(done) == [
        (0, 2000),
        (2000, 5000),
        (60_000, 61_000),
        (None, None),
        (70_000, 70_800),
    ]
    assert codes(notes) == {"inferred-end": (None, 3)}


def test_a_turn_before_one_that_starts_earlier_gets_its_words_time():
    done = infer_ends([Piece("a b", start_ms=5000), Piece("c", start_ms=1000)], Notes())
    assert times(done) == [(5000, 5800), (1000, 1400)]


def test_times_that_cannot_be_are_mended_in_place():
    notes = Notes()
    done = mend(
        [
            Piece("a", start_ms=-500, end_ms=800, line=1),
            Piece("b", start_ms=5000, end_ms=4000, line=2),
            Piece("c", start_ms=3000, end_ms=6000, line=3),
            Piece("d", start_ms=0, end_ms=LONGEST_MS + 1, line=4),
            Piece("e", line=5),
        ],
        notes,
    )
    assert times(done) == [(0, 800), (5000, 5000), (3000, 6000), (None, None), (None, None)]
    assert codes(notes) == {
        "negative-time": (1, 1),
        "backward-span": (2, 1),
        "backward-time": (3, 1),
        "unreadable-time": (4, 1),
    }


def test_overlaps_are_talk_and_stay_as_they_are():
    notes = Notes()
    given_ = [Piece("a", start_ms=0, end_ms=5000), Piece("b", start_ms=4000, end_ms=4500)]
    assert mend(given_, notes) == given_
    assert codes(notes) == {}
    assert [segment.span for segment in assemble(given_, notes)] == [
        Span(0, 5000),
        Span(4000, 4500),
    ]
    assert [(note.code, note.remark) for note in notes.collect()] == [("overlap", True)]


@pytest.mark.parametrize(
    ("spans", "lines"),
    [
        ([(0, 5), (5, 9), (9, 9)], []),
        ([(0, 5), (4, 9), (8, 20)], [2, 3]),
        ([(0, 50), (10, 20), (30, 40), (50, 60)], [2, 3]),  # beside a long one
        ([(0, 5), None, (4, 9)], [3]),
        ([(90, 99), (10, 20), (20, 30)], []),  # out of order, which is another note
        ([(90, 99), (10, 20), (15, 30)], [3]),
        ([], []),
    ],
)
def test_overlaps_are_counted(spans, lines):
    notes = Notes()
    note_overlaps(
        [
            Piece("a", start_ms=span[0], end_ms=span[1], line=line) if span else Piece("b")
            for line, span in enumerate(spans, start=1)
        ],
        notes,
    )
    assert codes(notes) == ({"overlap": (lines[0], len(lines))} if lines else {})


@pytest.mark.parametrize(
    ("words", "end", "kept"),
    [
        (3, 100 * HOUR, False),
        (3, HOUR, True),
        (3, HOUR + 1, False),
        (100, HOUR + 1, True),  # a whole talk as one piece
        (100, 2 * HOUR, False),
        (3, -5, True),
    ],
)
def test_an_end_that_cannot_be_meant_is_taken_away(words, end, kept):
    notes = Notes()
    (done,) = open_ends([Piece("a " * words, start_ms=0, end_ms=end, line=4)], notes)
    assert done.end_ms == (end if kept else None)
    assert codes(notes) == ({} if kept else {"endless-cue": (4, 1)})


def test_what_only_an_escape_can_spell_is_noted():
    notes = Notes(numbered=False)
    done = assemble([Piece("half \ud83d of it\u200b", "\u200eAda\u200e")], notes)
    assert done == (Segment("half \N{REPLACEMENT CHARACTER} of it", "Ada"),)
    assert codes(notes) == {"invisible-characters": (None, 3), "damaged-text": (None, 1)}


def test_settled_pieces_come_back_as_they_are():
    settled = [
        Piece("so we go on", "A &amp; B", 0, 900),
        Piece("so we go on", "A &amp; B", 900, 1800),
        Piece("well", "C", 2000, 100 * HOUR),
    ]
    notes = Notes()
    assert assemble(settled, notes, settled=True) == tuple(
        Segment(piece.text, piece.speaker, Span(piece.start_ms, piece.end_ms)) for piece in settled
    )
    assert codes(notes) == {}


def test_several_voices_share_a_cue_by_their_words():
    notes = Notes()
    whole = Piece("", start_ms=1000, end_ms=5000, line=3)
    done = share_out([("A", "one two three"), ("B", "four"), ("C", "…")], whole, notes)
    assert [(piece.speaker, piece.start_ms, piece.end_ms) for piece in done] == [
        ("A", 1000, 4000),
        ("B", 4000, 5000),
    ]
    assert codes(notes) == {"shared-cue": (3, 1)}


@pytest.mark.parametrize("voices", [[], [("A", "")], [(None, "…")]])
def test_a_cue_without_words_is_left_as_one_empty_piece(voices):
    assert share_out(voices, Piece("", line=3), Notes()) == [Piece("", line=3)]


def test_voices_of_an_untimed_cue_are_untimed():
    done = share_out([("A", "one"), ("B", "two")], Piece("", line=3), Notes())
    assert times(done) == [(None, None), (None, None)]


def test_times_of_day_count_from_the_first_and_pass_midnight():
    notes = Notes()
    done = rebase(
        [
            Piece("a", start_ms=23 * HOUR, line=4),
            Piece("b", start_ms=23 * HOUR + 10, end_ms=5),
            Piece("c"),
            Piece("d", start_ms=HOUR),
            Piece("e", start_ms=2 * HOUR, end_ms=2 * HOUR + 7),
        ],
        notes,
    )
    assert times(done) == [
        (0, None),
        (10, HOUR + 5),
        (None, None),
        (2 * HOUR, None),
        (3 * HOUR, 3 * HOUR + 7),
    ]
    assert codes(notes) == {"clock-time": (4, 1)}


PIECES = st.builds(
    Piece,
    text=st.text(st.sampled_from("ab ,.…"), max_size=12),
    speaker=st.sampled_from([None, "A", "B"]),
    start_ms=st.none() | st.integers(-10_000, 10_000),
    end_ms=st.none() | st.integers(-10_000, 10_000),
)


@given(st.lists(PIECES, max_size=12))
def test_whatever_the_times_spans_are_sound(pieces):
    for segment in assemble(pieces, Notes()):
        assert segment.text
        if segment.span is not None:
            assert 0 <= segment.span.start_ms <= segment.span.end_ms


@given(st.lists(PIECES, max_size=12))
def test_what_was_read_once_reads_the_same_again(pieces):
    once = assemble(pieces, Notes())
    again = [
        Piece(
            segment.text,
            segment.speaker,
            segment.span and segment.span.start_ms,
            segment.span and segment.span.end_ms,
        )
        for segment in once
    ]
    assert assemble(again, Notes(), settled=True) == once
