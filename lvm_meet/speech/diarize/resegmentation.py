"""Which voices speak in each frame: as many as the segmentation counted, the best supported.

A voice is supported by the chunks in which it was found active, and by how like it the windows
around the frame sound.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lvm_meet.settings import DiarizeSettings
from lvm_meet.speech.diarize import segmentation
from lvm_meet.speech.diarize.assignment import Locals
from lvm_meet.speech.diarize.embedding import Windows
from lvm_meet.speech.diarize.segmentation import SLOTS, Segmentation
from lvm_meet.speech.values import RATE

_ROWS = 1 << 14
"""frames that are sorted at once; bounds the memory, changes nothing else"""
_ABSENT = np.float32(-1e9)


@dataclass(frozen=True, slots=True)
class Presence:
    """Frame by frame, for every voice that is left.

    `speaking` (frames, voices), bool. `similarity` (frames, voices): mean cosine of the windows
    around the frame, NaN-free, 0 where there is none. `voices` (voices,): which of the centroids.
    """

    speaking: np.ndarray
    similarity: np.ndarray
    voices: np.ndarray


def resegment(
    heard: Segmentation,
    windows: Windows,
    people: Locals,
    assigned: np.ndarray,
    voices: np.ndarray,
    settings: DiarizeSettings,
) -> Presence:
    """Decide for every frame who speaks; voices that then hardly speak are dropped.

    `assigned` is the voice of each of `people` (-1: none), `voices` the centroids (voices, 192).
    """
    support = _activity(heard, people, assigned, len(voices))
    similarity = _similarity(heard.frames, windows, voices)
    if len(voices) > 1:
        behind = similarity - similarity.max(axis=1, keepdims=True)
        behind *= settings.similarity_weight / 1000
        support += behind
    speaking = _strongest(support, heard.count)
    spoken = float((heard.count > 0).sum()) * segmentation.HOP / RATE * 1000
    floor = max(settings.voice_ms, settings.voice_share / 1000 * spoken)
    floor = min(settings.voice_most_ms, floor)
    kept = _drop_brief(support, speaking, heard.count, floor_ms=floor, least=settings.least)
    return Presence(speaking[:, kept], similarity[:, kept], kept)


def _activity(heard: Segmentation, people: Locals, assigned: np.ndarray, voices: int) -> np.ndarray:
    """The part of the chunks around each frame in which each voice was active, (frames, voices)."""
    active = np.zeros((heard.frames, voices), dtype=np.float32)
    cover = np.zeros(heard.frames, dtype=np.float32)
    for chunk in range(len(heard.starts)):
        cover[heard.within(chunk)] += 1
    for chunk, slot, voice in zip(people.chunk, people.slot, assigned, strict=True):
        if voice >= 0:
            frames = heard.within(chunk)
            active[frames, voice] += heard.active[chunk, : frames.stop - frames.start, slot]
    active /= np.maximum(cover, 1)[:, None]
    return active


def _similarity(frames: int, windows: Windows, voices: np.ndarray) -> np.ndarray:
    """Cosine of the windows around each frame to each voice, the nearer ones counting more."""
    cosines = windows.vectors @ voices.T
    total = np.zeros((frames, len(voices)), dtype=np.float32)
    weight = np.full(frames, 1e-6, dtype=np.float32)
    for row, first, last in zip(cosines, *windows.frames(), strict=True):
        shape = np.bartlett(last - first + 2)[1:-1].astype(np.float32) ** 2
        total[first:last] += row * shape[:, None]
        weight[first:last] += shape
    total /= weight[:, None]
    return total


def _strongest(support: np.ndarray, count: np.ndarray) -> np.ndarray:
    """The `count` best supported voices of each frame, bool, (frames, voices)."""
    speaking = np.zeros(support.shape, dtype=bool)
    for first in range(0, len(support), _ROWS):
        block = support[first : first + _ROWS]
        order = np.argsort(-block, axis=1, kind="stable")
        for rank in range(min(SLOTS, block.shape[1])):
            rows = np.flatnonzero(count[first : first + _ROWS] > rank)
            speaking[first + rows, order[rows, rank]] = True
    speaking &= support > _ABSENT
    return speaking


def _drop_brief(
    support: np.ndarray, speaking: np.ndarray, count: np.ndarray, *, floor_ms: float, least: int
) -> np.ndarray:
    """Drop the voice that speaks least, until all speak for `floor_ms`; which ones are left.

    Never below `least` voices. What a dropped voice said goes to the next best supported one;
    `support` and `speaking` are changed in place.
    """
    kept = list(range(support.shape[1]))
    floor = floor_ms / 1000 * RATE / segmentation.HOP
    while len(kept) > least:
        spoken = speaking[:, kept].sum(axis=0)
        weakest = int(spoken.argmin())
        if spoken[weakest] >= floor:
            break
        voice = kept.pop(weakest)
        rows = np.flatnonzero(speaking[:, voice])
        support[:, voice] = _ABSENT
        speaking[rows] = _strongest(support[rows], count[rows])
    return np.array(kept, dtype=np.int64)
