import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.readers.cues import looks_timed, read_clock, scan
from lvm_meet.readers.notes import Notes

TIMING = "00:00:01.000 --> 00:00:02.000"


def scanned(text, **options):
    notes = Notes()
    cues = scan(enumerate(text.split("\n"), start=1), notes, **options)
    return cues, {note.code: (note.line, note.count) for note in notes.collect()}


def payloads(text):
    return [" ".join(cue.lines) for cue in scanned(text)[0]]


@pytest.mark.parametrize(
    ("line", "start", "end"),
    [
        ("00:00:01.000 --> 00:00:02.500", 1000, 2500),
        ("00:01.000 --> 00:02.500", 1000, 2500),
        ("00:00:01,000 --> 00:00:02,500", 1000, 2500),
        ("00:00:01.000 --> 00:00:02.500 align:start position:10%", 1000, 2500),
        ("00:00:01,000 --> 00:00:02,500  X1:63 X2:223", 1000, 2500),
        ("00:00:01.000-->00:00:02.500", 1000, 2500),
        ("00:00:01,000 -> 00:00:02,500", 1000, 2500),
        ("00:00:01,000 –> 00:00:02,500", 1000, 2500),
        ("00:00:01.000 --&gt; 00:00:02.500", 1000, 2500),
        ("00: 00: 01,000 --> 00: 00: 02,500", 1000, 2500),
        ("00:00:01:000 --> 00:00:02:500", 1000, 2500),
        ("0:0:1.0 --> 0:0:2.5", 1000, 2500),
        ("1 --> 2.5", 1000, 2500),
        ("-00:00:01,000 --> 00:00:02,500", -1000, 2500),
        ("11:59:59.999 --> 12:00:01.000", 43_199_999, 43_201_000),
        ("0:00:01.000,0:00:02.500", 1000, 2500),
    ],
)
def test_timings_as_they_are_found(line, start, end):
    (cue,) = scanned(f"{line}\nhello")[0]
    assert (cue.start_ms, cue.end_ms, cue.lines) == (start, end, ("hello",))
    assert looks_timed(line)


@pytest.mark.parametrize(
    "line",
    [
        "00:99:00,000 --> 00:00:05,000",
        "00:00:77.0 --> 00:00:78.0",
        "00:xx --> 1",
        "00:00:0l,000 -> 00:00:05,000",
        "99:99:99 -> 99:99:99",
        "NaN:NaN:NaN --> NaN:NaN:NaN",
        "??:??:?? --&gt; 00:00:05",
    ],
)
def test_a_time_that_cannot_be_read_keeps_its_words(line):
    cues, codes = scanned(f"1\n{line}\nhello")
    assert [(cue.start_ms, cue.end_ms, cue.lines) for cue in cues] == [(None, None, ("hello",))]
    assert codes == {"unreadable-time": (2, 1)}


@pytest.mark.parametrize(
    "line",
    ["a --> b", "we go from 1 --> 2 maybe", "-->", "<v A> 1 --> 2", "1 > 2", "at 10:x --> or so"],
)
def test_arrows_in_talk_are_talk(line):
    assert payloads(f"{TIMING}\n{line}") == [line]
    assert not looks_timed(line)


def test_ids_comments_styles_and_regions_are_no_talk():
    text = f"""NOTE
a comment
of two lines

STYLE
::cue {{ color: red }}

REGION
id:fred

f47ac10b-58cc-4372-a567-0e02b2c3d479/11-0
{TIMING}
one

NOTE between

intro
{TIMING}
two
NOTE is talk here
"""
    assert payloads(text) == ["one", "two NOTE is talk here"]
    assert scanned(text)[1] == {}


@pytest.mark.parametrize("line", ["NOTES are fine", "STYLE: bold", "REGIONAL news"])
def test_ids_that_begin_like_a_comment_are_ids(line):
    assert payloads(f"{line}\n{TIMING}\none") == ["one"]


def test_streams_confidence_belongs_to_the_next_cue():
    cues, _ = scanned(f"NOTE Confidence: 0.876\n\n{TIMING}\none\n\n{TIMING}\ntwo")
    assert [cue.confidence for cue in cues] == [876, None]


def test_cues_that_no_blank_line_parts():
    cues, codes = scanned(f"1\n{TIMING}\none\n2\n{TIMING}\ntwo")
    assert [cue.lines for cue in cues] == [("one",), ("two",)]
    assert codes == {"missing-blank": (5, 1)}


@pytest.mark.parametrize("blank", ["", "\n"])
@pytest.mark.parametrize("mark", [".", ","])
def test_a_broken_timing_opens_a_cue_of_its_own(blank, mark):
    cues, codes = scanned(f"{TIMING}\none\n{blank}2\n00:xx --> 1\ntwo", mark=mark)
    assert [(cue.start_ms, cue.end_ms, cue.lines) for cue in cues] == [
        (1000, 2000, ("one",)),
        (None, None, ("two",)),
    ]
    assert codes["unreadable-time"] == (4 + len(blank), 1)
    assert "stray-text" not in codes


