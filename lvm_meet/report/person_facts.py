"""What the report says of each speaker: described in the order of talk time, never compared."""

from __future__ import annotations

from dataclasses import dataclass

from lvm_meet.model import Analysis, AnswerKind, Uptake
from lvm_meet.report import numbers
from lvm_meet.report import profile_wording as wording
from lvm_meet.report.conclusions import Rates
from lvm_meet.report.people import MAX_ROWS
from lvm_meet.report.places import Places
from lvm_meet.report.plain import speaker_name
from lvm_meet.report.wording import estimate


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """One speaker: both intensities corrected for talk time, proposals, answers ("" for none)."""

    name: str
    role: str
    share: str
    rates: Rates
    proposals: str
    answers: str


def person_facts(analysis: Analysis, places: Places) -> tuple[PersonFacts, ...]:
    """Everybody with a name, by talk time; nobody where no speaker is named."""
    profile, least = analysis.profile, analysis.style.minimum
    roles, whole = dict(profile.roles), analysis.style.balance.talk
    rows = []
    named = [each for each in analysis.style.speakers if each.speaker is not None]

    def amount(place: int) -> tuple[int, int, str]:
        talk = named[place].balance.talk
        return -(talk.talk_ms if places.timed else 0), -talk.words, named[place].speaker or ""

    for place in sorted(range(len(named)), key=amount)[:MAX_ROWS]:
        each = named[place]
        own = each.balance
        enough = own.talk.words >= least.words
        leading = own.rate(own.leadership) if enough else None
        managing = own.rate(own.management) if enough else None
        part, total = (
            (own.talk.talk_ms, whole.talk_ms) if places.timed else (own.talk.words, whole.words)
        )
        mine = [
            proposal.uptake for proposal in profile.proposals if proposal.speaker == each.speaker
        ]
        said = [answer.kind for answer in profile.answers if answer.speaker == each.speaker]
        name, role = speaker_name(each.speaker), speaker_name(roles.get(each.speaker or ""))
        rows.append(
            PersonFacts(
                name=name,
                role="" if role.casefold() == name.casefold() else role,
                share=numbers.percent(part / total if total else None),
                rates=Rates(
                    leading,
                    managing,
                    numbers.rate(leading),
                    numbers.rate(managing),
                    estimate(each.index),
                ),
                proposals=wording.uptakes([(kind, mine.count(kind)) for kind in Uptake]),
                answers=wording.answers([(kind, said.count(kind)) for kind in AnswerKind]),
            )
        )
    return tuple(rows)
