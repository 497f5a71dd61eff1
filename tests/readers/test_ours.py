"""Files of ours that were changed, and others that look like ours (unchanged: test_round_trip)."""

import pytest

from lvm_meet.readers import Document, ours

MARK = " \N{NO-BREAK SPACE}"
VTT = (
    "WEBVTT\n\nNOTE lvm-meet transcript of a.ogg\nlanguage: en\n\n"
    "NOTE Confidence: 0.5\n\n00:00:00.000 --> 00:00:01.000\n<v A &amp; B>Yes &lt;b&gt;</v>\n\n"
    "00:00:01.000 --> 00:00:02.000\nno &amp;amp; no\n"
)
SRT = (
    f"1\n00:00:00,000 --> 00:00:01,000\nAda: so{MARK}\n\n"
    f"2\n00:00:01,000 --> 00:00:02,000\nUnknown: a\nb{MARK}\n"
)
TXT = f"[0:00] Ada: so{MARK}\n\n[0:01] Unknown: a{MARK}\n"
CSV = "start_ms,end_ms,speaker,confidence,text\n0,900,Ada,0.5,'=1\n"


def document(text):
    return Document.from_bytes("x", text.encode())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (VTT, "vtt"),
        (SRT, "srt"),
        (TXT, "plain"),
        (CSV, "csv"),
        (TXT.replace(MARK, ""), None),
        (SRT.replace(MARK, ""), None),
        (f"preface\n\n{TXT}", None),
        (f"{TXT}\nAda: more\n", None),
        ("WEBVTT\n\n00:00.000 --> 00:01.000\nhi\n", None),
        ("start_ms,end_ms,speaker,text\n", None),
        ("", None),
        (MARK, None),
    ],
)
def test_recognise(text, kind):
    assert ours.recognise(document(text)) == kind


def test_vtt_by_its_rules():
    first, second = ours.read_vtt(VTT.split("\n"))
    assert (first.text, first.speaker, first.confidence, first.line) == (
        "Yes <b>", "A & B", 500, 8,
    )  # fmt: skip
    assert (second.text, second.speaker, second.confidence) == ("no &amp; no", None, None)


@pytest.mark.parametrize(
    "change",
    [
        ("NOTE lvm-meet", "NOTE other"),
        ("\n\nNOTE lvm-meet transcript of a.ogg\nlanguage: en", ""),
        ("00:00:01.000 --> 00:00:02.000", "00:00:01.000 --> 00:00:02.000 align:start"),
        ("00:00:01.000 --> 00:00:02.000", "cue 2\n00:00:01.000 --> 00:00:02.000"),
        ("no &amp;", "<i>no</i> &amp;"),
        ("</v>", "</v> <v C>me too</v>"),
        ("\nno &amp;amp; no", ""),
        ("NOTE Confidence", "STYLE\n::cue {}\n\nNOTE Confidence"),
    ],
    ids=["comment", "no comment", "settings", "id", "tag", "two voices", "no text", "style"],
)
def test_a_changed_vtt_is_read_like_anybodys(change):
    assert ours.read_vtt(VTT.replace(*change).split("\n")) is None


def test_a_changed_vtt_still_reads(rows, codes):
    data = VTT.replace("no &amp;amp; no", "- no\n- never")
    assert rows(data)[0] == ("A & B", "Yes <b>", 0, 1000)
    two = VTT.replace("</v>", "</v>\n<v C>me too</v>")
    assert [row[:2] for row in rows(two)][:2] == [("A & B", "Yes <b>"), ("C", "me too")]
    assert codes(two) == {"shared-cue": (8, 1)}


def test_the_language_of_ours_stands_in_its_comment(read_bytes):
    assert read_bytes(VTT).language == "en"
    talk = VTT.replace("\nlanguage: en", "").replace("no &amp;amp; no", "language: de")
    assert read_bytes(talk).language is None


@pytest.mark.parametrize(
    "change",
    [
        ("2\n00:00:01", "00:00:01"),
        ("00:00:01,000 --> 00:00:02,000", "00:00:01,000 -> 00:00:02,000"),
        (f"so{MARK}", "so"),
        ("1\n", "one\n"),
    ],
    ids=["no counter", "timing", "one mark gone", "counter"],
)
def test_a_changed_srt_is_read_like_anybodys(change, rows):
    data = SRT.replace(*change, 1)
    assert ours.read_srt(data.split("\n")) is None
    assert [row[:2] for row in rows(data)] == [("Ada", "so"), (None, "a b")]


def test_srt_and_text_by_their_rules():
    assert [(each.speaker, each.text, each.line) for each in ours.read_srt(SRT.split("\n"))] == [
        ("Ada", "so", 2),
        (None, "a b", 6),
    ]
    assert [
        (each.speaker, each.text, each.start_ms, each.end_ms)
        for each in ours.read_text(TXT.split("\n"))
    ] == [("Ada", "so", 0, None), (None, "a", 1000, None)]


def test_a_title_stands_above_a_document_only():
    titled = ["a.ogg", "", *TXT.split("\n")]
    assert ours.read_text(titled) is None
    assert len(ours.read_text(titled, title=True)) == 2
    assert ours.read_text(["a.ogg"], title=True) is None
    assert ours.read_text([]) is None


def test_a_paragraph_that_an_editor_wrapped_is_still_one():
    wrapped = TXT.replace("Ada: so", "Ada: so\nand on")
    assert ours.read_text(wrapped.split("\n"))[0].text == "so and on"


def test_line_ends_of_windows_change_nothing(rows, remarks):
    for text in (VTT, SRT, TXT, CSV):
        data = text.replace("\n", "\r\n")
        assert rows(data) == rows(text)
        assert "line-ends" in remarks(data)


def test_a_csv_of_ours_gives_back_what_was_guarded(rows):
    assert rows(CSV) == [("Ada", "=1", 0, 900)]
    other = CSV.replace("start_ms,end_ms", "start_ms,stop_ms")
    assert rows(other)[0][1] == "'=1"
