"""The samples: one invented meeting in every format, and two more."""

import re
from itertools import groupby

import docx
import pytest

from lvm_meet import readers

VOICES = {"Priya Raman", "Tom Okafor", "Zoë Lindqvist", "Marcus Webb"}
# file -> (kind, by how many milliseconds its times may be off; None where it has none)
STANDUPS = {
    "standup.vtt": ("vtt", 0),
    "standup-zoom.vtt": ("vtt", 0),
    "standup.srt": ("srt", 0),
    "standup.csv": ("csv", 0),
    "standup.tsv": ("tsv", 0),
    "standup-whisper.json": ("whisper", 0),
    "standup-otter.txt": ("plain", 1000),
    "standup.docx": ("docx", 1000),
    "standup.txt": ("plain", None),
    "standup-qmsum.json": ("qmsum", None),
}


def turns(transcript):
    """(speaker, words, start) of each run of one speaker."""
    runs = [list(run) for _, run in groupby(transcript.segments, key=lambda each: each.speaker)]
    return [
        (run[0].speaker, " ".join(each.text for each in run), run[0].span and run[0].span.start_ms)
        for run in runs
    ]


@pytest.fixture(scope="module")
def standup(samples):
    return turns(readers.read(samples / "standup.vtt"))


@pytest.mark.parametrize("name", STANDUPS)
def test_all_forms_of_the_standup_agree(name, samples, standup):
    kind, off = STANDUPS[name]
    transcript = readers.read(samples / name)
    found = turns(transcript)
    assert transcript.source.kind == kind
    assert [turn[:2] for turn in found] == [turn[:2] for turn in standup]
    if off is None:
        assert all(segment.span is None for segment in transcript.segments)
    else:
        assert all(
            0 <= there[2] - here[2] <= off for here, there in zip(found, standup, strict=True)
        )
    # two voices at once here and there (texts without ends can't tell); Zoom writes CR LF
    assert {note.code for note in transcript.notes} <= {"inferred-end", "overlap", "line-ends"}


def test_the_list_of_forms_is_complete(samples):
    assert {path.name for path in samples.glob("standup*")} == set(STANDUPS)


def test_the_standup_is_a_short_meeting_of_four(standup):
    assert {speaker for speaker, *_ in standup} == VOICES
    assert len(standup) >= 40
    assert 290_000 < standup[-1][2] < 360_000


@pytest.mark.parametrize(
    ("name", "voices", "segments", "minutes", "noted"),
    [("council.vtt", 8, 250, 23, {"overlap"}), ("clinic.txt", 6, 60, 5, {"inferred-end"})],
)
def test_the_longer_meetings(name, voices, segments, minutes, noted, samples):
    transcript = readers.read(samples / name)
    assert len({segment.speaker for segment in transcript.segments}) == voices
    assert len(transcript.segments) >= segments
    assert transcript.segments[-1].span.start_ms > minutes * 60_000
    assert {note.code for note in transcript.notes} == noted


def test_python_docx_reads_the_same_words_from_the_sample(samples):
    paragraphs = docx.Document(samples / "standup.docx").paragraphs
    said = [text.split("\n", 1)[1] for each in paragraphs if "\n" in (text := each.text)]
    assert said == [segment.text for segment in readers.read(samples / "standup.docx").segments]


def test_no_sample_names_a_real_file_or_address(samples):
    for path in samples.iterdir():
        if path.suffix in (".vtt", ".srt", ".txt"):
            assert not re.search(r"@|/home|C:\\", path.read_text("utf-8"))
