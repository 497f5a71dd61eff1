"""What the channels of a recording are: one room heard several times, or a speaker in each.

Split is only what is plainly split: a wrong split gives every word twice. Channels are mixed
unless each of them has talk of its own while the others are quiet.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from lvm_meet.model import Note
from lvm_meet.settings import Channels
from lvm_meet.speech.levels import FRAME_MS, Likeness, levels, likeness, valley
from lvm_meet.speech.recording import Recording
from lvm_meet.speech.values import Sound

# Speech changes within 100 ms from loud to soft; whoever of two is louder is seen over a syllable.
_SYLLABLE_MS = 100
# Below this nothing is understood; a muted channel's noise lies here.
_SILENCE_DB = -80.0
# How far speech stands out from a channel's own noise; noise itself varies by less.
_ABOVE_NOISE_DB = 12.0
# With less sound than this a channel has no talk, only clicks.
_LEAST_SOUND_MS = 1000
# Two microphones of one room correlate higher; two ends of a call don't, even if each hears the
# other at -10 dB.
_ONE_SOUND = 600
# Copies of each other: what is left are coding and noise.
_COPY = 980
# From here on adding up two channels makes both softer instead of louder.
_CANCELLING = -300
# By how much the louder channel changes when another person speaks. A stereo microphone in a room
# gives up to 15 dB (7 to each side); each its own microphone or connection, 20 and more.
_APART_DB = 18.0
# How far a channel lies below its own speaker's level while the other speaks.
_QUIETER_DB = 10.0
# What each of two speakers says alone, at least: permille of all talk, and time.
_LEAST_SHARE = 30
_LEAST_ALONE_MS = 2000


@dataclass(frozen=True, slots=True)
class Layout:
    """What is to be listened to: one sound of all, or one per speaker's channel.

    `columns` are the channels that each of the sounds is made of. `split` is True where they are
    different speakers' (there is more than one then).
    """

    sounds: tuple[Sound, ...]
    columns: tuple[tuple[int, ...], ...]
    notes: tuple[Note, ...] = ()

    @property
    def split(self) -> bool:
        return len(self.sounds) > 1


def layout(recording: Recording, *, choice: Channels) -> Layout:
    """Decide what the channels are, or do as `choice` says. There is always at least one sound.

    MIX gives one sound, SPLIT one per channel that holds any and is no copy of another, AUTO one
    of the two. Channels that would cancel each other are never added up.
    """
    everything = tuple(range(recording.channels))
    if recording.channels == 1:
        return Layout((recording.channel(0),), (everything,), _nothing_to_split(choice))
    loudness = _syllables(levels(recording))
    sounding = tuple(number for number in everything if _sounds(loudness[:, number]))
    alike = likeness(recording)
    if choice is Channels.SPLIT:
        return _split(recording, sounding or everything[:1], alike, _left_out(everything, sounding))
    talking = tuple(number for number in sounding if _talks(loudness[:, number]))
    if choice is Channels.AUTO and len(talking) > 1 and _are_apart(loudness, alike, talking):
        note = Note(
            "split-channels",
            f"{len(talking)} channels have different voices; each was heard on its own",
            count=len(talking),
        )
        return _split(recording, talking, alike, (note, *_left_out(everything, talking)))
    return _mix(recording, sounding or everything, loudness, alike)


def _nothing_to_split(choice: Channels) -> tuple[Note, ...]:
    if choice is not Channels.SPLIT:
        return ()
    return (Note("one-channel", "there is one channel only; nothing was split", remark=True),)


def _left_out(channels: tuple[int, ...], kept: tuple[int, ...]) -> tuple[Note, ...]:
    silent = [number for number in channels if number not in kept]
    if not silent:
        return ()
    names = ", ".join(str(number + 1) for number in silent)
    return (
        Note(
            "silent-channels",
            f"channels without talk were left out: {names}",
            count=len(silent),
            remark=True,
        ),
    )


def _split(
    recording: Recording, channels: tuple[int, ...], alike: Likeness, notes: tuple[Note, ...]
) -> Layout:
    """One sound per channel; of channels that are copies only the first."""
    kept: list[int] = []
    for number in channels:
        if not any(alike.best[number, other] * 1000 >= _COPY for other in kept):
            kept.append(number)
    copies = len(channels) - len(kept)
    if copies:
        note = Note(
            "same-channels", "channels that are copies of another were left out", count=copies
        )
        notes = (*notes, note)
    return Layout(
        tuple(recording.channel(number) for number in kept),
        tuple((number,) for number in kept),
        notes,
    )


def _mix(
    recording: Recording, channels: tuple[int, ...], loudness: np.ndarray, alike: Likeness
) -> Layout:
    """One sound of all channels, but for those that would cancel a louder one."""
    energy = (10 ** (loudness / 10)).sum(axis=0)
    kept: list[int] = []
    for number in sorted(channels, key=lambda number: (-energy[number], number)):
        if all(alike.same_time[number, other] * 1000 > _CANCELLING for other in kept):
            kept.append(number)
    columns = tuple(sorted(kept))
    opposed = len(channels) - len(columns)
    notes: tuple[Note, ...] = ()
    if opposed:
        notes = (
            Note(
                "opposed-channels",
                "channels that would cancel another (their sound is upside down) were left out",
                count=opposed,
                remark=True,
            ),
        )
    return Layout((recording.mixed(columns),), (columns,), notes)


def _syllables(frames: np.ndarray) -> np.ndarray:
    """Levels over _SYLLABLE_MS from those over FRAME_MS."""
    each = _SYLLABLE_MS // FRAME_MS
    starts = np.arange(0, len(frames), each)
    lengths = np.diff(np.append(starts, len(frames)))
    power = np.add.reduceat(10.0 ** (frames.astype(np.float64) / 10), starts, axis=0)
    return np.asarray(10 * np.log10(power / lengths[:, None]))


def _floor(level: np.ndarray) -> float:
    """The level of a channel's own noise: what it falls to between words."""
    return max(_SILENCE_DB, float(np.percentile(level, 10)))


