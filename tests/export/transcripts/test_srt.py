import pytest

from lvm_meet.export.transcripts.srt import render
from lvm_meet.model import Segment, Span

EXPECTED = """\
1
00:00:12,300 --> 00:00:14,700
Hannah Osei: Right, let's
start with the shelves.·

2
00:00:13,900 --> 00:00:14,300
Unknown: Mm-hm.·

3
00:00:15,000 --> 00:00:21,000
Jean-Luc Müller: In five years I want this
to be the room where the whole town meets,·

4
00:00:21,000 --> 00:00:27,000
Jean-Luc Müller: and where nobody has to buy
a coffee to sit down. Who sends the list?·

5
00:00:31,000 --> 00:00:31,800
Hannah Osei: I do.·
"""
MARK = " \N{NO-BREAK SPACE}"


def test_an_everyday_recording(planning):
    assert render(planning).decode() == EXPECTED.replace("·", MARK)


def test_where_nobody_has_a_name_there_is_no_label(make):
    data = render(make(Segment("Mm-hm.", None, Span(0, 900)), Segment("So.", None, Span(900, 999))))
    assert b"Unknown" not in data


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a <b>bold</b> word", "a <·b>bold<·/b> word"),
        ("{\\an8} above", "{·\\an8} above"),
        ("1 --> 2", "1 --·> 2"),
        ("Note: remember", "Note:·remember"),
        ("I <3 it & 2 < 3", "I <·3 it & 2 < 3"),
    ],
)
def test_what_a_player_would_act_on_is_broken_up(make, come_back, text, written):
    transcript = make(Segment(text, None, Span(0, 1000)))
    shown = render(transcript).decode().split("\n")[2]
    assert shown == written.replace("·", "\N{NO-BREAK SPACE}") + MARK
    assert come_back("srt", transcript).segments == transcript.segments


def test_what_is_said_twice_is_said_twice(make, come_back):
    twice = [Segment("thank you very much", "Ada", Span(start, start + 900)) for start in (0, 900)]
    assert come_back("srt", make(*twice)).segments == tuple(twice)
