"""What people propose, and what became of it.

Who leads shows in whose proposals the others take up rather than in who talks most: talking time
alone predicts who is seen as a leader (the "babble effect", MacLaren et al. 2020), and is no more
than that. Taking up what another said and going on with it is what Nystrand (1997) calls uptake.

A proposal is found by how it is worded ("we could", "why don't you"), or by a lesser hint ("maybe
just") in a sentence that is close to an example of the lexicon. Its replies are what others say in
the stretch behind it:

- DECLINED: they refuse, and nobody agrees;
- TAKEN_UP: they agree in more than a sign of listening, take it on or decide it;
- BUILT_ON: they go on with it: with its rarer words, or with a phrase for that; also where some
  agree and some refuse, since then it was talked about;
- LEFT: others speak, none of them does any of that or gives as much as a "yeah", asks back or says
  one of its rarer words, and nobody comes back to it in the rest of the meeting.

Where none of these can be told (no named speaker, nobody else speaks, a mere "yeah", nothing in it
to come back to), the proposal is left out: what can't be told is not counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from lvm_meet.lexicon import Book
from lvm_meet.model import Profile, Proposal, Signal, Uptake, Utterance
from lvm_meet.profile.content import Content
from lvm_meet.profile.phrases import Heard
from lvm_meet.profile.uptake import Judge
from lvm_meet.prose.replies import Replies
from lvm_meet.settings import LeadSettings

_NEVER = ("no_proposal", "procedure", "acceptance")
SECTIONS = ("proposal", "proposal_hint", *_NEVER)
_TURN = 3
"""units of one turn that can be one proposal, put in several sentences"""


def find_proposals(
    units: Sequence[Utterance],
    signals: Sequence[Signal],
    vectors: np.ndarray,
    *,
    book: Book,
    exemplars: Mapping[str, np.ndarray],
    replies: Replies,
    settings: LeadSettings,
) -> tuple[Proposal, ...]:
    """The proposals of which it can be told what became of them, in order; often none.

    `vectors` (n, d) are those of the units, `exemplars` those of the book's sections by name
    ((k, d), "proposal" is used); rows of length 1, or of zeros. `book` is "leading".
    """
    heard = Heard(units, book=book, sections=(*SECTIONS, *Judge.sections))
    places = find_proposed(units, vectors, heard=heard, exemplars=exemplars, settings=settings)
    judge = Judge(
        units,
        content=Content(units, book=book),
        heard=heard,
        replies=replies,
        settings=settings,
        proposed=places,
    )
    found = (judge.of(group) for group in _joined(units, places))
    return tuple(proposal for proposal in found if proposal is not None)


def find_proposed(
    units: Sequence[Utterance],
    vectors: np.ndarray,
    *,
    heard: Heard,
    exemplars: Mapping[str, np.ndarray],
    settings: LeadSettings,
) -> tuple[int, ...]:
    """Places of the units that propose something, in order, whatever became of them.

    `heard` has been built with the sections that begin with "proposal", and those that hide them.
    """
    near = _nearness(vectors, exemplars.get("proposal"))
    found = []
    for place, unit in enumerate(units):
        if unit.backchannel or unit.words < settings.proposal_words:
            continue
        close = near[place] >= settings.proposal_near / 1000
        hinted = close and heard.within(place, "proposal_hint", *_NEVER)
        if hinted or heard.within(place, "proposal", *_NEVER):
            found.append(place)
    return tuple(found)


def _nearness(vectors: np.ndarray, exemplars: np.ndarray | None) -> np.ndarray:
    """(n,) cosine of each unit with the example sentence that is closest; -1 without any."""
    if exemplars is None or not exemplars.size or not vectors.size:
        return np.full(len(vectors), -1.0, dtype=np.float32)
    closest: np.ndarray = (vectors @ exemplars.T).max(axis=1)
    return closest


def _joined(units: Sequence[Utterance], places: Sequence[int]) -> list[tuple[int, ...]]:
    """Proposals of one turn that follow each other are one, put in several sentences."""
    groups: list[tuple[int, ...]] = []
    for place in places:
        last = groups[-1] if groups else ()
        if last and len(last) < _TURN and _same_turn(units, last[-1], place):
            groups[-1] = (*last, place)
        else:
            groups.append((place,))
    return groups


def _same_turn(units: Sequence[Utterance], one: int, other: int) -> bool:
    speaker = units[one].speaker
    return other - one <= _TURN and all(
        unit.speaker == speaker or unit.backchannel for unit in units[one : other + 1]
    )


@dataclass(frozen=True, slots=True)
class UptakeCounts:
    """How many proposals of one speaker, and what became of them. Sums only, no shares: few
    proposals make no rate, and nobody is ranked. `speaker`s come in the order of their first.
    """

    speaker: str
    proposals: int
    taken_up: int
    built_on: int
    declined: int
    left: int


def uptake_by_speaker(profile: Profile) -> tuple[UptakeCounts, ...]:
    """Per speaker what became of the proposals; empty without proposals."""
    speakers = dict.fromkeys(each.speaker for each in profile.proposals if each.speaker is not None)
    counts = []
    for speaker in speakers:
        uptakes = [each.uptake for each in profile.proposals if each.speaker == speaker]
        counts.append(
            UptakeCounts(
                speaker,
                proposals=len(uptakes),
                taken_up=uptakes.count(Uptake.TAKEN_UP),
                built_on=uptakes.count(Uptake.BUILT_ON),
                declined=uptakes.count(Uptake.DECLINED),
                left=uptakes.count(Uptake.LEFT),
            )
        )
    return tuple(counts)
