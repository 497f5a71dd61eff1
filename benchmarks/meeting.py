"""Meetings of any length for benchmarks, made from the lexicons' own sentences: no data needed."""

from __future__ import annotations

import random
from pathlib import Path

from lvm_meet import lexicon as lexicons
from lvm_meet.model import Label
from lvm_meet.timecode import format_clock

VOICES = ("Amara", "Ben", "Chiara", "Dmitri", "Esra", "Femi")
SILENT = ("Mm-hm.", "Yeah.", "Okay.", "Right.")
SHARE_SILENT = 0.4
SHARE_CODED = 0.25
ENDINGS = ("", " you know", " I think", " in a way", " so to speak", " at least here", " for us")


def write_meeting(path: Path, *, hours: float, seed: int = 1) -> int:
    """Write a WebVTT meeting with about 1,000 units an hour; returns the number of cues.

    Sentences are drawn from the lexicons and joined in new ways, so that they don't repeat and
    a cache of exemplars is of no help.
    """
    rng = random.Random(seed)
    entries = lexicons.load().exemplars
    coded = [entry.text for entry in entries if entry.label is not Label.NONE]
    plain = [entry.text for entry in entries if entry.label is Label.NONE]
    lines, at, cues = ["WEBVTT", ""], 0, 0
    while at < hours * 3_600_000:
        speaker = rng.choice(VOICES)
        if rng.random() < SHARE_SILENT:
            text = rng.choice(SILENT)
        else:
            drawn = rng.choice(coded if rng.random() < SHARE_CODED else plain).rstrip(".?!")
            text = f"{drawn}{rng.choice(ENDINGS)} {rng.choice(plain).split()[0].lower()}."
        length = 300 + 300 * len(text.split())
        lines += [
            f"{format_clock(at)} --> {format_clock(at + length)}",
            f"<v {speaker}>{text}</v>",
            "",
        ]
        at += length + rng.randrange(100, 700)
        cues += 1
    path.write_text("\n".join(lines), "utf-8")
    return cues
