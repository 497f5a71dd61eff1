import subprocess
import sys

import pytest

from lvm_meet.errors import SettingsError
from lvm_meet.export.transcripts import TRANSCRIPTS, render_transcript

FORMATS = ["csv", "docx", "json", "rttm", "srt", "txt", "vtt"]
TEXTS = [name for name in FORMATS if name != "docx"]


def test_names_and_a_miss():
    assert TRANSCRIPTS.names() == FORMATS
    with pytest.raises(SettingsError) as caught:
        TRANSCRIPTS.load("pdf")
    assert "csv, docx, json, rttm, srt, txt, vtt" in caught.value.hint


@pytest.mark.parametrize("name", FORMATS)
def test_same_transcript_same_bytes(name, planning):
    assert render_transcript(name, planning) == render_transcript(name, planning)


@pytest.mark.parametrize("name", TEXTS)
def test_texts_are_utf8_with_a_line_feed_at_the_end_of_each_line(name, planning):
    text = render_transcript(name, planning).decode("utf-8-sig")
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "\r" not in text


@pytest.mark.parametrize("name", FORMATS)
def test_without_talk_there_is_the_form_alone(name, make):
    data = render_transcript(name, make())
    if name in ("srt", "txt", "rttm"):
        assert data == b""
    elif name == "vtt":
        assert data == b"WEBVTT\n\nNOTE lvm-meet transcript of planning.ogg\n"
    elif name == "csv":
        assert data.decode("utf-8-sig") == "start_ms,end_ms,speaker,confidence,text\n"
    else:
        assert data


@pytest.mark.parametrize("name", ["vtt", "srt", "txt", "csv", "json", "docx"])
def test_an_everyday_recording_comes_back(name, planning, come_back):
    again = come_back(name, planning)
    names = list(dict.fromkeys(each.speaker for each in again.segments))
    assert names == ["Hannah Osei", None, "Jean-Luc Müller"]
    assert " ".join(each.text for each in again.segments) == " ".join(
        each.text for each in planning.segments
    )
    assert again.segments[0].span.start_ms == (12_000 if name in ("txt", "docx") else 12_300)


def test_an_unknown_speaker_stays_unknown_where_the_marks_are_gone(planning, tmp_path):
    from lvm_meet import readers

    for name in ("srt", "txt"):
        text = render_transcript(name, planning).decode()
        path = tmp_path / f"edited.{name}"
        path.write_text("\n".join(line.rstrip() for line in text.split("\n")), "utf-8")
        found = {each.text.rstrip("."): each.speaker for each in readers.read(path).segments}
        assert found["Mm-hm"] is None
        assert found["I do"] == "Hannah Osei"


def test_only_a_document_loads_what_writes_documents():
    script = (
        "import sys; from lvm_meet.export.transcripts import TRANSCRIPTS;"
        f"[TRANSCRIPTS.load(name) for name in {TEXTS}]; print(*sys.modules)"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"docx", "lxml", "numpy", "rich", "lvm_meet.readers"} & set(loaded)
