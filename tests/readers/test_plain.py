import pytest

from lvm_meet.errors import InputError
from lvm_meet.readers import Document, plain

TURNS = [("Ada Cole", "Hello all."), ("Ben", "Hi. We meet at 10:30"), ("Ada Cole", "Right: go.")]


def spoken(rows):
    return [row[:2] for row in rows]


def timed(found):
    return [row[2] for row in found]


COLON = "Ada Cole: Hello all.\nBen: Hi. We meet at 10:30\nAda Cole: Right: go.\n"
BLANKS = COLON.replace("\n", "\n\n")
WRAPPED = COLON.replace("Hello ", "Hello\n").replace("meet ", "meet\n")
BOLD = COLON.replace("Ada Cole:", "**Ada Cole:**").replace("Ben:", "**Ben:**")
STAMPED = (
    COLON.replace("Ada Cole: H", "[00:00:01] Ada Cole: H")
    .replace("Ben", "[00:00:02] Ben")
    .replace("Ada Cole: R", "[00:00:09] Ada Cole: R")
)
BARE = STAMPED.replace("[", "").replace("]", "")
ROUND = STAMPED.replace("[", "(").replace("]", ")")
OTTER = """Ada Cole  0:01\x20\x20
Hello all.

Ben  0:02\x20\x20
Hi. We meet
at 10:30

Ada Cole  0:09\x20\x20
Right: go.

Transcribed by https://otter.ai
"""
PARENS = """Ada Cole (0:01):
Hello all.
Ben (0:02):
Hi. We meet at 10:30
Ada Cole (0:09):
Right: go.
"""
FATHOM = """0:01 - Ada Cole
  Hello all.

0:02 - Ben
  Hi. We meet at 10:30

0:09 - Ada Cole
  Right: go.
"""
COLONS = FATHOM.replace("Cole\n", "Cole:\n").replace("Ben\n", "Ben:\n")
ABOVE = (
    FATHOM.replace("0:01 - Ada Cole", "Ada Cole\n0:01")
    .replace("0:02 - Ben", "Ben\n0:02")
    .replace("0:09 - Ada Cole", "Ada Cole\n0:09")
)
BELOW = FATHOM.replace(" - ", "\n")
OLD_TEAMS = """0:0:0.0 --> 0:0:1.830
Ada Cole
Hello

0:0:2.0 --> 0:0:5.30
Ben
Hi

0:0:6.0 --> 0:0:7.0
Ada Cole
Yes
"""
TEAMS = """Sync-20240514-Meeting Transcript
May 14, 2024, 9:00AM
5m 14s

Ada Cole started transcription

Ada Cole   0:03
Hello.

Ben   0:05
Hi.

Ada Cole stopped transcription
"""


@pytest.mark.parametrize(
    "text", [COLON, WRAPPED, BLANKS, BOLD], ids=["lines", "wrapped", "blanks", "bold"]
)
def test_untimed_turns(text, rows):
    found = rows(text)
    assert spoken(found) == TURNS
    assert timed(found) == [None, None, None]


@pytest.mark.parametrize(
    "text",
    [STAMPED, BARE, ROUND, OTTER, PARENS, FATHOM, COLONS, ABOVE, BELOW],
    ids=["brackets", "bare", "round", "otter", "parens", "fathom", "colons", "above", "below"],
)
def test_timed_turns(text, rows, codes):
    found = rows(text)
    assert spoken(found) == TURNS
    assert timed(found) == [1000, 2000, 9000]
    assert set(codes(text)) == {"inferred-end"}


@pytest.mark.parametrize(
    "head",
    [
        "{} (00:0{}):",
        "{} (0:00:0{}):",
        "{} [00:0{}]:",
        "{} 00:0{}:",
        "**{}** (00:0{}):",
        "**{} (00:0{}):**",
        "- {}, 00:0{}:",
    ],
)
@pytest.mark.parametrize("end", ["\n", "\n\n"], ids=["lines", "blanks"])
@pytest.mark.parametrize("title", ["", "Our meeting\n\n"], ids=["untitled", "titled"])
def test_a_time_between_name_and_colon(head, end, title, rows, codes):
    text = title + "".join(
        f"{head.format(name, second)} {said}{end}"
        for (name, said), second in zip(TURNS, (1, 2, 9), strict=True)
    )
    found = rows(text)
    assert spoken(found) == TURNS
    assert timed(found) == [1000, 2000, 9000]
    assert set(codes(text)) == {"inferred-end"} | ({"preamble"} if title else set())


def test_wrapped_turns_with_a_time_behind_the_name(rows, codes):
    text = "".join(
        f"{name} (0:0{second}): we\ngo\non\n" for second, name in enumerate(("Ada", "Ben") * 3)
    ).replace("on\n", "on\nKitchen (12:30): free\n", 1)
    assert [row[:3] for row in rows(text)] == [
        (
            ("Ada", "Ben")[second % 2],
            "we go on" if second else "we go on Kitchen (12:30): free",
            second * 1000,
        )
        for second in range(6)
    ]
    assert codes(text)["unsure-name"] == (4, 1)