def test_text_behind_a_stray_blank_line_belongs_to_the_cue_above():
    cues, codes = scanned(f"title\n\n1\n{TIMING}\none\n\nmore of it\nand more\n\n2\n{TIMING}\ntwo")
    assert [" ".join(cue.lines) for cue in cues] == ["one more of it and more", "two"]
    assert codes == {"preamble": (1, 1), "stray-text": (7, 2)}


def test_a_line_of_one_space_opens_a_rolling_caption():
    assert payloads(f"{TIMING}\n \nhello\n\n{TIMING}\nyou") == ["hello", "you"]


def test_lone_numbers_are_ids_of_cues_that_are_not_there():
    cues, codes = scanned(f"1\n\n2\n{TIMING}\none\n\n3\n")
    assert len(cues) == 1
    assert codes == {"empty-cue": (1, 2)}


def test_no_timing_no_cues():
    assert scanned("just\n\ntalk")[0] == []
    assert scanned("")[0] == []


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("00:00:01:500", 1500),
        ("00:00:01:12", 1000),
        ("00:00:01;12", 1000),
        ("-0:01", -1000),
        ("0:01.", 1000),
        ("x", None),
        ("1:2:3:4:5", None),
    ],
)
def test_clocks(text, ms):
    assert read_clock(text) == ms


@pytest.mark.parametrize(
    ("line", "mark", "noted"),
    [
        ("00:00:01.000 --> 00:00:02.000", ".", {}),
        ("00:01.000 --> 100:00:02.000 align:start", ".", {}),
        ("00:00:01,000 --> 00:00:02,000", ",", {}),
        ("00:00:01,000 --> 00:00:02,000", ".", {"timing-form": (1, 1)}),
        ("00:00:01.000 --> 00:00:02.000", ",", {"timing-form": (1, 1)}),
        ("00:00:01.000 -> 00:00:02.000", ".", {"timing-form": (1, 1)}),
        ("00:00:01.00 --> 00:00:02.00", ".", {"timing-form": (1, 1)}),
        ("00:00:01:500 --> 00:00:02:500", ".", {"timing-form": (1, 1)}),
        ("00:00:01:12 --> 00:00:02:00", ".", {"frames": (1, 1)}),
        ("0:00:01.000,0:00:02.500", ",", {}),  # YouTube's own form
        ("00:00:01.000 --> 00:00:77.000", ".", {"unreadable-time": (1, 1)}),
    ],
)
def test_timings_that_are_not_by_the_book_are_noted(line, mark, noted):
    assert scanned(f"{line}\nhello\n", mark=mark)[1] == noted


@pytest.mark.parametrize(
    ("text", "payload", "noted"),
    [
        ("one <", "one ", True),
        ("one <v Ad", "one ", True),
        ("one </", "one ", True),
        ("one <00:00:0", "one ", True),
        ("one <3", "one <3", False),
        ("one <v Ad\n", "one <v Ad", False),
        ("1 < 2", "1 < 2", False),
        ("one\n\n12", "one", True),
        ("one\n\n00:00:0", "one", True),
        ("one\n\n2\n00:00:03.000 -", "one", True),
        ("one\n\n2\n00:00:03.000 -->", "one", True),
        ("one\n\n2\n00:00:03.000 --> 00:0", "one", True),
        ("one\n\n2\n00:00:03.000 --> 00:00:04.000", "one", True),
    ],
)
def test_what_the_end_of_the_file_cuts_off_is_left_out(text, payload, noted):
    cues, codes = scanned(f"{TIMING}\n{text}")
    assert [cue.lines for cue in cues] == [(payload,)]
    codes.pop("timing-form", None)
    assert codes == ({"cut-off": (text.count("\n") + 2, 1)} if noted else {})


@pytest.mark.parametrize("length", [1, 2, 9, 36, 39])
def test_a_piece_of_a_guid_is_talk_only_where_ids_are_no_guids(length):
    guid = "fade10b5-58cc-4372-a567-0e02b2c3d479/12-0"
    cues, codes = scanned(f"{guid}\n{TIMING}\none\n\n{guid[:length]}")
    assert [cue.lines for cue in cues] == [("one",)]
    assert codes == {"cut-off": (5, 1)}
    assert payloads(f"1\n{TIMING}\none\n\nfade") == ["one fade"]


@given(st.text(st.sampled_from("0123:.,-> \nNOTEa"), max_size=200))
def test_anything_can_be_scanned(text):
    cues, _ = scanned(text)
    assert len(cues) <= text.count("\n") + 1
