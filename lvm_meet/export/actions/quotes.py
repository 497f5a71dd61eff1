"""What the forms of action items share: the words they rest on, and whom they may name."""

from __future__ import annotations

from dataclasses import replace

from lvm_meet.model import Action, Analysis, Utterance


def named_actions(analysis: Analysis) -> tuple[Action, ...]:
    """The action items; without owners and speakers where it is doubtful who spoke."""
    speech = analysis.transcript.speech
    if speech is None or speech.named:
        return analysis.insights.actions
    return tuple(replace(each, owner=None, speaker=None) for each in analysis.insights.actions)


def said_in(action: Action, analysis: Analysis) -> tuple[Utterance, ...]:
    """The utterances that an item rests on, in the order of the talk."""
    cited = frozenset(action.utterances)
    return tuple(unit for unit in analysis.utterances if unit.id in cited)


def begin_ms(units: tuple[Utterance, ...]) -> int | None:
    """When the first of them was said; None where the talk has no times."""
    return next((unit.span.start_ms for unit in units if unit.span), None)


def quote(units: tuple[Utterance, ...]) -> str:
    """Their words as they were heard, one after the other."""
    return " / ".join(" ".join(unit.text.split()) for unit in units)
