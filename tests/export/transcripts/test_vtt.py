from dataclasses import replace

import pytest

from lvm_meet.export.transcripts.vtt import render
from lvm_meet.model import Segment, Source, Span

EXPECTED = """\
WEBVTT

NOTE lvm-meet transcript of planning.ogg
language: en

NOTE Confidence: 0.9

00:00:12.300 --> 00:00:14.700
<v Hannah Osei>Right, let's start with the shelves.</v>

NOTE Confidence: 0.412

00:00:13.900 --> 00:00:14.300
Mm-hm.

NOTE Confidence: 0.9

00:00:15.000 --> 00:00:21.000
<v Jean-Luc Müller>In five years I want this to be the
room where the whole town meets,</v>

NOTE Confidence: 0.9

00:00:21.000 --> 00:00:27.000
<v Jean-Luc Müller>and where nobody has to buy a coffee
to sit down. Who sends the list?</v>

NOTE Confidence: 0.9

00:00:31.000 --> 00:00:31.800
<v Hannah Osei>I do.</v>
"""


def test_an_everyday_recording(planning):
    assert render(planning).decode() == EXPECTED


@pytest.mark.parametrize(
    ("name", "language", "comment"),
    [
        ("", None, "NOTE lvm-meet transcript"),
        ("a --> b.mp4", "not a code", "NOTE lvm-meet transcript of a → b.mp4"),
        ("two\nlines", "de-AT", "NOTE lvm-meet transcript of two lines\nlanguage: de-AT"),
    ],
)
def test_the_comment_says_what_it_can(make, name, language, comment):
    transcript = replace(make(), source=Source(name, "", "", 0), language=language)
    assert render(transcript).decode() == f"WEBVTT\n\n{comment}\n"


def test_markup_is_text(make):
    segment = Segment("a <b> & c --> d", "<i>Ann</i> & Bo", Span(0, 1000))
    *_, cue = render(make(segment)).decode().split("\n\n")
    assert cue == (
        "00:00:00.000 --> 00:00:01.000\n"
        "<v &lt;i&gt;Ann&lt;/i&gt; &amp; Bo>a &lt;b&gt; &amp; c --&gt; d</v>\n"
    )


def test_hours_have_two_digits_or_more(make):
    segment = Segment("late", None, Span(45_296_007, 360_000_001))
    assert b"\n12:34:56.007 --> 100:00:00.001\nlate\n" in render(make(segment))


def test_control_characters_are_left_out(make):
    segment = Segment("be\x07ep \x1b[31mred\ud800", "A\x00nn", Span(0, 1))
    assert "<v Ann>beep [31mred\ufffd</v>" in render(make(segment)).decode()
