"""One row per utterance, for spreadsheets and statistics (docs/schema.md, "The CSV form").

A transcript is foreign text, and a spreadsheet runs a cell that begins with "=", "+", "-" or "@"
as a formula. Such cells get an apostrophe in front, the spreadsheets' own mark for text
(`lvm_meet.codec.fields`).
"""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from lvm_meet.codec.fields import guard
from lvm_meet.model import LABELS, Analysis, Signal, Utterance

COLUMNS = (
    "id",
    "start_ms",
    "end_ms",
    "speaker",
    "label",
    *(label.value for label in LABELS),
    "backchannel",
    "words",
    "text",
    "exemplar",
    "exemplar_label",
    "similarity",
    "cues",
)


def render(analysis: Analysis) -> str:
    """A header and a row per utterance, ended by CR LF; of an empty meeting only the header.

    Where it is doubtful who spoke in a recording, the speakers stay empty as in the report.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    speech = analysis.transcript.speech
    named = speech is None or speech.named
    for utterance, signal in zip(analysis.utterances, analysis.signals, strict=True):
        writer.writerow(_row(utterance if named else replace(utterance, speaker=None), signal))
    return text.getvalue()


def _row(utterance: Utterance, signal: Signal) -> list[object]:
    span = utterance.span
    nearest = next(iter(signal.evidence.exemplars), None)
    cues = "; ".join(
        f"{cue.label}: {utterance.text[cue.start : cue.end]}" for cue in signal.evidence.cues
    )
    return [
        _safe(utterance.id),
        span.start_ms if span else None,
        span.end_ms if span else None,
        _safe(utterance.speaker),
        signal.label.value,
        *(score / 1000 for score in signal.scores),
        "true" if utterance.backchannel else "false",
        utterance.words,
        _safe(utterance.text),
        _safe(nearest.text if nearest else None),
        nearest.label.value if nearest else None,
        nearest.similarity / 1000 if nearest else None,
        _safe(cues),
    ]


def _safe(text: str | None) -> str | None:
    return None if text is None else guard(text)
