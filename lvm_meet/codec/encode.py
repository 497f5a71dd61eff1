"""Analysis -> JSON: the published form (docs/schema.md), keys in a fixed order."""

from __future__ import annotations

from lvm_meet.codec.encode_style import style_json
from lvm_meet.codec.encode_transcript import (
    note_json,
    ratio,
    segment_json,
    source_json,
    span_json,
    speech_json,
)
from lvm_meet.codec.layout import lay_out
from lvm_meet.codec.records import record_json
from lvm_meet.errors import LvmError
from lvm_meet.model import (
    LABELS,
    Analysis,
    Provenance,
    Signal,
    Utterance,
)

SCHEMA = "lvm-meet/analysis"
SCHEMA_VERSION = 1


def dumps(analysis: Analysis) -> str:
    """The analysis as JSON text: one line per segment and utterance, a line feed at the end.

    Same analysis, same text. It can always be encoded as UTF-8. LvmError as `to_json`.
    """
    return lay_out(to_json(analysis))


def to_json(analysis: Analysis) -> dict[str, object]:
    """The published form, made of dicts, lists, strings, numbers, booleans and None.

    LvmError where utterances and signals do not run in parallel (a fault of the caller).
    """
    ids = [utterance.id for utterance in analysis.utterances]
    if ids != [signal.utterance for signal in analysis.signals]:
        raise LvmError("the analysis has signals that do not match its utterances")
    transcript = analysis.transcript
    return {
        "schema": SCHEMA,
        "schema_version": SCHEMA_VERSION,
        "title": analysis.title,
        "source": source_json(transcript.source),
        "language": transcript.language,
        "origin": transcript.origin,
        "renamed": [{"from": old, "to": new} for old, new in analysis.renamed],
        "notes": [note_json(note) for note in transcript.notes],
        "speech": speech_json(transcript.speech),
        "segments": [segment_json(segment) for segment in transcript.segments],
        "utterances": [
            _utterance_json(utterance, signal)
            for utterance, signal in zip(analysis.utterances, analysis.signals, strict=True)
        ],
        "style": style_json(analysis.style),
        "insights": record_json(analysis.insights),
        "profile": record_json(analysis.profile),
        "provenance": _provenance_json(analysis.provenance),
    }


def signal_to_json(signal: Signal) -> dict[str, object]:
    """The code of one unit: `label`, `scores` of the five classes and `evidence`."""
    return {
        "label": signal.label.value,
        "scores": {
            label.value: ratio(score) for label, score in zip(LABELS, signal.scores, strict=True)
        },
        "evidence": {
            "exemplars": [
                {
                    "label": exemplar.label.value,
                    "text": exemplar.text,
                    "entry": exemplar.entry,
                    "similarity": ratio(exemplar.similarity),
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
        **span_json(utterance.span),
        "text": utterance.text,
        **signal_to_json(signal),
        "segments": list(utterance.segments),
        "backchannel": utterance.backchannel,
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
