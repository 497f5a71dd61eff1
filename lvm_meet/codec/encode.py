"""Analysis -> JSON: the published form (docs/schema.md), keys in a fixed order."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from lvm_meet.errors import LvmError
from lvm_meet.model import (
    LABELS,
    SIGNALS,
    Analysis,
    Balance,
    Estimate,
    Lens,
    Provenance,
    Segment,
    Signal,
    Span,
    SpeakerStyle,
    Style,
    Tally,
    Utterance,
)

SCHEMA = "lvm-meet/analysis"
SCHEMA_VERSION = 1

_SURROGATE = re.compile("[\ud800-\udfff]")
_ROWS_BELOW = 3
"""depth from which a value stands on one line"""


def dumps(analysis: Analysis) -> str:
    """The analysis as JSON text: one line per segment and utterance, a line feed at the end.

    Same analysis, same text. It holds no character that UTF-8 cannot encode. LvmError as
    `to_json`.
    """
    text = "".join(_lines(to_json(analysis), depth=0)) + "\n"
    # Half a surrogate pair (from a broken source) can't be encoded, but JSON can spell it out.
    return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def to_json(analysis: Analysis) -> dict[str, object]:
    """The published form, made of dicts, lists, strings, numbers, booleans and None.

    LvmError where utterances and signals do not run in parallel (a fault of the caller).
    """
    ids = [utterance.id for utterance in analysis.utterances]
    if ids != [signal.utterance for signal in analysis.signals]:
        raise LvmError("the analysis has signals that do not match its utterances")
    transcript = analysis.transcript
    source = transcript.source
    return {
        "schema": SCHEMA,
        "schema_version": SCHEMA_VERSION,
        "title": analysis.title,
        "source": {
            "name": source.name,
            "kind": source.kind,
            "sha256": source.sha256,
            "size": source.size,
        },
        "language": transcript.language,
        "origin": transcript.origin,
        "renamed": [{"from": old, "to": new} for old, new in analysis.renamed],
        "notes": [
            {
                "code": note.code,
                "message": note.message,
                "line": note.line,
                "count": note.count,
                "remark": note.remark,
            }
            for note in transcript.notes
        ],
        "segments": [_segment_json(segment) for segment in transcript.segments],
        "utterances": [
            _utterance_json(utterance, signal)
            for utterance, signal in zip(analysis.utterances, analysis.signals, strict=True)
        ],
        "style": _style_json(analysis.style),
        "provenance": _provenance_json(analysis.provenance),
    }


def _lines(value: object, *, depth: int) -> Iterator[str]:
    """JSON with a line per member above `_ROWS_BELOW`, and everything from there on one line.

    Indenting it all would make the file three times as long and, in pure Python, ten times as
    slow to write; this way a difference between two analyses still shows line by line.
    """
    if depth < _ROWS_BELOW and value and isinstance(value, dict | list):
        open_, close = "{}" if isinstance(value, dict) else "[]"
        mark = open_
        inside = value.items() if isinstance(value, dict) else ((None, item) for item in value)
        for key, member in inside:
            name = "" if key is None else f"{json.dumps(key)}: "
            yield f"{mark}\n{' ' * (depth + 1)}{name}"
            # the members of an array are rows: one line each
            yield from _lines(member, depth=depth + 1 if key is not None else _ROWS_BELOW)
            mark = ","
        yield f"\n{' ' * depth}{close}"
    else:
        yield json.dumps(value, ensure_ascii=False)


def _span_json(span: Span | None) -> dict[str, object]:
    if span is None:
        return {"start_ms": None, "end_ms": None}
    return {"start_ms": span.start_ms, "end_ms": span.end_ms}


def _ratio(permille: int) -> float:
    return permille / 1000


def _segment_json(segment: Segment) -> dict[str, object]:
    confidence = segment.confidence
    return {
        "text": segment.text,
        "speaker": segment.speaker,
        **_span_json(segment.span),
        "confidence": None if confidence is None else _ratio(confidence),
    }


def signal_to_json(signal: Signal) -> dict[str, object]:
    """The code of one unit: `label`, `scores` of the five classes and `evidence`."""
    return {
        "label": signal.label.value,
        "scores": {
            label.value: _ratio(score) for label, score in zip(LABELS, signal.scores, strict=True)
        },
        "evidence": {
            "exemplars": [
                {
                    "label": exemplar.label.value,
                    "text": exemplar.text,
                    "entry": exemplar.entry,
                    "similarity": _ratio(exemplar.similarity),
                }
                for exemplar in signal.evidence.exemplars
            ],
            "cues": [
                {"label": cue.label.value, "start": cue.start, "end": cue.end, "entry": cue.entry}
                for cue in signal.evidence.cues
            ],
        },
    }


def _utterance_json(utterance: Utterance, signal: Signal) -> dict[str, object]:
    return {
        "id": utterance.id,
        "speaker": utterance.speaker,
        **_span_json(utterance.span),
        "text": utterance.text,
        **signal_to_json(signal),
        "segments": list(utterance.segments),
        "backchannel": utterance.backchannel,
    }


def _tally_json(tally: Tally) -> dict[str, object]:
    return {"units": tally.units, "words": tally.words, "talk_ms": tally.talk_ms}


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def _balance_json(balance: Balance) -> dict[str, object]:
    tallies = {label.value: balance.of(label) for label in SIGNALS}
    rated = tallies | {"leadership": balance.leadership, "management": balance.management}
    return {
        "talk": _tally_json(balance.talk),
        **{name: _tally_json(tally) for name, tally in tallies.items()},
        "figures": {
            **{
                name: {
                    "per_1000_words": _rounded(balance.rate(tally), 3),
                    "share_of_words": _rounded(balance.share(tally), 4),
                }
                for name, tally in rated.items()
            },
            "coded_share": _rounded(balance.coded_share, 4),
        },
    }


def _estimate_json(estimate: Estimate | None) -> dict[str, object] | None:
    if estimate is None:
        return None
    return {
        "value": _ratio(estimate.value),
        "low": _ratio(estimate.low),
        "high": _ratio(estimate.high),
    }


def _lens_json(lens: Lens) -> dict[str, object]:
    return {
        "what_why": list(lens.what_why),
        "how_when": list(lens.how_when),
        "other": list(lens.other),
    }


def _speaker_json(style: SpeakerStyle, talk: Tally) -> dict[str, object]:
    words = style.balance.talk.words
    return {
        "speaker": style.speaker,
        "balance": _balance_json(style.balance),
        "index": _estimate_json(style.index),
        "turns": style.turns,
        "longest_turn_words": style.longest_turn_words,
        "longest_turn_ms": style.longest_turn_ms,
        "questions": _lens_json(style.questions),
        "figures": {
            "share_of_talk_words": _rounded(words / talk.words if talk.words else None, 4),
            "words_per_minute": _rounded(style.words_per_minute, 1),
        },
    }


def _style_json(style: Style) -> dict[str, object]:
    return {
        "balance": _balance_json(style.balance),
        "index": _estimate_json(style.index),
        "speakers": [_speaker_json(each, style.balance.talk) for each in style.speakers],
        "windows": [
            {
                "first": window.first,
                "last": window.last,
                **_span_json(window.span),
                "balance": _balance_json(window.balance),
            }
            for window in style.windows
        ],
        "changes": [
            {
                "utterance": change.utterance,
                "at_ms": change.at_ms,
                "before": _ratio(change.before),
                "after": _ratio(change.after),
            }
            for change in style.changes
        ],
        "questions": _lens_json(style.questions),
        "contrasts": [
            {
                "name": contrast.name,
                "leadership": list(contrast.leadership),
                "management": list(contrast.management),
            }
            for contrast in style.contrasts
        ],
        "minimum": {
            "coded": style.minimum.coded,
            "words": style.minimum.words,
            "questions": style.minimum.questions,
        },
    }


def _provenance_json(provenance: Provenance) -> dict[str, object]:
    return {
        "version": provenance.version,
        "schema": provenance.schema,
        "settings": provenance.settings,
        "lexicons": provenance.lexicons,
        "encoder": provenance.encoder,
        "splitter": provenance.splitter,
    }
