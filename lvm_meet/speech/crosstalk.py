"""Who speaks on which channel, where the channels hear each other.

A voice detector hears a voice in every channel that it reaches. A channel's own speaker is told
from what comes over from the others by level: each channel is measured by the level that its own
speaker has there, so that it matters neither how loud a channel is on the whole nor how loud
people speak. Whoever is about as loud as usual speaks, also while others do; who is far below is
only heard through the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

import numpy as np

from lvm_meet.model import Span
from lvm_meet.speech.levels import FLOOR_DB, FRAME_MS, Together, levels, valley
from lvm_meet.speech.values import Sound

# Levels are compared over this long: shorter, and every soft consonant changes the speaker.
_SMOOTH_MS = 300
# Comes over at -10 dB or less; two who speak at once differ by less than this for most of the time.
_CLEARLY_BELOW_DB = 8.0
# The channel of a soft speaker may hear the others at more than that. The difference is then as
# steady as two microphones are (its middle half within 4 dB; of two people who speak at once, 6 to
# 15), and the limit lies just above it.
_STEADY_DB = 4.0
_SPREAD_DB = 2.0
# Below its usual level by this much, a channel has a pause.
_PAUSE_DB = 20.0
# The level of a channel's own speaker: this percentile, since pauses and word ends are soft.
_USUAL = 70
# A channel's difference to the loudest other one jumps by this much when its own speaker begins;
# less, and there is only one heap: either it speaks always, or never.
_APART_DB = 12.0
_LOUDER_DB = 5.0
_LEAST_FRAMES = 500 // FRAME_MS
# Shorter stretches of speech beside another speaker, and shorter interruptions, are chance.
_LEAST_FRAMES_ALONE = 240 // FRAME_MS
_BRIDGED_FRAMES = 240 // FRAME_MS
# Pauses up to here stay part of a turn, as a voice detector has them.
_PAUSE_FRAMES = 1000 // FRAME_MS


def own_speech(
    sounds: Sequence[Sound], spans_per_channel: Sequence[Sequence[Span]]
) -> list[list[Span]]:
    """The stretches in which each channel's own speaker talks.

    `spans_per_channel` are where a voice detector hears anybody in each of the `sounds`, sorted.
    What is returned lies inside of them, sorted and apart; a channel on which only the others are
    heard has none. One sound alone keeps its spans. ValueError where the numbers differ.
    """
    if len(sounds) != len(spans_per_channel):
        raise ValueError(f"{len(sounds)} sounds, but spans of {len(spans_per_channel)}")
    if len(sounds) < 2:
        return [list(spans) for spans in spans_per_channel]
    smooth = _smoothed(levels(Together(sounds)))
    heard = np.stack([_mask(spans, len(smooth)) for spans in spans_per_channel], axis=1)
    relative, margin = _measured(smooth, heard)
    below = relative < _loudest_other(np.where(heard, relative, -np.inf)) - margin
    found = []
    for number, spans in enumerate(spans_per_channel):
        speaks = heard[:, number] & ~below[:, number] & (relative[:, number] > -_PAUSE_DB)
        closed = _closed(speaks, heard[:, number] & ~below[:, number], _PAUSE_FRAMES)
        closed = _closed(closed, heard[:, number], _BRIDGED_FRAMES)
        found.append(_clipped(_runs(closed, least=_LEAST_FRAMES_ALONE), spans))
    return found


def _mask(spans: Sequence[Span], frames: int) -> np.ndarray:
    mask = np.zeros(frames, dtype=bool)
    for span in spans:
        mask[span.start_ms // FRAME_MS : -(-span.end_ms // FRAME_MS)] = True
    return mask


def _smoothed(loudness: np.ndarray) -> np.ndarray:
    """Levels over _SMOOTH_MS around every frame; same shape."""
    half = _SMOOTH_MS // FRAME_MS // 2
    middle = np.arange(len(loudness))
    start, stop = np.maximum(0, middle - half), np.minimum(len(loudness), middle + half + 1)
    smooth = np.empty_like(loudness)
    for number in range(loudness.shape[1]):
        sums = np.append(0.0, np.cumsum(10.0 ** (loudness[:, number].astype(np.float64) / 10)))
        mean = (sums[stop] - sums[start]) / (stop - start)
        smooth[:, number] = 10 * np.log10(np.maximum(mean, 10 ** (FLOOR_DB / 10)))
    return smooth


def _loudest_other(values: np.ndarray) -> np.ndarray:
    """For every channel the largest value that another one has; same shape."""
    order = np.sort(values, axis=1)
    first, second = order[:, -1:], order[:, -2:-1]
    return np.where(values == first, second, first)


def _measured(smooth: np.ndarray, heard: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Levels relative to those that the channels' own speakers have, same shape as `smooth`, and
    by how much each channel may be below another one while its own speaker talks.

    The own level is found where a channel stands out most against the others. A channel that never
    does is given the others' level: what little is heard on it then comes from them.
    """
    difference = smooth - _loudest_other(smooth)
    talk = _talk(smooth, heard)
    usual = np.full(smooth.shape[1], -np.inf)
    others = []
    for number in range(smooth.shape[1]):
        here = np.flatnonzero(talk & heard[:, number])
        level = smooth[here, number]
        own = _own_frames(difference[here, number], level)
        others.append(here[~own] if own.any() else here[:0])
        if own.sum() >= _LEAST_FRAMES:
            usual[number] = np.percentile(level[own], _USUAL)
    highest = usual.max() if np.isfinite(usual).any() else smooth.max(initial=FLOOR_DB)
    relative = smooth - np.where(np.isfinite(usual), usual, highest)
    difference = relative - _loudest_other(relative)
    margins = [_margin(difference[frames, number]) for number, frames in enumerate(others)]
    return relative, np.array(margins)


