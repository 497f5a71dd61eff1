from dataclasses import replace

import pytest

from lvm_meet.errors import SettingsError
from lvm_meet.export.transcripts.rttm import render
from lvm_meet.model import Segment, Source, Span
from lvm_meet.speech.rttm import parse_rttm

EXPECTED = """\
SPEAKER planning 1 12.250 2.550 <NA> <NA> Hannah%20Osei 0.93 <NA>
SPEAKER planning 1 13.900 0.420 <NA> <NA> Speaker%203 0.24 <NA>
SPEAKER planning 1 15.010 14.990 <NA> <NA> Jean-Luc%20Müller <NA> <NA>
"""


def test_the_turns_of_the_voices(planning):
    assert render(planning).decode() == EXPECTED
    assert parse_rttm(EXPECTED) == planning.speech.turns


def test_without_turns_the_segments_with_a_name(make):
    transcript = make(
        Segment("b", "Ben", Span(1000, 2500)),
        Segment("a", "Ada", Span(0, 1000)),
        Segment("who", None, Span(2500, 3000)),
        Segment("when", "Ada"),
    )
    transcript = replace(transcript, source=Source("my talk.v2.mp4", "", "", 0))
    assert render(transcript).decode() == (
        "SPEAKER my%20talk.v2 1 0.000 1.000 <NA> <NA> Ada <NA> <NA>\n"
        "SPEAKER my%20talk.v2 1 1.000 1.500 <NA> <NA> Ben <NA> <NA>\n"
    )


@pytest.mark.parametrize(
    "segment", [Segment("a", None, Span(0, 1)), Segment("a", "Ada")], ids=["nobody", "no time"]
)
def test_where_nobody_is_known_to_speak_it_says_so(make, segment):
    with pytest.raises(SettingsError, match="who spoke when") as caught:
        render(make(segment))
    assert "vtt, srt, txt" in caught.value.hint
