import pytest

from lvm_meet.errors import InputError
from lvm_meet.readers import Document, table

TALK = [("Ada", "Hi, you.", 1500, 2000), ("Ben", 'He said "no".', 3000, 4250)]
CSV = 'start,end,speaker,text\n1.5,2,Ada,"Hi, you."\n00:00:03,4.25,Ben,"He said ""no""."\n'


@pytest.mark.parametrize(
    "text",
    [
        CSV,
        CSV.replace("\n", "\r\n"),
        CSV.rstrip(),
        'sep=;\nStart;End;Speaker;Text\n1,5;2;Ada;"Hi, you."\n3;4,25;Ben;"He said ""no""."\n',
        'Speaker|Text|Start|End\nAda|Hi, you.|1.5|2\nBen|"He said ""no""."|0:03|0:04.25\n',
        "start_ms,end_ms,speaker,text\n"
        + '1500,2000,Ada,"Hi, you."\n3000,4250,Ben,"He said ""no""."\n',
        "Start Time\tEnd Time\tSpeaker Name\tText\n1.5\t2\tAda\tHi, you.\n"
        + '3\t4.25\tBen\t"He said ""no""."\n',
        'start,duration,speaker,text\n1.5,0.5,Ada,"Hi, you."\n3,1.25,Ben,"He said ""no""."\n',
        "\ufeff" + CSV,
    ],
    ids=["csv", "crlf", "cut", "semicolon", "pipe", "ms", "tsv", "duration", "bom"],
)
def test_tables_of_many_tools(text, rows, codes):
    assert rows(text) == TALK
    assert codes(text) == {}


def test_kinds_are_named_by_their_delimiter(read_bytes):
    assert read_bytes(CSV).source.kind == "csv"
    assert read_bytes("start\tend\ttext\n1\t2\thi").source.kind == "tsv"


def test_whispers_tsv_is_in_milliseconds_and_never_quoted(rows, codes):
    text = 'start\tend\ttext\n0\t2500\t"Hi" he said\n2500\t4000\tIt\'s 5" long\n'
    assert rows(text) == [(None, '"Hi" he said', 0, 2500), (None, "It's 5\" long", 2500, 4000)]
    assert codes(text) == {}


def test_integers_that_only_milliseconds_explain(rows, codes):
    text = "start,end,text\n0,2500,hi there\n2500,4000,you\n"
    assert rows(text) == [(None, "hi there", 0, 2500), (None, "you", 2500, 4000)]
    assert codes(text) == {"units": (2, 1)}


def test_integer_seconds_stay_seconds(rows, codes):
    assert rows("start,end,text\n0,3,hi there\n4,6,you\n")[1] == (None, "you", 4000, 6000)
    assert codes("start,end,text\n0,3,hi there\n4,6,you\n") == {}


def test_dates_count_from_the_first(rows, codes):
    text = "timestamp,speaker,text\n2024-05-01T10:00:05Z,Ada,hi\n2024-05-01 10:00:09,Ben,you all\n"
    assert rows(text) == [("Ada", "hi", 0, 1000), ("Ben", "you all", 4000, 4800)]
    assert codes(text) == {"clock-time": (2, 1), "inferred-end": (2, 2)}


@pytest.mark.parametrize(
    ("times", "read", "noted"),
    [
        ("00:00:01:12,00:00:02:05", (1000, 2000), {"frames": (2, 2)}),
        ("00:00:01;12,00:00:02;05", (1000, 2000), {"frames": (2, 2)}),
        ("00:00:01:120,00:00:02:050", (1120, 2050), {}),
    ],
)
def test_frames_of_a_timecode_are_dropped(times, read, noted, rows, codes):
    text = f"Start,End,Text\n{times},hi\n"
    assert rows(text) == [(None, "hi", *read)]
    assert codes(text) == noted


@pytest.mark.parametrize(
    ("cell", "confidence"),
    [("0.5", 500), ("91%", 910), ("1", 1000), ("high", None), ("", None), ("7", None)],
)
def test_confidence(cell, confidence, read_bytes):
    data = f"start,end,text,confidence\n1,2,hi,{cell}\n"
    assert read_bytes(data).segments[0].confidence == confidence


@pytest.mark.parametrize(
    ("body", "texts", "noted"),
    [
        ("1,2,A,so, we go, home\n", ["so, we go, home"], {"extra-fields": (2, 1)}),
        ("1,2,A,so,,,\n", ["so"], {}),
        ("1,2\n1,2,A,hi\n\n", ["hi"], {"short-row": (2, 1)}),
        ("x,y,A,hi\n", ["hi"], {"unreadable-time": (2, 2)}),
        ("nan,,A,hi\n", ["hi"], {}),
        ('1,2,A,"hi\nyou, all"\n', ["hi you, all"], {}),
        ('1,2,A,"hi\n2,3,B,you\n3,4,A,so\n', ["hi", "you", "so"], {"quotes": (2, 1)}),
        ('1,2,A,"hi\n2,3,B,you\n3,4,A,so"\n', ["hi", "you", 'so"'], {"quotes": (2, 1)}),
        ('1,2,A,"hi" he said\n2,3,B,"so"\n', ["hi he said", "so"], {"quotes": (2, 1)}),
        (
            '1,2,A,"hi\n2,3,B,so, we go\n',
            ["hi", "so, we go"],
            {"extra-fields": (3, 1), "quotes": (2, 1)},
        ),
        ('1,2,A,hi\n2,3,B,"so, we g', ["hi", "so, we g"], {"cut-off": (3, 1)}),
        ('1,2,A,hi\n2,3,B,"so" we g', ["hi", "so we g"], {"quotes": (3, 1)}),
        ('1,2,A,"hi\n2,3,B,so', ["hi", "so"], {"quotes": (2, 1)}),
        ("2,1,A,hi\n", ["hi"], {"backward-span": (2, 1)}),
        ("1,2,A,…\n1,2,A,hi\n", ["hi"], {"empty-cue": (2, 1)}),
        ("1,2,A," + "x" * 200_000 + "\n", ["x" * 200_000], {}),
    ],
)
def test_untidy_rows_are_read_with_a_note(body, texts, noted, rows, codes):
    data = f"start,end,speaker,text\n{body}"
    assert [row[1] for row in rows(data)] == texts
    assert codes(data) == noted


def test_a_title_above_the_header_is_noted(rows, codes):
    assert rows(f"Export of May\n\n{CSV}") == TALK
    assert codes(f"Export of May\n\n{CSV}") == {"preamble": (1, 1)}


def test_lines_are_counted_through_quoted_line_feeds(codes):
    data = 'start,end,speaker,text\n1,2,A,"hi\nyou"\nx,4,B,so\n'
    assert codes(data) == {"unreadable-time": (4, 1)}


def test_no_header_says_what_is_wanted(read_bytes):
    with pytest.raises(InputError, match="has no header") as caught:
        read_bytes("1,2,3\n", input_format="csv")
    assert (caught.value.line, caught.value.excerpt) == (1, "1,2,3")
    assert "start,end,speaker,text" in caught.value.hint


def test_sniff():
    assert table.sniff(Document.from_bytes("x", CSV.encode()))
    assert not table.sniff(Document.from_bytes("x", b"Ada: start, text\n"))
