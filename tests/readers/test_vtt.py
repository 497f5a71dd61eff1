import pytest

from lvm_meet.readers import Document, vtt

ZOOM = """WEBVTT

1
00:00:01.000 --> 00:00:02.000
Jane Roe: Hello there.

2
00:00:02.500 --> 00:00:03.000
Bob: Hi: you.

3
00:00:03.500 --> 00:00:04.000
Jane Roe: Note: remember
the milk.
"""


def cues(*texts):
    return "WEBVTT\n\n" + "\n\n".join(
        f"00:{n:02}.000 --> 00:{n:02}.900\n{text}" for n, text in enumerate(texts, 1)
    )


def test_teams_voices(rows, codes):
    text = cues("<v Ada Cole>Good\nmorning.</v>", "<v Ben &amp; Co>Hi.", "no voice")
    assert rows(text) == [
        ("Ada Cole", "Good morning.", 1000, 1900),
        ("Ben & Co", "Hi.", 2000, 2900),
        (None, "no voice", 3000, 3900),
    ]
    assert codes(text) == {}


def test_voices_switch_colons_off(rows):
    assert rows(cues("<v Ada>Ben: said hello", "Cem: hi"))[1][:2] == (None, "Cem: hi")


def test_zoom_names_before_a_colon(rows, codes):
    assert rows(ZOOM) == [
        ("Jane Roe", "Hello there.", 1000, 2000),
        ("Bob", "Hi: you.", 2500, 3000),
        ("Jane Roe", "Note: remember the milk.", 3500, 4000),
    ]
    assert codes(ZOOM) == {}


def test_talk_with_colons_has_no_speakers(rows):
    texts = [
        "Note: remember",
        "http://example.org is up",
        "10:30 we meet",
        "one thing: go",
        "so we do",
    ]
    assert {speaker for speaker, *_ in rows(cues(*texts))} == {None}


def test_two_names_in_one_cue_are_two_segments(rows, codes):
    text = cues("Ada: hello\nBen: hi", "Ada: so", "Ben: right")
    assert [row[:2] for row in rows(text)] == [
        ("Ada", "hello"),
        ("Ben", "hi"),
        ("Ada", "so"),
        ("Ben", "right"),
    ]
    assert codes(text) == {"shared-cue": (3, 1)}


def test_names_only_where_the_speaker_changes(rows, codes):
    text = cues(
        "ADA: so", "we go on", "and on", "BEN: no", "not yet", "ADA: yes", "BEN: well", "hm"
    )
    assert [row[0] for row in rows(text)] == ["ADA"] * 3 + ["BEN"] * 2 + ["ADA", "BEN", "BEN"]
    assert codes(text) == {"continued-speaker": (6, 4)}


def test_a_cue_without_a_name_where_all_others_have_one_is_nobodys(rows):
    text = cues(*["Ada: so", "Ben: yes"] * 4, "we go on")
    assert rows(text)[-1][:2] == (None, "we go on")


@pytest.mark.parametrize(
    ("header", "noted"),
    [
        ("WEBVTT\n", set()),
        ("WEBVTT - a title\nKind: captions\n", set()),
        ("\ufeffWEBVTT\n", set()),
        ("webvtt\n", {"header"}),
        ("\n\nWEBVTT\n", {"header"}),
    ],
)
def test_headers(header, noted, rows, codes):
    text = f"{header}\n00:01.000 --> 00:02.000\nhello you"
    assert [row[1] for row in rows(text)] == ["hello you"]
    assert set(codes(text)) == noted


def test_a_cue_may_follow_the_header_directly(rows):
    assert rows("WEBVTT\n00:01.000 --> 00:02.000\nhello") == [(None, "hello", 1000, 2000)]


def test_no_header_at_all_can_be_forced(rows, codes):
    text = "00:01.000 --> 00:02.000\nhello"
    assert rows(text, input_format="vtt") == [(None, "hello", 1000, 2000)]
    assert set(codes(text, input_format="vtt")) == {"header"}


@pytest.mark.parametrize(
    ("head", "language"),
    [
        ("WEBVTT\nKind: captions\nLanguage: en\n", "en"),
        ('WEBVTT\n\nNOTE duration:"00:10:00"\n\nNOTE language:en-US\n', "en-us"),
        ("WEBVTT\n", None),
    ],
)
def test_declared_language(head, language, read_bytes):
    assert read_bytes(f"{head}\n00:01.000 --> 00:02.000\nhello").language == language