def _sounds(level: np.ndarray) -> bool:
    """Whether a channel holds more than silence. Steady sound (music, loud noise) counts too."""
    return int((level > _SILENCE_DB).sum()) * _SYLLABLE_MS >= _LEAST_SOUND_MS


def _talks(level: np.ndarray) -> bool:
    """Whether a channel rises above its own noise, as steady noise does not."""
    high = level >= _floor(level) + _ABOVE_NOISE_DB
    return int(high.sum()) * _SYLLABLE_MS >= _LEAST_SOUND_MS


def _are_apart(loudness: np.ndarray, alike: Likeness, channels: tuple[int, ...]) -> bool:
    """Whether each of the channels has a voice of its own."""
    floors = np.array([_floor(loudness[:, number]) for number in channels])
    heard = np.maximum(loudness[:, channels], floors)
    loudest = np.argmax(heard - floors, axis=1)
    talk = (heard - floors).max(axis=1) >= _ABOVE_NOISE_DB
    return all(
        alike.best[channels[one], channels[other]] * 1000 < _ONE_SOUND
        and _take_turns(heard[talk & ((loudest == one) | (loudest == other))][:, (one, other)])
        for one, other in combinations(range(len(channels)), 2)
    )


def _take_turns(pair: np.ndarray) -> bool:
    """Whether two channels, shape (syllables, 2), are loud at different times.

    Their difference then has two heaps, far apart: one while the first speaks, one while the
    second does. In each of them the other channel is well below its own speaker's level, so that
    it matters neither how loud a channel is on the whole nor how much of the other it hears.
    """
    least = max(_LEAST_ALONE_MS // _SYLLABLE_MS, len(pair) * _LEAST_SHARE // 1000)
    if len(pair) < 2 * least:
        return False
    difference = pair[:, 0] - pair[:, 1]
    first = difference > valley(difference)
    if min(first.sum(), (~first).sum()) < least:
        return False
    in_first, in_second = np.median(pair[first], axis=0), np.median(pair[~first], axis=0)
    apart = (in_first[0] - in_first[1]) - (in_second[0] - in_second[1])
    return bool(
        apart >= _APART_DB
        and in_first[0] - in_second[0] >= _QUIETER_DB
        and in_second[1] - in_first[1] >= _QUIETER_DB
    )
