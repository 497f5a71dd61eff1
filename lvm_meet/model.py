"""The value types and nothing else: frozen, integer milliseconds and permille, tuples inside.

Nothing here reads a file, holds a threshold or words a sentence. A time that is not known is
None, never 0. Everything that can be summed is summed as integers, so totals are exact and the
same in whatever order they were added; ratios are properties, and a ratio without evidence is
None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from lvm_meet.errors import SettingsError


class Label(StrEnum):
    """What a unit does (see lexicons/README.md): four signals, or none of them."""

    VISION = "vision"
    INSPIRATION = "inspiration"
    EXECUTION = "execution"
    CONTROL = "control"
    NONE = "none"


SIGNALS = (Label.VISION, Label.INSPIRATION, Label.EXECUTION, Label.CONTROL)
LABELS = (*SIGNALS, Label.NONE)
LEADERSHIP = (Label.VISION, Label.INSPIRATION)
MANAGEMENT = (Label.EXECUTION, Label.CONTROL)


# ---------------------------------------------------------------- what was read


@dataclass(frozen=True, slots=True)
class Source:
    """Where a transcript came from. Identity is the content (`sha256`), not the path."""

    name: str
    kind: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open interval of time, [start_ms, end_ms), in integer milliseconds."""

    start_ms: int
    end_ms: int

    def __post_init__(self) -> None:
        if self.start_ms < 0 or self.end_ms < self.start_ms:
            raise SettingsError(f"a span cannot run from {self.start_ms} to {self.end_ms} ms")

    @property
    def length_ms(self) -> int:
        return self.end_ms - self.start_ms

    def cover(self, other: Span) -> Span:
        """The smallest span that holds both."""
        return Span(min(self.start_ms, other.start_ms), max(self.end_ms, other.end_ms))


@dataclass(frozen=True, slots=True)
class Segment:
    """One piece of the source as it was read: a cue, a turn, a row.

    `confidence` is the recogniser's, in permille, where the source gives one.
    """

    text: str
    speaker: str | None = None
    span: Span | None = None
    confidence: int | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """One tolerance that was applied, or one stage that was degraded, said out loud.

    `code` is stable and machine-readable, `line` is 1-based where there is one, `count` says how
    many times it happened (the line is then that of the first).
    """

    code: str
    message: str
    line: int | None = None
    count: int = 1


@dataclass(frozen=True, slots=True)
class Transcript:
    """A meeting's words as read. `origin` names the reader or the model, with its version."""

    source: Source
    segments: tuple[Segment, ...]
    language: str | None = None
    origin: str = ""
    notes: tuple[Note, ...] = ()


# ---------------------------------------------------------------- what is analysed


@dataclass(frozen=True, slots=True)
class Utterance:
    """The unit of analysis: one sentence-sized piece of one speaker's talk.

    `segments` are the indexes of the transcript's segments that it came from. A back-channel
    ("mm-hm", "okay") is kept and counts in talk time, but is never coded.
    """

    id: str
    speaker: str | None
    text: str
    span: Span | None
    segments: tuple[int, ...]
    backchannel: bool = False

    @property
    def words(self) -> int:
        return len(self.text.split())


@dataclass(frozen=True, slots=True)
class Exemplar:
    """One lexicon sentence that a unit was compared with; `entry` names its file and place."""

    label: Label
    text: str
    entry: str
    similarity: int
    """cosine of the two vectors, in permille"""


@dataclass(frozen=True, slots=True)
class Cue:
    """Words in the unit that a lexicon pattern matched: text[start:end]."""

    label: Label
    start: int
    end: int
    entry: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a unit has its label: the nearest exemplars (nearest first) and the cue words."""

    exemplars: tuple[Exemplar, ...] = ()
    cues: tuple[Cue, ...] = ()


@dataclass(frozen=True, slots=True)
class Signal:
    """One unit's code. `scores` are permille in the order of LABELS and sum to 1000."""

    utterance: str
    label: Label
    scores: tuple[int, int, int, int, int]
    evidence: Evidence = Evidence()

    def score(self, label: Label) -> int:
        return self.scores[LABELS.index(label)]


# ---------------------------------------------------------------- the words of talk

_LONGEST_BACKCHANNEL = 4
_ANNOTATION = re.compile(r"\[[^][]*\]|\{[^}{]*\}|<[^><]*>|\([^)(\s]+(?: [^)(\s]+){0,2}\)")


