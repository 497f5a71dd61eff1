import pytest

from lvm_meet.readers.columns import COLUMNS, Column, find_columns


@pytest.mark.parametrize(
    ("header", "roles"),
    [
        ("start,end,speaker,text", {"start": 0, "end": 1, "speaker": 2, "text": 3}),
        ("start,end,text", {"start": 0, "end": 1, "text": 2}),
        ("Start Time,End Time,Speaker Name,Text", {"start": 0, "end": 1, "speaker": 2, "text": 3}),
        ("startTime,endTime,speakerName,sentence", {"start": 0, "end": 1, "speaker": 2, "text": 3}),
        (
            "start_time,stop_time,participant,content",
            {"start": 0, "end": 1, "speaker": 2, "text": 3},
        ),
        (
            "Timecode In,Timecode Out,Speaker,Dialogue",
            {"start": 0, "end": 1, "speaker": 2, "text": 3},
        ),
        ("timestamp,name,message", {"start": 0, "speaker": 1, "text": 2}),
        ("Speaker,Transcript", {"speaker": 0, "text": 1}),
        (
            "start,end,speaker,words,confidence",
            {"start": 0, "end": 1, "speaker": 2, "text": 3, "confidence": 4},
        ),
        ("id,name,speaker,text", {"speaker": 2, "text": 3}),
        ("Time,Duration,Who,What", {"start": 0, "duration": 1, "speaker": 2, "text": 3}),
    ],
)
def test_headers_of_real_tools(header, roles):
    found = find_columns(header.split(","))
    assert {role: column.place for role, column in found.columns} == roles


@pytest.mark.parametrize(
    ("name", "factor"),
    [("start_ms", 1), ("Start (ms)", 1), ("start_sec", 1000), ("Start [s]", 1000), ("start", None)],
)
def test_units_stand_in_the_name(name, factor):
    assert find_columns([name, "text"]).of("start") == Column(0, factor)


@pytest.mark.parametrize(
    "header", ["text", "start,end,speaker", "a,b,c", "", "hello there,text me"]
)
def test_what_is_no_header(header):
    assert find_columns(header.split(",")) is None


def test_no_name_stands_for_two_roles():
    names = [name for _, aliases in COLUMNS for name in aliases]
    assert len(names) == len(set(names))
