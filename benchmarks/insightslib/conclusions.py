"""Decisions, open questions and risks, against what people asked about the same meetings.

    python -m benchmarks.insightslib.conclusions [MEETINGS_DIR]

No decisions are annotated in QMSum, but people asked "what did the group decide about …?" and
marked the turns that answer it. Those spans are a weak gold: a decision need not be worded as one,
and not all decisions were asked for. "first" are the meetings that the words were written with,
"later" those that were read afterwards; what was wrong in them led to changes too, so that neither
was unseen in the end and no figure here is one of talk that is new to the finders. Printed: the
share of spans in which a decision was found, the share of
decisions that lie in such a span, and both for as many units at random (exact expectation) and for
a plain pattern of "decide", "agree", "let's" and "we'll". "narrow": the question says decide,
conclude or agree; "wide": the question or its answer does. Spans over a quarter of a meeting tell
nothing and are left out. Last: how many items of each kind an hour (9,000 words) has.
"""

from __future__ import annotations

import argparse
import json
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from lvm_meet.insights.decisions import find_decisions
from lvm_meet.insights.questions import find_questions
from lvm_meet.insights.risks import find_risks
from lvm_meet.model import Utterance
from lvm_meet.pipeline import Pipeline
from lvm_meet.prose.clean import Cleaner
from lvm_meet.prose.replies import Replies
from lvm_meet.signals.store import embed_with_store
from lvm_meet.style.lens import questions as asked

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("LVM_MEET_SHARED", ROOT.parent / "shared"))
FIRST = ("ES2006", "TS3009", "IS1006", "Bed", "covid_2", "education_0", "education_10")
"""beginnings of the names of the meetings that the lexicons were written with"""
NARROW = re.compile(r"\b(?:decid\w*|decision\w*|conclu\w+|agree\w*)", re.I)
PLAIN = re.compile(
    r"\b(?:decid\w*|decision\w*|agree\w*|let's|we'll|we will|go (?:with|for))\b", re.I
)
WIDEST = 0.25
HOUR = 9000
ANNOTATION = re.compile(r"\{[^}]*\}|\W|_")


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in one meeting, by the indexes of its units."""

    name: str
    units: int
    words: int
    spans: tuple[frozenset[int], ...]
    """units of each span that answers a question about decisions"""
    narrow: tuple[bool, ...]
    """beside the spans: whether the question itself says so"""
    decisions: tuple[frozenset[int], ...]
    plain: tuple[int, ...]
    kinds: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: items, spans that hold one, items that lie in a span."""

    items: int
    spans: int
    hit: float
    inside: float


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?", default=SHARED / "meetings" / "qmsum")
    options = parser.parse_args()
    finder = Finder()
    found = [finder.find(path) for path in sorted(options.folder.glob("*.json"))]
    first = [meeting for meeting in found if meeting.name.startswith(FIRST)]
    later = [meeting for meeting in found if not meeting.name.startswith(FIRST)]
    print(f"{'meetings':12} {'spans':7} {'finder':8} {'items':>5} {'recall':>12} {'in spans':>9}")
    for name, meetings in (("first", first), ("later", later), ("all", found)):
        for narrow in (True, False):
            for label, row in rows(meetings, narrow=narrow):
                share = f"{row.hit:.1f}/{row.spans}" if row.spans else "-"
                width = "narrow" if narrow else "wide"
                inside = row.inside / row.items if row.items else 0
                print(f"{name:12} {width:7} {label:8} {row.items:5} {share:>12} {inside:9.1%}")
    print(f"\n{'meetings':12} {'decisions':>10} {'questions':>10} {'risks':>6}   an hour of talk")
    for name, meetings in (("first", first), ("later", later)):
        words = sum(meeting.words for meeting in meetings)
        rates = [HOUR * sum(m.kinds[kind] for m in meetings) / max(1, words) for kind in range(3)]
        print(f"{name:12} {rates[0]:10.1f} {rates[1]:10.1f} {rates[2]:6.1f}")


