"""Style -> JSON, the part of an analysis that is sums and what follows from them."""

from __future__ import annotations

from lvm_meet.codec.encode_transcript import ratio, span_json
from lvm_meet.model import SIGNALS, Balance, Estimate, Lens, SpeakerStyle, Style, Tally


def _tally_json(tally: Tally) -> dict[str, object]:
    return {"units": tally.units, "words": tally.words, "talk_ms": tally.talk_ms}


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def balance_json(balance: Balance) -> dict[str, object]:
    """The sums, and what follows from them under `figures`."""
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


def estimate_json(estimate: Estimate | None) -> dict[str, object] | None:
    """A value with its interval, as ratios; None for none."""
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
        "balance": balance_json(style.balance),
        "index": estimate_json(style.index),
        "turns": style.turns,
        "longest_turn_words": style.longest_turn_words,
        "longest_turn_ms": style.longest_turn_ms,
        "questions": _lens_json(style.questions),
        "figures": {
            "share_of_talk_words": _rounded(words / talk.words if talk.words else None, 4),
            "words_per_minute": _rounded(style.words_per_minute, 1),
        },
    }


def style_json(style: Style) -> dict[str, object]:
    """How the meeting was led and managed."""
    return {
        "balance": balance_json(style.balance),
        "index": estimate_json(style.index),
        "speakers": [_speaker_json(each, style.balance.talk) for each in style.speakers],
        "windows": [
            {
                "first": window.first,
                "last": window.last,
                **span_json(window.span),
                "balance": balance_json(window.balance),
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