NAMED = "Ada: so\nBen: yes\nAda: go\n{}\nBen: good\nAda: fine\n"


@pytest.mark.parametrize(
    ("line", "turn"),
    [
        ("0:05 Ben: Good.", ("Ben", "Good.", 5000)),
        ("00:00:05 - Ben: Good.", ("Ben", "Good.", 5000)),
        ("0:05 Cem: Good.", ("Cem", "Good.", 5000)),
        ("0:05 Ben:\nGood.", ("Ben", "Good.", 5000)),
        ("[0:05] Ben:\nGood.", ("Ben", "Good.", 5000)),
        ("Ben (0:05): Good.", ("Ben", "Good.", 5000)),
        ("Ben [0:05]: Good.", ("Ben", "Good.", 5000)),
        ("Ben 0:05: Good.", ("Ben", "Good.", 5000)),
    ],
)
def test_a_time_on_one_line_among_names(line, turn, rows, codes, read_bytes):
    text = NAMED.format(line)
    assert rows(text)[3][:3] == turn
    assert len(rows(text)) == 6
    assert set(codes(text)) == {"inferred-end"}
    with pytest.raises(InputError):
        read_bytes(text, strict=True)


@pytest.mark.parametrize("line", ["Kitchen (12:30): free", "Kitchen 12:30: free"])
def test_a_name_and_time_once_among_names_is_talk_with_a_note(line, rows, codes, read_bytes):
    text = NAMED.format(line)
    assert rows(text)[2] == ("Ada", f"go {line}", None, None)
    assert codes(text) == {"unsure-name": (4, 1)}
    with pytest.raises(InputError):
        read_bytes(text, strict=True)


@pytest.mark.parametrize(
    "line",
    [
        "Room (12:30): free",
        "At 10:30: lunch",
        "In the kitchen (12:30): free",
        "10:30 works for me",
        "10:30 works: fine",
    ],
)
def test_times_in_talk_stay_there_without_a_note(line, rows, codes):
    text = NAMED.format(line)
    assert rows(text)[2] == ("Ada", f"go {line}", None, None)
    assert codes(text) == {}


def test_a_name_with_a_time_in_talk_below_headings_is_noted(rows, codes):
    text = OTTER.replace("Hi. We", "Kitchen (12:30): free. We")
    assert rows(text)[1][:2] == ("Ben", "Kitchen (12:30): free. We meet at 10:30")
    assert codes(text)["unsure-name"] == (5, 1)


def test_whispers_own_output_has_ranges_and_no_names(rows, codes):
    text = "[00:00.000 --> 00:04.000]  Hello there.\n[00:04.000 --> 00:08.500]  Fine: so\n"
    assert rows(text) == [(None, "Hello there.", 0, 4000), (None, "Fine: so", 4000, 8500)]
    assert codes(text) == {}


def test_first_teams_documents_have_ranges_above_names(rows):
    assert rows(OLD_TEAMS, input_format="plain") == [
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
    assert spoken(rows(TEAMS)) == [("Ada Cole", "Hello."), ("Ben", "Hi.")]
    assert set(codes(TEAMS)) == {"inferred-end"}


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
    assert plain.sniff(Document.from_bytes("x", OTTER.encode()))
    assert not plain.sniff(Document.from_bytes("x", b"We met. It was long."))


def test_punctuation_alone_is_no_turn(rows, codes):
    text = COLON + "Ben: ...\n"
    assert spoken(rows(text)) == TURNS
    assert codes(text) == {"empty-cue": (4, 1)}


SPELT = [("Ada Cole", 0, 5), ("Ben Oak", 0, 12), ("Ada Cole", 1, 20)]


@pytest.mark.parametrize(
    "head",
    [
        "{name}\n{m} minutes {s} seconds\n",
        "{name}\n{m} minutes {s} seconds{m}:{s:02}\n",
        "{name} {m} minutes {s} seconds\n",
        "{name}   {m} minutes {s} seconds{m}:{s:02}\n{name} {m} minutes {s} seconds\n",
        "{name}\n{m} minutes {s} seconds{m}:{s:02}\n{name} {m} minutes {s} seconds\n",
    ],
)
@pytest.mark.parametrize("initials", [False, True])
@pytest.mark.parametrize("end", ["\n", "\n\n"])
def test_what_is_copied_from_teams_page(rows, head, initials, end):
    text = ""
    for name, m, s in SPELT:
        above = "".join(word[0] for word in name.split()) + "\n" if initials and text else ""
        text += above + head.format(name=name, m=m, s=s) + f"Words of {name} at {s}." + end
    assert [row[:3] for row in rows(text)] == [
        (name, f"Words of {name} at {s}.", (m * 60 + s) * 1000) for name, m, s in SPELT
    ]