def _margin(difference: np.ndarray) -> float:
    """How far a channel may be below another one while its own speaker talks, in dB, given its
    difference to the others while they speak.
    """
    if len(difference) < _LEAST_FRAMES:
        return _CLEARLY_BELOW_DB
    low, middle, high = np.percentile(difference, (25, 50, 75))
    if high - low > _STEADY_DB:
        return _CLEARLY_BELOW_DB
    return float(np.clip(-middle - _SPREAD_DB, 0, _CLEARLY_BELOW_DB))


def _talk(smooth: np.ndarray, heard: np.ndarray) -> np.ndarray:
    """Frames in which somebody is plainly heard on any channel; shape (frames,)."""
    talk = np.zeros(len(smooth), dtype=bool)
    for number in range(smooth.shape[1]):
        own = heard[:, number]
        if own.any():
            loud = np.percentile(smooth[own, number], 95) - _PAUSE_DB
            talk |= own & (smooth[:, number] > loud)
    return talk


def _own_frames(difference: np.ndarray, level: np.ndarray) -> np.ndarray:
    """Where a channel's own speaker is the one who speaks; same shape as both arguments.

    `difference` is to the loudest other channel. It jumps when the speaker changes, and the level
    jumps with it; where it doesn't, only one of them ever speaks.
    """
    if not len(level):
        return np.zeros(0, dtype=bool)
    high = difference > valley(difference)
    if high.any() and not high.all():
        apart = np.median(difference[high]) - np.median(difference[~high])
        louder = np.median(level[high]) - np.median(level[~high])
        if apart >= _APART_DB and louder >= _LOUDER_DB:
            return high
    return np.full(len(level), np.median(difference) > 0)


def _closed(mask: np.ndarray, fill: np.ndarray, most: int) -> np.ndarray:
    """The mask with its holes of up to `most` frames filled, where `fill` holds throughout."""
    closed = mask.copy()
    edges = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]]).astype(np.int8)))
    for end, start in zip(edges[1:-1:2], edges[2::2], strict=True):
        if start - end <= most and fill[end:start].all():
            closed[end:start] = True
    return closed


def _runs(mask: np.ndarray, *, least: int) -> list[Span]:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]]).astype(np.int8)))
    return [
        Span(int(start) * FRAME_MS, int(stop) * FRAME_MS)
        for start, stop in zip(edges[::2], edges[1::2], strict=True)
        if stop - start >= least
    ]


def _clipped(found: Sequence[Span], spans: Sequence[Span]) -> list[Span]:
    """What of `found` lies inside of `spans`, both sorted: frames are coarser than milliseconds."""
    inside: list[Span] = []
    place = 0
    for one in found:
        while place < len(spans) and spans[place].end_ms <= one.start_ms:
            place += 1
        for span in islice(spans, place, None):
            if span.start_ms >= one.end_ms:
                break
            start, end = max(one.start_ms, span.start_ms), min(one.end_ms, span.end_ms)
            if start < end:
                inside.append(Span(start, end))
    return inside