def test_crlf_bom_and_a_missing_last_line_feed_are_remarks(read_bytes, codes, remarks):
    data = b"\xef\xbb\xbf" + ZOOM.rstrip().replace("\n", "\r\n").encode()
    assert read_bytes(data).segments == read_bytes(ZOOM).segments
    assert codes(data) == {}
    assert remarks(data) == {"byte-order-mark": (1, 1), "line-ends": (1, 13), "last-line": (14, 1)}


TEAMS = "WEBVTT\n\n" + "".join(
    f"00:00:{n:02}.000 --> 00:00:{n:02}.900\n<v {name}>we said that {n}</v>\n\n"
    for n, name in enumerate(["Ada Cole", "Zoë", "Ben", "Ada Cole", "Zoë"], 1)
)


@pytest.mark.parametrize(
    ("end", "texts", "line"),
    [
        ("we sa", 5, 15),  # the last cue stops in mid-word
        ("said that 5<", 5, 16),
        ("said that 5</v", 5, 16),
        ("<v Zo", 4, 16),
        ("<v Zoë>", 4, 15),
        ("<v Zo\xc3", 4, 16),  # inside a character and inside a tag
    ],
)
def test_a_file_that_stops_in_the_middle_loses_no_more_than_that(end, texts, line, rows, codes):
    data = TEAMS.encode()
    tail = end.encode("latin-1") if "\xc3" in end else end.encode()
    data = data[: data.rindex(tail) + len(tail)]
    found = rows(data)
    assert len(found) == texts
    assert not any("<" in text for _, text, *_ in found)
    assert {speaker for speaker, *_ in found} <= {"Ada Cole", "Zoë", "Ben"}
    assert codes(data)["cut-off"] == (line, 1)


def test_voices_that_are_never_closed_are_no_cut(codes):
    assert codes(TEAMS.replace("</v>", "")) == {}
    assert "cut-off" not in codes(cues("<v Ada>one</v>", "<v Ben>two"))


def test_a_heart_at_the_end_is_no_tag(rows, codes):
    text = cues("thanks all <3")
    assert rows(text)[0][1] == "thanks all <3"
    assert codes(text) == {}


def test_an_open_end_is_taken_as_unknown(rows, codes):
    text = (
        "WEBVTT\n\n00:00:01.000 --> 99:59:59.999\n<v Ada>So we send it.\n\n"
        "00:00:03.000 --> 00:00:05.000\n<v Ben>Right.\n"
    )
    assert rows(text) == [("Ada", "So we send it.", 1000, 3000), ("Ben", "Right.", 3000, 5000)]
    assert codes(text) == {"endless-cue": (3, 1), "inferred-end": (3, 1)}


def test_hours_beyond_99_are_read(rows, remarks):
    text = "WEBVTT\n\n99:59:58.000 --> 99:59:59.999\none\n\n100:00:00.000 --> 100:00:01.000\ntwo\n"
    assert [row[2:] for row in rows(text)] == [
        (359_998_000, 359_999_999),
        (360_000_000, 360_001_000),
    ]
    assert remarks(text) == {}


def test_names_that_run_from_right_to_left(rows, codes, remarks):
    text = cues("<v \u202bדוד לוי\u202c>we decide", "<v نور>yes &rlm;we do", "<v דוד לוי>so")
    assert [row[:2] for row in rows(text)] == [
        ("דוד לוי", "we decide"),
        ("نور", "yes we do"),
        ("דוד לוי", "so"),
    ]
    assert codes(text) == {}
    assert remarks(text)["invisible-characters"] == (4, 3)


@pytest.mark.parametrize(
    ("line", "noted"),
    [
        ("00:01.000 --> 00:02.000 align:start", set()),
        ("100:00:01.000 -->\t100:00:02.000", set()),
        ("00:01,000 --> 00:02,000", {"timing-form"}),
        ("0:01.000 --> 0:02.000", {"timing-form"}),
        ("00:01.000-->00:02.000", {"timing-form"}),
    ],
)
def test_timings_that_are_not_by_the_book_are_remarks(line, noted, codes, remarks):
    assert set(remarks(f"WEBVTT\n\n{line}\nhello\n")) == noted
    assert codes(f"WEBVTT\n\n{line}\nhello\n") == {}


def test_sniff():
    assert vtt.sniff(Document.from_bytes("x", b"WEBVTT"))
    assert not vtt.sniff(Document.from_bytes("x", b"About WEBVTT"))
