import pytest

from lvm_meet.readers import Document, plain

TURNS = [("Ada Cole", "Hello all."), ("Ben", "Hi. We meet at 10:30"), ("Ada Cole", "Right: go.")]


def spoken(rows):
    return [row[:2] for row in rows]


def timed(found):
    return [row[2] for row in found]


COLON = "Ada Cole: Hello all.\nBen: Hi. We meet at 10:30\nAda Cole: Right: go.\n"
WRAPPED = "Ada Cole: Hello\nall.\nBen: Hi. We meet\nat 10:30\nAda Cole: Right:\ngo.\n"
BLANKS = COLON.replace("\n", "\n\n")
STAMPED = "[00:00:01] Ada Cole: Hello all.\n[00:00:02] Ben: Hi. We meet at 10:30\n[00:00:09] Ada Cole: Right: go.\n"
BARE = STAMPED.replace("[", "").replace("]", "")
ROUND = STAMPED.replace("[", "(").replace("]", ")")
HEADED = "Ada Cole  0:01  \nHello all.\n\nBen  0:02\nHi. We meet\nat 10:30\n\nAda Cole  0:09\nRight: go.\n\nTranscribed by https://otter.ai\n"
PARENS = "Ada Cole (0:01):\nHello all.\nBen (0:02):\nHi. We meet at 10:30\nAda Cole (0:09):\nRight: go.\n"
FATHOM = "0:01 - Ada Cole\n  Hello all.\n\n0:02 - Ben\n  Hi. We meet at 10:30\n\n0:09 - Ada Cole\n  Right: go.\n"
ABOVE = (
    "Ada Cole\n0:01\nHello all.\n\nBen\n0:02\nHi. We meet at 10:30\n\nAda Cole\n0:09\nRight: go.\n"
)
BELOW = (
    "0:01\nAda Cole\nHello all.\n\n0:02\nBen\nHi. We meet at 10:30\n\n0:09\nAda Cole\nRight: go.\n"
)
MARKDOWN = "**Ada Cole:** Hello all.\n**Ben:** Hi. We meet at 10:30\n**Ada Cole:** Right: go.\n"


@pytest.mark.parametrize(
    "text", [COLON, WRAPPED, BLANKS, MARKDOWN], ids=["lines", "wrapped", "blanks", "bold"]
)
def test_untimed_turns(text, rows):
    found = rows(text)
    assert spoken(found) == TURNS
    assert timed(found) == [None, None, None]


@pytest.mark.parametrize(
    "text",
    [STAMPED, BARE, ROUND, HEADED, PARENS, FATHOM, ABOVE, BELOW],
    ids=["brackets", "bare", "round", "otter", "parens", "fathom", "above", "below"],
)
def test_timed_turns(text, rows, codes):
    found = rows(text)
    assert spoken(found) == TURNS
    assert timed(found) == [1000, 2000, 9000]
    assert set(codes(text)) == {"inferred-end"}


def test_whispers_own_output_has_ranges_and_no_names(rows, codes):
    text = "[00:00.000 --> 00:04.000]  Hello there.\n[00:04.000 --> 00:08.500]  Fine: so\n"
    assert rows(text) == [(None, "Hello there.", 0, 4000), (None, "Fine: so", 4000, 8500)]
    assert codes(text) == {}


def test_first_teams_documents_have_ranges_above_names(rows):
    text = "0:0:0.0 --> 0:0:1.830\nAda Cole\nHello\n\n0:0:2.0 --> 0:0:5.30\nBen\nHi\n\n0:0:6.0 --> 0:0:7.0\nAda Cole\nYes\n"
    assert rows(text, input_format="plain") == [
        ("Ada Cole", "Hello", 0, 1830),
        ("Ben", "Hi", 2000, 5300),
        ("Ada Cole", "Yes", 6000, 7000),
    ]