def spoken_words(text: str) -> list[str]:
    """The words of a text as lexicons write them: lower case, without edges or annotations.

    "Mm-hm, [laughs] that’s RIGHT!" is mm-hm, that's, right. A text of none gives an empty list.
    """
    plain = _ANNOTATION.sub(" ", text).lower().replace("\u2019", "'")
    return [word for word in (_trimmed(token) for token in plain.split()) if word]


def _trimmed(token: str) -> str:
    """The token without what is no letter or digit at its ends."""
    start, end = 0, len(token)
    while start < end and not token[start].isalnum():
        start += 1
    while end > start and not token[end - 1].isalnum():
        end -= 1
    return token[start:end]


@dataclass(frozen=True, slots=True)
class TalkWords:
    """The words of talk in general: what cuts it into units and what makes a question.

    `lexicons/talk.toml` holds one list per field, each under the field's own name. Entries are
    lower case, with straight apostrophes; except in the two abbreviation fields and `subjects`
    an entry may be a phrase of several words.
    """

    backchannels: frozenset[str]
    """ "mm-hmm", "okay": a turn of nothing else is a back-channel"""
    abbreviations: frozenset[str]
    """without their last full stop; it never ends a sentence ("mr", "e.g")"""
    breaks: frozenset[str]
    """words before which a run without punctuation may be cut ("because", "and")"""
    what_why: tuple[str, ...]
    """openings of a question that leadership asks"""
    how_when: tuple[str, ...]
    """openings of a question that management asks"""
    openers: frozenset[str] = frozenset()
    """words that mostly begin a sentence, so that a longer run is cut before them ("so", "okay")"""
    closing_abbreviations: frozenset[str] = frozenset()
    """without their last full stop; it may end a sentence as well ("etc", "p.m")"""
    number_abbreviations: frozenset[str] = frozenset()
    """abbreviations only where a number follows ("no")"""
    starters: frozenset[str] = frozenset()
    """words that, capitalised after such an abbreviation, show that a sentence begins ("the")"""
    lead_ins: frozenset[str] = frozenset()
    """what may come before the opening of a question ("so", "uh", "and then")"""
    question_forms: frozenset[str] = frozenset()
    """openings that make a question without a question mark ("how many", "any idea")"""
    auxiliaries: frozenset[str] = frozenset()
    """verbs that open a question before a subject ("do") or after a question word ("is")"""
    subjects: frozenset[str] = frozenset()
    """words that may follow an auxiliary that opens a question ("you", "the")"""
    askers: frozenset[str] = frozenset()
    """openings that carry an indirect question ("do you know", "i wonder")"""
    rhetorical: frozenset[str] = frozenset()
    """phrases with a question word that ask nothing ("you know what")"""

    def is_backchannel(self, text: str) -> bool:
        """True where `text` holds nothing but back-channels, or no word at all ("[laughter]")."""
        words = spoken_words(text)
        start, count = 0, len(words)
        while start < count:
            for end in range(min(count, start + _LONGEST_BACKCHANNEL), start, -1):
                if " ".join(words[start:end]) in self.backchannels:
                    start = end
                    break
            else:
                return False
        return True


# ---------------------------------------------------------------- style


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
    """Questions seen through what/why (leadership asks) versus how/when/who (management asks).

    Each is a tuple of utterance ids, in order.
    """

    what_why: tuple[str, ...] = ()
    how_when: tuple[str, ...] = ()
    other: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SpeakerStyle:
    """One speaker: how much, how, and with what balance (None: not enough evidence).

    Times are None where the transcript has none. `speaker` None is talk without a name.
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
        talk = self.balance.talk
        return 60_000 * talk.words / talk.talk_ms if talk.talk_ms else None


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
class Style:
    """How the meeting was led and managed. `index` is None when the evidence does not reach."""

    balance: Balance
    index: Estimate | None
    speakers: tuple[SpeakerStyle, ...]
    windows: tuple[Window, ...]
    changes: tuple[ChangePoint, ...]
    questions: Lens
    contrasts: tuple[Contrast, ...]


@dataclass(frozen=True, slots=True)
class Provenance:
    """What made an analysis: same provenance and same source give the same bytes."""

    version: str
    schema: int
    settings: str
    """fingerprint of the settings (sha256, hex)"""
    lexicons: str
    """hash over all lexicon files (sha256, hex)"""
    encoder: str
    """model id with the hash of its weights"""
    splitter: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """What every door renders. `utterances` and `signals` run in parallel."""

    transcript: Transcript
    utterances: tuple[Utterance, ...]
    signals: tuple[Signal, ...]
    style: Style
    provenance: Provenance
    title: str = ""
    renamed: tuple[tuple[str, str], ...] = field(default=())