class Finder:
    """The three finders, ready for any number of meetings."""

    def __init__(self) -> None:
        self.pipeline = Pipeline.build()
        lexicon = self.lexicon = self.pipeline.classifier.lexicon
        self.cleaner, self.replies = Cleaner(lexicon.book("prose")), Replies(lexicon.book("prose"))
        self.exemplars = {
            group.name: embed_with_store(
                self.pipeline.classifier.encoder,
                list(group.exemplars),
                directory=self.pipeline.classifier.encoder.directory,
            )
            for group in lexicon.book("decisions").groups
            if group.exemplars
        }

    def find(self, path: Path) -> Found:
        """Everything that is counted about the meeting in `path`."""
        settings = self.pipeline.settings
        transcript = self.pipeline.read(path)
        units, _ = self.pipeline.unitizer.split(transcript)
        coding = self.pipeline.classifier.code(units, context=settings.signals.context)
        place = {unit.id: index for index, unit in enumerate(units)}
        decisions = find_decisions(
            units,
            coding.signals,
            coding.vectors,
            book=self.lexicon.book("decisions"),
            exemplars=self.exemplars,
            cleaner=self.cleaner,
            replies=self.replies,
            held=None,
            settings=settings.decisions,
        )
        questions = find_questions(
            units,
            book=self.lexicon.book("questions"),
            cleaner=self.cleaner,
            replies=self.replies,
            asked=asked(units, words=self.lexicon.words, settings=settings.style),
            settings=settings.decisions,
        )
        risks = find_risks(
            units,
            coding.signals,
            book=self.lexicon.book("risks"),
            cleaner=self.cleaner,
            settings=settings.decisions,
        )
        document = json.loads(path.read_text("utf-8"))
        turns = turns_of(document["meeting_transcripts"], [s.text for s in transcript.segments])
        spans, narrow = gold(document["specific_query_list"], units, turns)
        return Found(
            path.stem,
            len(units),
            sum(unit.words for unit in units),
            spans,
            narrow,
            tuple(frozenset(place[id_] for id_ in each.utterances) for each in decisions),
            tuple(
                index
                for index, unit in enumerate(units)
                if not unit.backchannel and PLAIN.search(unit.text)
            ),
            (len(decisions), len(questions), len(risks)),
        )


def turns_of(turns: Sequence[dict[str, str]], segments: Sequence[str]) -> dict[int, int]:
    """From the index of a segment to that of its turn; empty turns have no segment."""
    found: dict[int, int] = {}
    segment = 0
    for index, turn in enumerate(turns):
        plain = ANNOTATION.sub("", turn["content"]).lower()
        if plain and segment < len(segments):
            near = range(segment, min(segment + 3, len(segments)))
            for each in near:
                if ANNOTATION.sub("", segments[each]).lower() == plain:
                    found[each], segment = index, each + 1
                    break
    return found


def gold(
    queries: Iterable[dict[str, object]], units: Sequence[Utterance], turns: dict[int, int]
) -> tuple[tuple[frozenset[int], ...], tuple[bool, ...]]:
    """The spans of the queries about decisions, as indexes of units, and which are narrow."""
    spans, narrow = [], []
    for query in queries:
        question, answer = str(query["query"]), str(query["answer"])
        wanted = bool(NARROW.search(question))
        if not wanted and not NARROW.search(answer):
            continue
        ranges = query["relevant_text_span"]
        assert isinstance(ranges, list)
        said = {turn for first, last in ranges for turn in range(int(first), int(last) + 1)}
        span = frozenset(
            index
            for index, unit in enumerate(units)
            if any(turns.get(segment) in said for segment in unit.segments)
        )
        if span and len(span) <= WIDEST * len(units):
            spans.append(span)
            narrow.append(wanted)
    return tuple(spans), tuple(narrow)


def rows(meetings: Sequence[Found], *, narrow: bool) -> list[tuple[str, Row]]:
    """The lines of the finder, of as many units at random, and of the plain pattern.

    "pattern" takes all that it matches; "pattern=" as many of them at random as were found.
    """
    items = hits = inside = spans = matched = 0
    random_hits = random_inside = plain_hits = plain_inside = equal_hits = equal_inside = 0.0
    for meeting in meetings:
        wanted = [
            span
            for span, is_narrow in zip(meeting.spans, meeting.narrow, strict=True)
            if is_narrow or not narrow
        ]
        union = frozenset().union(*wanted)
        spans += len(wanted)
        count = len(meeting.decisions)
        items += count
        said = frozenset().union(*meeting.decisions)
        hits += sum(bool(span & said) for span in wanted)
        inside += sum(bool(each & union) for each in meeting.decisions)
        random_hits += sum(1 - (1 - len(span) / meeting.units) ** count for span in wanted)
        random_inside += count * len(union) / meeting.units
        plain = frozenset(meeting.plain)
        matched += len(plain)
        plain_hits += sum(bool(span & plain) for span in wanted)
        plain_inside += len(plain & union)
        if plain:
            equal_hits += sum(1 - (1 - len(span & plain) / len(plain)) ** count for span in wanted)
            equal_inside += count * len(plain & union) / len(plain)
    return [
        ("found", Row(items, spans, hits, inside)),
        ("random", Row(items, spans, random_hits, random_inside)),
        ("pattern=", Row(items, spans, equal_hits, equal_inside)),
        ("pattern", Row(matched, spans, plain_hits, plain_inside)),
    ]


if __name__ == "__main__":
    main()
