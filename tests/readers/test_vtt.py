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


def test_crlf_bom_and_a_missing_last_line_feed_are_no_tolerances(read_bytes):
    data = b"\xef\xbb\xbf" + ZOOM.rstrip().replace("\n", "\r\n").encode()
    again = read_bytes(data)
    assert again.segments == read_bytes(ZOOM).segments
    assert again.notes == ()


def test_sniff():
    assert vtt.sniff(Document.from_bytes("x", b"WEBVTT"))
    assert not vtt.sniff(Document.from_bytes("x", b"About WEBVTT"))
