"""Analysis -> JSON: the published form (docs/schema.md), keys in a fixed order."""

from __future__ import annotations

from lvm_meet.codec.encode_transcript import (
    note_json,
    ratio,
    segment_json,
    source_json,
    span_json,
    speech_json,
)
from lvm_meet.codec.layout import lay_out
from lvm_meet.errors import LvmError
from lvm_meet.model import (
    LABELS,
    SIGNALS,
    Analysis,
    Balance,
    Estimate,
    Lens,
    Provenance,
    Signal,
    SpeakerStyle,
    Style,
    Tally,
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
        "style": _style_json(analysis.style),
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
        "value": ratio(estimate.value),
        "low": ratio(estimate.low),
        "high": ratio(estimate.high),
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
                **span_json(window.span),
                "balance": _balance_json(window.balance),
            }
            for window in style.windows
        ],
        "changes": [
            {
                "utterance": change.utterance,
                "at_ms": change.at_ms,
                "before": ratio(change.before),
                "after": ratio(change.after),
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
