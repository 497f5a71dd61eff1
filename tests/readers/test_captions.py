import pytest

from lvm_meet.readers.captions import undouble, unroll
from lvm_meet.readers.notes import Notes
from lvm_meet.readers.piece import Piece


def pieces(*rows):
    return [
        Piece(text, speaker, start, end, line)
        for line, (text, speaker, start, end) in enumerate(rows, 1)
    ]


def unrolled(*rows):
    notes = Notes()
    done = unroll(pieces(*rows), notes)
    return [(piece.text, piece.start_ms, piece.end_ms) for piece in done], notes.collect()


def test_captions_that_roll_keep_what_is_new():
    lines = [
        "we are all here now",
        "so let us begin with",
        "the first point on the",
        "list that you have got",
        "in front of you today",
        "and then go home again",
    ]
    rows, shown = [], ""
    for number, line in enumerate(lines):
        rows.append((f"{shown} {line}".strip(), None, number * 1000, number * 1000 + 990))
        rows.append((line, None, number * 1000 + 990, number * 1000 + 1000))
        shown = line
    done, notes = unrolled(*rows)
    assert [text for text, *_ in done] == lines
    assert done[0] == (lines[0], 0, 1000)
    assert [(note.code, note.line, note.count) for note in notes] == [("rolling-caption", 2, 11)]


def test_captions_that_grow_keep_what_is_new():
    words = list("abcdefghijklmnop")
    rows = [(" ".join(words[: n + 1]), None, n * 100, n * 100 + 100) for n in range(3, len(words))]
    done, _ = unrolled(*rows)
    assert " ".join(text for text, *_ in done) == " ".join(words)


def test_an_exact_copy_that_touches_is_joined():
    done, notes = unrolled(
        ("we are all here", "A", 0, 1000),
        ("We are all here", "A", 1000, 2000),
        ("we are all here", "A", 2000, 2500),
    )
    assert done == [("we are all here", 0, 2500)]
    assert [(note.code, note.line, note.count) for note in notes] == [("duplicate-cue", 2, 2)]


@pytest.mark.parametrize(
    "second",
    [
        ("we are all here", "B", 1000, 2000),
        ("we are all here", "A", 1500, 2000),
        ("we are all there", "A", 1000, 2000),
        ("we are all here", "A", None, None),
    ],
)
def test_what_is_no_copy_stays(second):
    done, notes = unrolled(("we are all here", "A", 0, 1000), second)
    assert len(done) == 2
    assert notes == ()


def test_people_say_yeah_twice_but_not_at_once():
    assert len(unrolled(("yeah", "A", 0, 500), ("yeah", "A", 500, 900))[0]) == 2
    assert len(unrolled(("yeah", "A", 0, 500), ("yeah", "A", 400, 900))[0]) == 1


def test_a_file_that_does_not_roll_keeps_its_echoes():
    rows = [(f"I think that number {n} is right", "A", n * 1000, n * 1000 + 900) for n in range(30)]
    rows += [
        ("we should go on", "A", 30000, 30990),
        ("we should go on with this", "A", 31000, 32000),
    ]
    done, notes = unrolled(*rows)
    assert len(done) == 32
    assert notes == ()


TWICE = [
    ("thank you .,thank you .", "thank you ."),
    ("okay so let's get started .,o_k so let's get started .", "okay so let's get started ."),
    ("well, yes, i think so .,well, yes, i think so .", "well, yes, i think so ."),
    ("uhhuh .,mm-hmm .", "uhhuh ."),
    ("so ==,so ==", "so =="),
]


def test_texts_that_stand_there_twice_keep_the_first():
    notes = Notes()
    done = undouble([Piece(text, line=n) for n, (text, _) in enumerate(TWICE * 4, 1)], notes)
    assert [piece.text for piece in done] == [half for _, half in TWICE * 4]
    assert [(note.code, note.line, note.count) for note in notes.collect()] == [
        ("doubled-text", 1, 20)
    ]


@pytest.mark.parametrize(
    "texts",
    [
        ["no, no", "yes, yes", "right, right"],
        ["yes, yes"] * 5 + ["we go on, and then we stop"] * 20,
        ["first one thing, then another"] * 20,
        ["no comma"] * 20,
        [","] * 20,
    ],
)
def test_commas_alone_do_not_make_a_file_double(texts):
    notes = Notes()
    found = [Piece(text) for text in texts]
    assert undouble(found, notes) == found
    assert notes.collect() == ()


def test_nothing_gives_nothing():
    assert undouble([], Notes()) == []
    assert unroll([], Notes()) == []
