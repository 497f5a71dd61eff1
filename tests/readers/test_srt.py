import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.model import Segment, Span
from lvm_meet.readers import Document, srt
from lvm_meet.timecode import format_clock

TEXT = """1
00:00:01,000 --> 00:00:02,000
<i>Hello</i> there.

2
00:00:03,000 --> 00:00:02,500
Again.

3
00:00:02,900 --> 00:00:04,000

4
00:00:02,800 --> 00:00:04,000
Bye."""


def test_a_messy_file_is_read_with_a_note_per_tolerance(rows, codes):
    assert rows(TEXT) == [
        (None, "Hello there.", 1000, 2000),
        (None, "Again.", 3000, 3000),
        (None, "Bye.", 2800, 4000),
    ]
    assert codes(TEXT) == {
        "backward-span": (6, 1),
        "backward-time": (13, 1),
        "empty-cue": (10, 1),
    }


def test_dialogue_lines_are_two_voices(rows):
    text = "1\n00:00:01,000 --> 00:00:03,000\n- Is it done?\n- It is now.\n"
    assert rows(text) == [(None, "Is it done?", 1000, 2000), (None, "It is now.", 2000, 3000)]


def test_names_on_a_line_of_their_own(rows):
    text = "".join(
        f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\n{name}\nsome talk {n}\n\n"
        for n, name in enumerate(["Ada Cole", "Ben", "Ada Cole", "Ben"], 1)
    )
    assert [row[:2] for row in rows(text)][:2] == [
        ("Ada Cole", "some talk 1"),
        ("Ben", "some talk 2"),
    ]


@pytest.mark.parametrize("text", ["hello", "1\nhello\n", "We go --> home", "\n" * 50])
def test_sniff_wants_a_timing(text):
    assert not srt.sniff(Document.from_bytes("x", text.encode()))


def comma(ms):
    return format_clock(ms, mark=",")


WORDS = st.lists(st.sampled_from(["budget", "plan", "we", "roof"]), min_size=1, max_size=6)


@given(
    st.lists(st.tuples(st.integers(0, 5000), st.integers(200, 9000), WORDS), min_size=1, max_size=9)
)
def test_a_file_that_was_written_by_the_book_reads_back(drawn):
    clock, segments = 0, []
    for gap, length, words in drawn:
        start = clock + gap + 101
        clock = start + length
        segments.append(Segment(" ".join(words), None, Span(start, clock)))
    text = "\n".join(
        f"{n}\n{comma(s.span.start_ms)} --> {comma(s.span.end_ms)}\n{s.text}\n"
        for n, s in enumerate(segments, 1)
    )
    document = Document.from_bytes("x", text.encode())
    assert srt.sniff(document)
    transcript = srt.read(document)
    assert transcript.segments == tuple(segments)
    assert transcript.notes == ()
