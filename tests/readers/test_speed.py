"""Linear in time: twelve hours of talk, and inputs made to be slow. Bounds are loose on purpose."""

import time

import pytest

from lvm_meet.errors import InputError
from lvm_meet.readers import Document, read_document
from lvm_meet.timecode import format_clock

CUES = 20_000
WORDS = "we could look at the plan for the roof again before the summer"


def day(line):
    return "".join(
        line.format(
            n=n,
            start=format_clock(n * 2160),
            end=format_clock(n * 2160 + 2000),
            short=format_clock(n * 2160)[:-4],
            who=f"Person {n % 7}",
            text=f"{WORDS} {n}",
        )
        for n in range(CUES)
    )


LONG = {
    "vtt": "WEBVTT\n\n" + day("{start} --> {end}\n<v {who}>{text}</v>\n\n"),
    "zoom": "WEBVTT\n\n" + day("{n}\n{start} --> {end}\n{who}: {text}\n\n"),
    "srt": day("{n}\n{start} --> {end}\n{text}\n\n"),
    "otter": day("{who}  {short}\n{text}\n\n"),
    "stamped": day("[{short}] {who}: {text}\n"),
    "csv": "start,end,speaker,text\n" + day("{start},{end},{who},{text}\n"),
}


def seconds(text):
    document = Document.from_bytes("x", text.encode())
    start = time.process_time()
    try:
        count = len(read_document(document).segments)
    except InputError:
        count = 0
    return time.process_time() - start, count


@pytest.mark.parametrize("name", LONG)
def test_twelve_hours_take_about_a_second(name):
    spent, count = seconds(LONG[name])
    assert count == CUES
    assert spent < 4


HOSTILE = {
    "open tags": "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "<" * 500_000,
    "open voices": "WEBVTT\n\n00:01.000 --> 00:02.000\n" + ("<v " + "a" * 299) * 2000,
    "references": "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "&#" * 300_000,
    "commas": "1\n00:00:01,000 --> 00:00:02,000\n" + "a," * 300_000,
    "colons": "A: " * 200_000,
    "spaces": "A" + " " * 500_000 + "0:05",
    "spaced heads": ("A" + " " * 110 + "0:0\n") * 20_000,
    "spaced turns": ("A" + " - " * 25 + "0:00 - 0:00: \n") * 20_000,
    "turns without talk": ("A " * 38 + "(0:00 - 0:00)*: " + " " * 400 + "\n") * 2000,
    "arrows": "-->" * 200_000,
    "timings": "1 1 1 1 1 1 1 1 1 1 --> \n" * 20_000,
    "blank lines": "\n" * 1_000_000 + "a",
    "quotes": "start,end,text\n" + '"' * 500_000,
    "brackets": "[" * 500_000,
    "braces": "{" * 500_000,
    "dots": "." * 500_000,
    "times": "0:05 " * 100_000,
    "digits": "1" * 500_000,
    "echoes": "WEBVTT\n\n"
    + "".join(
        f"{format_clock(n)} --> {format_clock(n + 50)}\n{'x ' * 79}{'xy'[n % 2]}\n\n"
        for n in range(3000)
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_input_takes_longer_than_its_length(name):
    spent, _ = seconds(HOSTILE[name])
    assert spent < 4
