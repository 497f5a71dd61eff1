"""From frames to turns: short gaps closed, flicker dropped, and how sure each turn's voice is."""

from __future__ import annotations

import math

import numpy as np

from lvm_meet.model import Span
from lvm_meet.settings import DiarizeSettings
from lvm_meet.speech.diarize import segmentation
from lvm_meet.speech.diarize.resegmentation import Presence
from lvm_meet.speech.values import RATE, VoiceTurn

_CENTRE = (segmentation.FIELD - segmentation.HOP) // 2
"""samples from the begin of what a frame looks at to the begin of what it stands for"""

# Logistic regression of "the share of a turn in which its voice is the right one", on 377 turns of
# seven AMI clips, alone and joined, before and after a shift by 0.37 s: benchmarks/diarization.
_BASE = -0.19
_PER_MARGIN = 3.3
_MARGIN_MOST = 0.6
_PER_LOG_SECONDS = 1.15
_SECONDS_MOST = 5.0
_STRANGER = 0.26
"""cosine of speech to the next best voice, usually: what stands in where there is none"""


def turns_of(presence: Presence, *, samples: int, settings: DiarizeSettings) -> list[VoiceTurn]:
    """The turns of all voices, by start; `voice` is the column of `presence`.

    A voice's pauses below `settings.join_ms` are closed, then its turns below `settings.turn_ms`
    dropped, unless it has no others.
    """
    turns = []
    for voice in range(presence.speaking.shape[1]):
        runs = _runs(presence.speaking[:, voice])
        runs = _joined(runs, settings.join_ms / 1000 * RATE / segmentation.HOP)
        lengths = runs[:, 1] - runs[:, 0]
        long = lengths >= settings.turn_ms / 1000 * RATE / segmentation.HOP
        for first, last in runs[long] if long.any() else runs:
            span = Span(_time(first, samples), _time(last, samples))
            if span.end_ms > span.start_ms:
                turns.append(VoiceTurn(voice, span, _confidence(presence, voice, first, last)))
    return sorted(turns, key=lambda turn: (turn.span.start_ms, turn.span.end_ms, turn.voice))


def _runs(speaking: np.ndarray) -> np.ndarray:
    """First and last (exclusive) frame of every stretch of True, shape (stretches, 2)."""
    edges = np.diff(np.concatenate([[False], speaking, [False]]).astype(np.int8))
    return np.stack([np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)], axis=1)


def _joined(runs: np.ndarray, gap: float) -> np.ndarray:
    """The stretches, those less than `gap` frames apart made one."""
    if not len(runs):
        return runs
    apart = runs[1:, 0] - runs[:-1, 1] >= gap
    return np.stack(
        [runs[np.concatenate([[True], apart]), 0], runs[np.concatenate([apart, [True]]), 1]],
        axis=1,
    )


def _time(frame: int, samples: int) -> int:
    """Milliseconds at which a frame begins; what touches the sound's begin starts there."""
    sample = int(frame) * segmentation.HOP + _CENTRE
    if sample < segmentation.FIELD:
        sample = 0
    return round(min(sample, samples) * 1000 / RATE)


def _confidence(presence: Presence, voice: int, first: int, last: int) -> int:
    """Permille: how surely the frames [first, last) are this voice's.

    Grows with the turn's length and with how much liker the sound is to this voice than to the
    next best one that does not speak at the same time anyway. Where there is no such voice, only
    the likeness counts.
    """
    similarity = presence.similarity[first:last]
    own = similarity[:, voice]
    free = ~presence.speaking[first:last]
    free[:, voice] = False
    other = np.where(free, similarity, -np.inf).max(axis=1)
    other = np.where(np.isfinite(other), other, _STRANGER)
    margin = min(float((own - other).mean()), _MARGIN_MOST)
    seconds = min((last - first) * segmentation.HOP / RATE, _SECONDS_MOST)
    odds = _BASE + _PER_MARGIN * margin + _PER_LOG_SECONDS * math.log(seconds)
    return round(1000 / (1 + math.exp(-odds)))
