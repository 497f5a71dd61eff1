"""How a meeting was led and managed: codes to balance, speakers, course, questions, contrasts."""

from __future__ import annotations

from collections.abc import Sequence

from lvm_meet.balance import balance_of, codes_of, estimate
from lvm_meet.model import Contrast, Minimum, Signal, Style, TalkWords, Utterance
from lvm_meet.settings import StyleSettings
from lvm_meet.style.changes import change_points
from lvm_meet.style.contrasts import find_contrasts
from lvm_meet.style.lens import questions
from lvm_meet.style.speakers import speaker_styles
from lvm_meet.style.timeline import windows

__all__ = ["find_contrasts", "profile"]


def profile(
    utterances: Sequence[Utterance],
    signals: Sequence[Signal],
    *,
    contrasts: tuple[Contrast, ...],
    words: TalkWords,
    settings: StyleSettings,
) -> Style:
    """The style of one meeting from its units and their codes, which run in parallel.

    Back-channels count as talk and are never coded. What the evidence does not reach is None or
    empty, and `minimum` says how much it takes; a meeting without talk gives an empty style.
    ValueError where the two differ in length.
    """
    codes = codes_of(utterances, signals)
    lens = questions(utterances, words=words, settings=settings)
    return Style(
        balance=balance_of(zip(utterances, signals, strict=True)),
        index=estimate(codes, settings=settings),
        speakers=speaker_styles(utterances, signals, codes, questions=lens, settings=settings),
        windows=windows(utterances, signals, settings=settings),
        changes=change_points(utterances, codes, settings=settings),
        questions=lens,
        contrasts=contrasts,
        minimum=Minimum(
            coded=settings.min_units,
            words=settings.min_words,
            questions=settings.min_questions,
        ),
    )
