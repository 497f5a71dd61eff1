import json
import sys
from importlib import import_module

import pytest

from lvm_meet import readers
from lvm_meet.errors import InputError, SettingsError
from lvm_meet.readers import READERS, Document
from lvm_meet.readers.notes import Notes
from lvm_meet.readers.sniff import ORDER, load_reader, pick

CUE = "00:00:01.000 --> 00:00:02.000\nhello"
NO_TRANSCRIPTS = {".md", ".ogg", ".rttm"}
"""what lies among the samples beside transcripts"""


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"WEBVTT\n\n{CUE}", "vtt"),
        (f"1\n{CUE}", "srt"),
        (CUE, "srt"),
        ("Ada: hi\nBen: yes\n", "plain"),
        ("We met, and it was long.", "plain"),
        ("[00:01] Ada: hi", "plain"),
        ("SPEAKER 1: hi\nSPEAKER 2: yes\nSPEAKER 1: so", "plain"),
        ("SPEAKER A 1 0.5 2 and so on", "plain"),
        ("start,end,text\n1,2,hi", "csv"),
        ("start\tend\ttext\n1\t2\thi", "tsv"),
        (json.dumps({"segments": [{"start": 0.5, "end": 1, "text": "hi"}]}), "whisper"),
        (json.dumps({"segments": [{"start_ms": 5, "end_ms": 9, "text": "hi"}]}), "json"),
        (json.dumps({"segments": [{"text": "hi"}]}), "json"),
        (json.dumps({"meeting_transcripts": [{"speaker": "A", "content": "hi"}]}), "qmsum"),
    ],
)
def test_formats_are_known_by_their_content(text, kind, read_bytes):
    assert read_bytes(text).source.kind == kind


def test_every_reader_of_the_table_can_be_loaded_and_is_asked():
    for name, target in READERS.table:
        assert load_reader(name) is import_module(target)
    assert {dict(READERS.table)[name] for name in ORDER} == {target for _, target in READERS.table}


def test_an_unknown_format_lists_what_exists(read_bytes):
    with pytest.raises(SettingsError) as caught:
        read_bytes("hi", input_format="vvt")
    assert all(name in caught.value.hint for name, _ in READERS.table)


@pytest.mark.parametrize(
    ("data", "message", "hint"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "is a PNG image", "or a transcript"),
        (b"\0\0\0\x18ftypmp42", "is an MP4 or QuickTime recording", "without --input-format"),
        (b"RIFF\x24\0\0\0WAVEfmt \0", "is a WAV recording", "without --input-format"),
        (b"%PDF-1.7 ...", "is a PDF", "save it as text"),
        (b"\x1f\x8b\x08\0\0", "is a gzip file", "unpack"),
        (b"PK\x03\x04 nothing of Word's", "is a ZIP archive", "unpack"),
        (bytes(range(256)), "is a binary file", "or a transcript"),
        (b"<!DOCTYPE html><p>Ada: hi", "is a web page", "save it as text"),
        (b'<?xml version="1.0"?><tt/>', "is an XML file", "save it as"),
        (rb"{\rtf1 Ada: hi}", "is an RTF document", "save it as"),
        (b"SPEAKER a 1 0.5 2 <NA> <NA> Ada <NA> <NA>\n", "is an RTTM file", "--turns"),
        (
            b";; by hand\nSPKR-INFO a 1 <NA> <NA> <NA> unknown Ada <NA>\n"
            b"SPEAKER a 1 12.25 3.500 <NA> <NA> Ada%20B 0.9 <NA>",
            "is an RTTM file",
            "--turns",
        ),
        (b"SPEAKER\ta\t1\t0.50\t2.00\t<NA>\t<NA>\tAda\t<NA>\n" * 4, "is an RTTM file", "--turns"),
        (b'{"a": 1}', "is JSON, but no transcript", "segments"),
        (b"[1, 2]", "is JSON, but no transcript", "segments"),
        (b'{"a": ', "is broken JSON", "cut off"),
        (b'{"segments": [\n{"text": "a", "start": 1', "is broken JSON", "cut off"),
    ],
)
def test_what_is_no_transcript_says_what_it_is(data, message, hint, read_bytes):
    with pytest.raises(InputError, match=message) as caught:
        read_bytes(data)
    assert hint in caught.value.hint
    assert caught.value.path == "<stdin>"
    assert caught.value.excerpt


@pytest.mark.parametrize("name", [name for name, _ in READERS.table if name != "docx"])
def test_a_binary_stays_one_whatever_it_is_called(name, read_bytes):
    with pytest.raises(InputError, match="is a PNG image"):
        read_bytes(b"\x89PNG\r\n\x1a\n\0\0", input_format=name)


PLUGIN = """
from lvm_meet.model import Segment


def sniff(document):
    return document.text.startswith("MINUTES")


def read(document):
    return document.transcript("minutes", [Segment(document.text[8:])])
"""


@pytest.fixture
def install(tmp_path, monkeypatch):
    """install(**{name: code}): plug-ins that are found as those of an installed wheel are."""

    def write(**modules):
        info = tmp_path / "meet_plugins-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: meet-plugins\nVersion: 1.0\n")
        points = "".join(f"{name} = plugged_{name}\n" for name in modules)
        (info / "entry_points.txt").write_text(f"[lvm_meet.readers]\n{points}")
        for name, code in modules.items():
            (tmp_path / f"plugged_{name}.py").write_text(code)
        monkeypatch.syspath_prepend(str(tmp_path))

    yield write
    for name in [name for name in sys.modules if name.startswith("plugged_")]:
        del sys.modules[name]


def test_a_format_of_our_own_is_read_without_looking_for_plugins(monkeypatch, samples):
    def fail(**_):
        raise AssertionError("looked at every installed distribution")

    monkeypatch.setattr("lvm_meet.registry.entry_points", fail)
    for path in sorted(samples.glob("*.*")):
        if path.suffix not in NO_TRANSCRIPTS:
            assert readers.read(path).segments


def test_a_plugin_reads_what_no_other_reader_knows(install, read_bytes):
    install(minutes=PLUGIN)
    assert "minutes" in READERS.names()
    transcript = read_bytes("MINUTES we met\n")
    assert (transcript.source.kind, transcript.notes) == ("minutes", ())
    assert read_bytes("We met.").source.kind == "plain"
    assert read_bytes("MINUTES\nAda: hi\nBen: so").source.kind == "plain"
    assert read_bytes("anything", input_format="minutes").segments[0].text == ""


def test_plugins_that_do_not_load_are_passed_over_with_a_note(install, read_bytes):
    install(broken="import not_installed_anywhere", half="sniff = None", minutes=PLUGIN)
    transcript = read_bytes("MINUTES we met\n")
    assert transcript.source.kind == "minutes"
    assert [(note.code, note.count) for note in transcript.notes] == [("reader-unavailable", 2)]
    with pytest.raises(SettingsError, match="is no reader"):
        load_reader("half")


def test_a_plugin_cannot_take_a_name_of_the_package(install):
    install(vtt=PLUGIN)
    assert load_reader("vtt").__name__ == "lvm_meet.readers.vtt"


def test_plugins_are_not_loaded_where_a_reader_is_sure():
    document = Document.from_bytes("x", f"WEBVTT\n\n{CUE}".encode())
    assert pick(document, Notes()).__name__ == "lvm_meet.readers.vtt"
