from lvm_meet.export.transcripts.txt import render
from lvm_meet.model import Segment, Span

EXPECTED = """\
[0:12] Hannah Osei: Right, let's start with the shelves.·

[0:13] Unknown: Mm-hm.·

[0:15] Jean-Luc Müller: In five years I want this to be the room where the whole town meets, and \
where nobody has to buy a coffee to sit down. Who sends the list?·

[0:31] Hannah Osei: I do.·
"""
MARK = " \N{NO-BREAK SPACE}"


def lines(transcript):
    return [line.removesuffix(MARK) for line in render(transcript).decode().split("\n") if line]


def test_an_everyday_recording(planning):
    assert render(planning).decode() == EXPECTED.replace("·", MARK)


def test_what_one_speaker_says_in_a_row_is_one_paragraph(make):
    found = lines(
        make(
            Segment("One.", "Ada", Span(0, 900)),
            Segment("Two.", "Ada", Span(1000, 1900)),
            Segment("Three.", "Ben", Span(1900, 2500)),
            Segment("Four.", "Ada", Span(2500, 3000)),
        )
    )
    assert found == ["[0:00] Ada: One. Two.", "[0:01] Ben: Three.", "[0:02] Ada: Four."]


def test_a_pause_or_length_begins_a_new_one(make):
    found = lines(
        make(
            Segment("One.", None, Span(0, 900)),
            Segment("Two.", None, Span(2900, 3000)),
            *(Segment("word " * 50, None, Span(3000 + at, 3001 + at)) for at in range(6)),
        )
    )
    assert [line[:11] for line in found] == ["[0:00] One.", "[0:02] Two.", "[0:03] word"]
    assert len(found[1]) > 600


def test_untimed_and_timed_talk_keep_apart(make):
    found = lines(
        make(
            Segment("a", "Ada"),
            Segment("b", "Ada"),
            Segment("c", "Ada", Span(3_600_000, 3_600_000)),
        )
    )
    assert found == ["Ada: a b", "[1:00:00] Ada: c"]
