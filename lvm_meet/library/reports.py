"""What talk reports of tasks: that something is done, held up, or still to do.

An analysis knows what was reported of the tasks of its own meeting. Whatever else sounds like a
report is kept with the meeting, so that it can close what an earlier meeting left (`items`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from lvm_meet import lexicon
from lvm_meet.insights.action_status import Reports
from lvm_meet.library.conclusions import Conclusion, Kind
from lvm_meet.library.tasks import Report, report_of
from lvm_meet.library.words import Words
from lvm_meet.model import Analysis, Utterance
from lvm_meet.settings import LibrarySettings

_BEFORE = 2
"""units before a report of which one may be the question that it answers"""


def reports_of(
    analysis: Analysis, *, named: bool, known: Words, settings: LibrarySettings
) -> Iterator[Conclusion]:
    """The reports of a meeting, in the order of the talk; `detail` is the question of somebody
    else that is answered, where there was one. Where it is not `named` who spoke, nobody is.
    """
    units = [unit for unit in analysis.utterances if not unit.backchannel]
    of_actions = {ref for action in analysis.insights.actions for ref in action.utterances}
    for place, unit in enumerate(units):
        if unit.id in of_actions or len(unit.text.split()) > settings.report_words:
            continue
        heard = unit.text.replace(" '", "'")  # some transcripts set clitics apart: "I 've sent"
        report = reported(heard, known)
        asked = _asked(units, place)
        if report is None or not (report.objects or known.content(asked or "")):
            continue
        yield Conclusion(
            Kind.REPORT,
            heard,
            (unit.id,),
            speaker=unit.speaker if named else None,
            status=report.status,
            detail=asked,
        )


def reported(text: str, known: Words) -> Report | None:
    """What a sentence reports; None for nothing."""
    return report_of(text, _finder().status(text), known)


@cache
def _finder() -> Reports:
    return Reports(lexicon.load().book("actions"))


def _asked(units: Sequence[Utterance], place: int) -> str | None:
    for before in reversed(units[max(0, place - _BEFORE) : place]):
        if before.speaker != units[place].speaker and before.text.rstrip().endswith("?"):
            return before.text
    return None
