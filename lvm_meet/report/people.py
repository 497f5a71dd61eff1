"""The rows about speakers: by talk time, never by style, and no rate without enough talk."""

from __future__ import annotations

from dataclasses import dataclass

from lvm_meet.model import Analysis, SpeakerStyle
from lvm_meet.report import numbers, recording, wording
from lvm_meet.report.places import Places
from lvm_meet.report.plain import speaker_name
from lvm_meet.timecode import format_short

MAX_ROWS = 12
"""speakers shown, so that both tables fit one screen; a parliament has a hundred, and the JSON
form has them all"""


@dataclass(frozen=True, slots=True)
class Table:
    """A header and rows of cells, parallel; the first column is the speaker."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class People:
    """Two tables in the same order of speakers, and what has to be said about them.

    `silent` says why there are no tables; then both are None. `style` alone is None where nobody
    talked enough for a single number in it.
    """

    talk: Table | None = None
    style: Table | None = None
    remarks: tuple[str, ...] = ()
    silent: str = ""


def people(analysis: Analysis, places: Places) -> People:
    """The tables; none where nobody spoke or no speaker has a name."""
    talk = analysis.style.balance.talk
    reason = recording.silent(analysis)
    if reason:
        return People(silent=reason)
    spoke = [each for each in analysis.style.speakers if each.balance.talk.units]
    if not spoke:
        return People()
    if all(each.speaker is None for each in spoke):
        return People(silent=wording.NO_SPEAKERS)

    def amount(each: SpeakerStyle) -> tuple[int, int]:
        own = each.balance.talk
        return (own.talk_ms if places.timed else 0), own.words

    ordered = sorted(spoke, key=lambda each: (*(-x for x in amount(each)), each.speaker or ""))
    shown, rest = ordered[:MAX_ROWS], ordered[MAX_ROWS:]
    remarks = []
    least = analysis.style.minimum
    # What is unknown in a recording is several people's talk: it has no style.
    known = [each for each in shown if each.speaker or analysis.transcript.speech is None]
    told = any(each.index or each.balance.talk.words >= least.words for each in known)
    if told and any(each.balance.talk.words < least.words for each in shown):
        remarks.append(wording.few_words(least))
    if rest:
        words = sum(each.balance.talk.words for each in rest)
        remarks.append(wording.more_speakers(len(rest), words / talk.words if talk.words else None))
    return People(
        talk=_talk_table(shown, analysis, timed=places.timed),
        style=_style_table(known, analysis) if told else None,
        remarks=tuple(remarks),
    )


def _name(each: SpeakerStyle, analysis: Analysis) -> str:
    nobody = wording.NO_NAME if analysis.transcript.speech is None else wording.UNKNOWN_VOICE
    return speaker_name(each.speaker) or nobody


def _style_table(shown: list[SpeakerStyle], analysis: Analysis) -> Table:
    rows, least = [], analysis.style.minimum
    for each in shown:
        balance = each.balance
        enough = balance.talk.words >= least.words
        rates = (balance.rate(balance.leadership), balance.rate(balance.management))
        rows.append(
            (
                _name(each, analysis),
                *(numbers.rate(rate if enough else None) for rate in rates),
                wording.estimate(each.index),
            )
        )
    return Table(wording.STYLE_HEADER, tuple(rows))


def _talk_table(shown: list[SpeakerStyle], analysis: Analysis, *, timed: bool) -> Table:
    rows, least = [], analysis.style.minimum
    for each in shown:
        own, all_ = each.balance.talk, analysis.style.balance.talk
        part, total = (own.talk_ms, all_.talk_ms) if timed else (own.words, all_.words)
        speed = each.words_per_minute if own.words >= least.words else None
        row = (
            _name(each, analysis),
            format_short(own.talk_ms) if timed else f"{own.words:,}",
            numbers.percent(part / total if total else None),
            f"{each.turns:,}",
            _longest(each, timed=timed),
            f"{each.questions.asked:,}",
        )
        rows.append((*row, numbers.whole(speed)) if timed else row)
    return Table(wording.TALK_HEADER_TIMED if timed else wording.TALK_HEADER, tuple(rows))


def _longest(each: SpeakerStyle, *, timed: bool) -> str:
    if not each.turns:
        return numbers.UNKNOWN
    if timed and each.longest_turn_ms is not None:
        return format_short(each.longest_turn_ms)
    return f"{each.longest_turn_words:,}"
