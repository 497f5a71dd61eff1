import csv
import io

from lvm_meet.export.transcripts.csv import render
from lvm_meet.model import Segment, Span


def cells(transcript):
    return list(csv.reader(io.StringIO(render(transcript).decode("utf-8-sig"), newline="")))


def test_an_everyday_recording(planning):
    header, first, second, *_ = cells(planning)
    assert header == ["start_ms", "end_ms", "speaker", "confidence", "text"]
    assert first == ["12300", "14700", "Hannah Osei", "0.9", "Right, let's start with the shelves."]
    assert second == ["13900", "14300", "", "0.412", "Mm-hm."]


def test_begins_with_a_byte_order_mark_for_spreadsheets(make):
    assert render(make()).startswith(b"\xef\xbb\xbfstart_ms,")


def test_formulas_stay_text_and_come_back(make, come_back):
    transcript = make(
        Segment("=1+1", "@Ada"),
        Segment("'=1", "-Ben"),
        Segment("- so", None),
        Segment("'tis", None),
    )
    assert [row[2:] for row in cells(transcript)[1:]] == [
        ["'@Ada", "", "'=1+1"],
        ["'-Ben", "", "''=1"],
        ["", "", "'- so"],
        ["", "", "'tis"],
    ]
    assert come_back("csv", transcript).segments == transcript.segments


def test_times_and_confidence_that_are_not_known_are_empty(make):
    assert cells(make(Segment("a", None, Span(0, 0), 0), Segment("b")))[1:] == [
        ["0", "0", "", "0.0", "a"],
        ["", "", "", "", "b"],
    ]


def test_a_table_that_a_spreadsheet_saved_again_still_comes_back(make, read):
    transcript = make(Segment("=1+1; so", "Ada", Span(0, 900), 500))
    text = render(transcript).decode("utf-8-sig")
    saved = text.replace(",", ";").replace("'=1+1; so", '"\'=1+1; so"').replace("\n", "\r\n")
    assert read(saved.encode("utf-8-sig")).segments == transcript.segments
