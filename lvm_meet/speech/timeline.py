"""Where on a recording's own clock each piece of its sound belongs.

Sound is put one piece after the other. Where the clock jumps ahead (the recording was paused,
nothing was sent while nobody spoke, pieces are lost), silence goes in, so that times stay those
that a player shows. Sound is never cut: where the clock falls behind, it is set anew.

Everything is counted in samples at RATE.
"""

from __future__ import annotations

from dataclasses import dataclass

from lvm_meet.speech.values import PER_MS

# Time stamps jitter: containers round them to milliseconds, recorders stamp what comes from a
# network by its arrival. A gap this short is no pause, and a hole there would cut a word.
JITTER = 100 * PER_MS
# After lost pieces and before the first one a gap is known to be real; what is left to allow for is
# the rounding of time stamps.
ROUNDING = 5 * PER_MS
# Sound that is this far ahead of its clock can't be jitter: the clock was set back.
SET_BACK = 1000 * PER_MS


@dataclass(frozen=True, slots=True)
class Stamp:
    """When a piece of sound starts by the recording's clock, and when the one after it does.

    `start` is None for a piece without a time, `following` for the last piece and where the next
    one has no time.
    """

    start: int | None
    following: int | None
    last: bool = False


class Timeline:
    """Places pieces one after the other; counts what it had to do. `limit` bounds the whole."""

    __slots__ = ("_shift", "distrusted", "first_distrusted", "gaps", "limit", "silence")

    def __init__(self, *, limit: int) -> None:
        self.limit = limit
        self._shift = 0
        self.gaps = 0
        """stretches inside the recording without sound"""
        self.silence = 0
        """how long they are together"""
        self.distrusted = 0
        """times that could not be believed"""
        self.first_distrusted = 0

    def place(self, stamp: Stamp, *, position: int, lost: bool) -> int:
        """How much silence belongs between `position`, where the sound ends so far, and a piece.

        `lost` says that something between the two could not be read.
        """
        if stamp.start is None:
            return 0
        target = stamp.start + self._shift
        gap = target - position
        if gap > (ROUNDING if lost or not position else JITTER):
            return self._ahead(stamp, gap, position, lost=lost)
        if gap < -SET_BACK and self._stays_behind(stamp, position):
            self._distrust(position)
            self._shift -= gap
        return 0

    def _ahead(self, stamp: Stamp, gap: int, position: int, *, lost: bool) -> int:
        if stamp.last and position and not lost:
            return 0  # a single last piece gives no reason to believe in hours of silence
        following = None if stamp.following is None else stamp.following + self._shift
        if following is not None and following < position + gap:
            self._distrust(position)  # one wrong time: the next piece is back on the old clock
            return 0
        if position + gap > self.limit:
            self._distrust(position)
            self._shift -= gap
            return 0
        if position and not lost:
            self.gaps += 1
            self.silence += gap
        return gap

    def _stays_behind(self, stamp: Stamp, position: int) -> bool:
        """Whether the piece after this one is behind as well: else one time is just wrong."""
        return stamp.following is None or stamp.following + self._shift - position < -SET_BACK

    def _distrust(self, position: int) -> None:
        if not self.distrusted:
            self.first_distrusted = position
        self.distrusted += 1
