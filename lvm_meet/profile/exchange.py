"""Who says what after whom: the replies to a unit, and the turns of a meeting.

Talk overlaps and is full of back-channels, so "the next turn" is not enough. A reply to a unit is
what other people say in the stretch behind it, as long as that is near in units and in time. What
has no speaker is nobody's reply.
"""

from __future__ import annotations

from collections.abc import Sequence

from lvm_meet.model import Utterance


class Exchange:
    """Looks ahead in the units of one meeting."""

    def __init__(self, units: Sequence[Utterance], *, within: int, within_ms: int) -> None:
        """Replies lie at most `within` units and, where times are known, `within_ms` behind."""
        self._units = units
        self._within = within
        self._within_ms = within_ms

    def replies(self, place: int, *, spoken: int) -> list[int]:
        """Places of what others say behind the unit at `place`, in order.

        Back-channels are among them; the list ends with the `spoken`-th unit that is none. Empty
        where the unit has no speaker.
        """
        unit = self._units[place]
        found: list[int] = []
        if unit.speaker is None:
            return found
        for later in range(place + 1, min(place + 1 + self._within, len(self._units))):
            other = self._units[later]
            if self.far(place, later) or spoken <= 0:
                break
            if other.speaker in (None, unit.speaker):
                continue
            found.append(later)
            spoken -= not other.backchannel
        return found

    def far(self, place: int, later: int) -> bool:
        """Whether too much time lies between two units; False where times are not known."""
        begin, end = self._units[place].span, self._units[later].span
        return bool(begin and end and end.start_ms - begin.end_ms > self._within_ms)

    def turn(self, place: int, *, most: int) -> list[int]:
        """Places of the unit and what its speaker goes on to say, up to the first unit of another
        that is no back-channel; at most `most` units.
        """
        speaker = self._units[place].speaker
        found = [place]
        for later in range(place + 1, len(self._units)):
            unit = self._units[later]
            if len(found) >= most or (unit.speaker != speaker and not unit.backchannel):
                break
            if unit.speaker == speaker:
                found.append(later)
        return found