def test_google_meet_has_times_now_and_then(rows, codes):
    text = """Weekly sync - Transcript
Attendees
Ada Cole, Ben
Transcript
00:00:00

Ada Cole: Hello all.
Ben: Note: this.
00:05:00

Ada Cole: More.
Meeting ended after 00:32:10
This editable transcript was computer generated and might contain errors."""
    found = rows(text)
    assert spoken(found) == [
        ("Ada Cole", "Hello all."),
        ("Ben", "Note: this."),
        ("Ada Cole", "More."),
    ]
    assert timed(found) == [0, None, 300_000]
    assert codes(text)["preamble"] == (1, 4)


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("[Ada] 14:03:02\nHello\n\n[Ben] 14:03:09\nHi\n\n[Ada] 14:03:20\nok\n", [0, 7000, 18_000]),
        ("Ada 11:59 AM\nHello\n\nBen 12:00 PM\nHi\n\nAda 1:00 PM\nok\n", [0, 60_000, 3_660_000]),
        (
            "[Ada] 23:59:50\nHello\n\n[Ben] 00:00:10\nHi\n\n[Ada] 00:00:20\nok\n",
            [0, 20_000, 30_000],
        ),
    ],
)
def test_times_of_day_count_from_the_first(text, starts, rows, codes):
    assert timed(rows(text)) == starts
    assert codes(text)["clock-time"] == (1, 1)


def test_teams_heading_is_no_talk(rows, codes):
    text = "Sync-20240514-Meeting Transcript\nMay 14, 2024, 9:00AM\n5m 14s\n\nAda Cole started transcription\n\nAda Cole   0:03\nHello.\n\nBen   0:05\nHi.\n\nAda Cole stopped transcription\n"
    assert spoken(rows(text)) == [("Ada Cole", "Hello."), ("Ben", "Hi.")]
    assert set(codes(text)) == {"inferred-end"}


def test_titles_above_the_first_name_are_left_out_with_a_note(rows, codes):
    text = f"Weekly meeting\nDate: Monday\nAttendees: Ada, Ben\n\n{COLON}"
    assert spoken(rows(text)) == TURNS
    assert codes(text) == {"preamble": (1, 3)}


def test_a_name_said_once_in_wrapped_text_is_noted(rows, codes):
    text = (
        "Ada: we\ngo\non\nwith\nBen: yes\nand\nmore\nRemember: this\nAda: so\nit\nis\nBen: good\n"
    )
    assert [row[0] for row in rows(text)] == ["Ada", "Ben", "Ada", "Ben"]
    assert codes(text) == {"unsure-name": (8, 1)}


def test_a_timed_line_without_a_name_continues_the_speaker(rows, codes):
    text = "[0:01] Ada: so\n[0:02] and then\n[0:03] Ben: yes\n[0:04] Ada: go\n"
    assert [row[0] for row in rows(text)] == ["Ada", "Ada", "Ben", "Ada"]
    assert codes(text)["continued-speaker"] == (2, 1)


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("We met.\nIt was long.", ["We met.", "It was long."]),
        ("We met.\nIt was long.\n\nThen we left.\n", ["We met. It was long.", "Then we left."]),
        (
            "One goal: to win.\nThe plan: run.\nThat is all.",
            ["One goal: to win.", "The plan: run.", "That is all."],
        ),
        ("At 10:30 we met.\n10:45 was better.", ["At 10:30 we met.", "10:45 was better."]),
    ],
)
def test_text_without_names_is_read_by_paragraph_or_line(text, segments, rows):
    assert rows(text) == [(None, segment, None, None) for segment in segments]


def test_sniff_knows_names_and_times_but_not_prose():
    assert plain.sniff(Document.from_bytes("x", COLON.encode()))
    assert plain.sniff(Document.from_bytes("x", HEADED.encode()))
    assert not plain.sniff(Document.from_bytes("x", b"We met. It was long."))


def test_punctuation_alone_is_no_turn(rows, codes):
    text = COLON + "Ben: ...\n"
    assert spoken(rows(text)) == TURNS
    assert codes(text) == {"empty-cue": (4, 1)}
