"""One analysed meeting as the rows that are kept of it: words, codes, conclusions and sums.

A record is a value: the same analysis gives the same record, and `content` tells two apart. What
is not kept: the evidence for each code, the windows, the recording. The analysis stays the full
account, and the library can be made again of the analyses.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date

from lvm_meet.library.conclusions import Conclusion, Kind, PoleCount, conclusions_of, counts_of
from lvm_meet.library.reports import reports_of
from lvm_meet.library.words import Words, words
from lvm_meet.model import Analysis, Balance, SpeakerStyle
from lvm_meet.settings import LibrarySettings

_MARK = "\N{REPLACEMENT CHARACTER}"
_UNSTORABLE = {0: _MARK, **dict.fromkeys(range(0xD800, 0xE000), _MARK)}
"""NUL and halves of surrogate pairs: no database takes them"""


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a meeting beside its talk; None: not said."""

    title: str | None = None
    held: date | None = None
    team: str | None = None
    type: str | None = None

    def over(self, other: About) -> About:
        """What is said here, and where that is nothing, what the other says."""
        return About(
            title=other.title if self.title is None else self.title,
            held=self.held or other.held,
            team=self.team or other.team,
            type=self.type or other.type,
        )


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """One speaker's sums; `name` None is talk without a name."""

    name: str | None
    role: str | None
    turns: int
    balance: Balance


@dataclass(frozen=True, slots=True)
class UtteranceRow:
    """One unit of talk with its code; `scores` are permille in the order of LABELS."""

    ref: str
    speaker: str | None
    start_ms: int | None
    end_ms: int | None
    text: str
    backchannel: bool
    label: str
    scores: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """What is kept of a meeting. `facts` are the other columns of its row, by their names."""

    sha256: str
    file: str
    about: About
    named: bool
    facts: tuple[tuple[str, str | int | None], ...]
    speakers: tuple[SpeakerRow, ...]
    utterances: tuple[UtteranceRow, ...]
    conclusions: tuple[Conclusion, ...]
    counts: tuple[PoleCount, ...]

    @property
    def content(self) -> str:
        """sha256 (hex) over everything but `about`, which can change by itself."""
        facts = asdict(replace(self, about=About()))
        return hashlib.sha256(json.dumps(facts, sort_keys=True, default=str).encode()).hexdigest()

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody who is named as a speaker, an owner or a role, in order, each once."""
        names = [row.name for row in self.speakers]
        names += [name for each in self.conclusions for name in (each.speaker, each.owner)]
        return tuple(dict.fromkeys(name for name in names if name))

    def mapped(self, *, name: Callable[[str], str], text: Callable[[str], str]) -> Record:
        """The record with other names and texts; the file's name and the title are texts too."""

        def maybe(value: str | None) -> str | None:
            return None if value is None else name(value)

        about = self.about
        return replace(
            self,
            file=text(self.file),
            about=replace(about, title=None if about.title is None else text(about.title)),
            speakers=tuple(replace(row, name=maybe(row.name)) for row in self.speakers),
            utterances=tuple(
                replace(row, speaker=maybe(row.speaker), text=text(row.text))
                for row in self.utterances
            ),
            conclusions=tuple(
                replace(
                    row,
                    text=text(row.text),
                    speaker=maybe(row.speaker),
                    owner=maybe(row.owner),
                    due_text=None if row.due_text is None else text(row.due_text),
                    detail=text(row.detail)
                    if row.detail is not None and row.kind is Kind.REPORT
                    else row.detail,
                )
                for row in self.conclusions
            ),
            counts=tuple(replace(row, speaker=maybe(row.speaker)) for row in self.counts),
        )


def record_of(
    analysis: Analysis, *, known: Words | None = None, settings: LibrarySettings | None = None
) -> Record:
    """The record of an analysis. Where it is in doubt who spoke, nobody is named in it.

    `known` are the words by which reports of tasks are found, those of the package by default.
    """
    known, settings = known or words(), settings or LibrarySettings()
    speech = analysis.transcript.speech
    named = speech is None or speech.named
    source, style = analysis.transcript.source, analysis.style
    index, asked, made = style.index, style.questions, analysis.provenance
    record = Record(
        sha256=source.sha256,
        file=source.name,
        about=About(title=analysis.title or None, held=analysis.insights.held),
        named=named,
        facts=(
            ("source_kind", source.kind),
            ("language", analysis.transcript.language),
            ("index_value", index.value if index else None),
            ("index_low", index.low if index else None),
            ("index_high", index.high if index else None),
            ("asked_what_why", len(asked.what_why)),
            ("asked_how_when", len(asked.how_when)),
            ("asked_other", len(asked.other)),
            ("version", made.version),
            ("schema", made.schema),
            ("settings", made.settings),
            ("lexicons", made.lexicons),
            ("encoder", made.encoder),
            ("splitter", made.splitter),
        ),
        speakers=tuple(_speakers(analysis, named=named)),
        utterances=tuple(_utterances(analysis, named=named)),
        conclusions=(
            *conclusions_of(analysis),
            *reports_of(analysis, named=named, known=known, settings=settings),
        ),
        counts=counts_of(analysis, named=named),
    )
    return record.mapped(name=_storable, text=_storable)


def _storable(text: str) -> str:
    return text.translate(_UNSTORABLE)


def _speakers(analysis: Analysis, *, named: bool) -> Iterator[SpeakerRow]:
    roles: Mapping[str, str] = dict(analysis.profile.roles)
    speakers: tuple[SpeakerStyle, ...] = analysis.style.speakers
    if not named and speakers:
        balance = sum((each.balance for each in speakers), Balance.zero())
        yield SpeakerRow(None, None, sum(each.turns for each in speakers), balance)
        return
    for each in speakers:
        role = roles.get(each.speaker) if each.speaker else None
        yield SpeakerRow(each.speaker, role, each.turns, each.balance)


def _utterances(analysis: Analysis, *, named: bool) -> Iterator[UtteranceRow]:
    for unit, signal in zip(analysis.utterances, analysis.signals, strict=True):
        yield UtteranceRow(
            ref=unit.id,
            speaker=unit.speaker if named else None,
            start_ms=unit.span.start_ms if unit.span else None,
            end_ms=unit.span.end_ms if unit.span else None,
            text=unit.text,
            backchannel=unit.backchannel,
            label=signal.label.value,
            scores=signal.scores,
        )
