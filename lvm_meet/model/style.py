"""Style: exact sums, ratios as properties, and what is said about them."""

from __future__ import annotations

from dataclasses import dataclass

from lvm_meet.model.transcript import Span
from lvm_meet.model.units import Label


@dataclass(frozen=True, slots=True)
class Tally:
    """Units, words and (where known) talk time, as integer sums."""

    units: int = 0
    words: int = 0
    talk_ms: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.units + other.units, self.words + other.words, self.talk_ms + other.talk_ms
        )


@dataclass(frozen=True, slots=True)
class Balance:
    """Leadership and management as two intensities: exact sums, ratios as properties.

    `talk` counts everything that was said, the four signals what was coded with them. Adds up
    with `sum(balances, Balance.zero())`: per speaker, window, meeting or fleet.
    """

    talk: Tally = Tally()
    vision: Tally = Tally()
    inspiration: Tally = Tally()
    execution: Tally = Tally()
    control: Tally = Tally()

    @classmethod
    def zero(cls) -> Balance:
        return cls()

    def __add__(self, other: Balance) -> Balance:
        return Balance(
            self.talk + other.talk,
            self.vision + other.vision,
            self.inspiration + other.inspiration,
            self.execution + other.execution,
            self.control + other.control,
        )

    def of(self, label: Label) -> Tally:
        """The tally of one signal; of `none`, what no signal was found in."""
        if label is Label.NONE:
            coded = self.coded
            return Tally(
                self.talk.units - coded.units,
                self.talk.words - coded.words,
                self.talk.talk_ms - coded.talk_ms,
            )
        tally: Tally = getattr(self, label.value)
        return tally

    @property
    def leadership(self) -> Tally:
        return self.vision + self.inspiration

    @property
    def management(self) -> Tally:
        return self.execution + self.control

    @property
    def coded(self) -> Tally:
        return self.leadership + self.management

    def rate(self, tally: Tally) -> float | None:
        """Coded units per 1,000 words of talk; None where nobody spoke."""
        return 1000 * tally.units / self.talk.words if self.talk.words else None

    def share(self, tally: Tally) -> float | None:
        """Share of the words of the talk, 0 to 1; None where nobody spoke."""
        return tally.words / self.talk.words if self.talk.words else None

    @property
    def coded_share(self) -> float | None:
        """Share of units that carry a signal, 0 to 1; None where nobody spoke."""
        return self.coded.units / self.talk.units if self.talk.units else None

    @property
    def index(self) -> float | None:
        """(L - M) / (L + M) over coded units, -1 (all management) to 1; None without evidence."""
        lead, manage = self.leadership.units, self.management.units
        return (lead - manage) / (lead + manage) if lead + manage else None


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its 95 % interval, all in permille (the balance index runs -1000 to 1000)."""

    value: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Lens:
    """Questions by their form: what/why (leadership asks so) or how/when/who (management does).

    Each is a tuple of utterance ids, in order. What the questions are about is not looked at.
    """

    what_why: tuple[str, ...] = ()
    how_when: tuple[str, ...] = ()
    other: tuple[str, ...] = ()

    @property
    def told(self) -> int:
        """How many questions have one of the two forms that are compared."""
        return len(self.what_why) + len(self.how_when)

    @property
    def asked(self) -> int:
        """How many questions there are in all."""
        return self.told + len(self.other)


@dataclass(frozen=True, slots=True)
class SpeakerStyle:
    """One speaker: how much, how, and with what balance (None: not enough evidence).

    `turns` counts how often the speaker took the floor; who only acknowledges has none, and a
    longest turn of 0. `longest_turn_ms` is None unless all of the speaker's talk has a time:
    the words are only divided by the time that they took. `speaker` None is talk without a name.
    """

    speaker: str | None
    balance: Balance
    index: Estimate | None
    turns: int
    longest_turn_words: int
    longest_turn_ms: int | None
    questions: Lens

    @property
    def words_per_minute(self) -> float | None:
        """Speed of talking; None unless all of the speaker's talk has a time."""
        talk = self.balance.talk
        if self.longest_turn_ms is None or not talk.talk_ms:
            return None
        return 60_000 * talk.words / talk.talk_ms


@dataclass(frozen=True, slots=True)
class Window:
    """One of the equal windows of the meeting: by time where the talk is timed, else by words."""

    first: str | None
    last: str | None
    span: Span | None
    balance: Balance


@dataclass(frozen=True, slots=True)
class ChangePoint:
    """Where the style shifts: the first unit after the change, and the index on either side."""

    utterance: str
    at_ms: int | None
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Contrast:
    """One of the four contrasts: ids of the units at the leadership and the management pole."""

    name: str
    leadership: tuple[str, ...] = ()
    management: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Minimum:
    """The least evidence that a statement takes; with less, the answer is that there is too little.

    `coded`: coded units for a balance index. `words`: words of talk for a rate in a report.
    `questions`: questions of the two forms, what/why and how/when/who, to say which prevails.
    """

    coded: int
    words: int
    questions: int


@dataclass(frozen=True, slots=True)
class Style:
    """How the meeting was led and managed. `index` is None when the evidence does not reach."""

    balance: Balance
    index: Estimate | None
    speakers: tuple[SpeakerStyle, ...]
    windows: tuple[Window, ...]
    changes: tuple[ChangePoint, ...]
    questions: Lens
    contrasts: tuple[Contrast, ...]
    minimum: Minimum
