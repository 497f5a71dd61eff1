"""Decisions, open questions and risks, against a reader's marks and against questions people asked.

    python -m benchmarks.insightslib.conclusions [SHARED_DIR]

First, for each part of the rebuilt meetings of `conclusions.tsv` (see `conclusion_gold`): how
many finds are right and how many marks are found, within two units and in the very unit; beside it
what as many units get that are drawn at random, or from those that a plain pattern matches, and
what all that the pattern matches get. Fractions are exact expectations.

Then the whole meetings. No decisions are annotated in QMSum, but people asked "what did the group
decide about …?" and marked the turns that answer it. Those spans are a weak gold: a decision need
not be worded as one, and not all decisions were asked for. All of these meetings were read while
the words were written. Printed: the share of spans in which a decision was found, the share of
decisions that lie in such a span, and both for the same rivals. "narrow": the question says decide,
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

from benchmarks.insightslib.conclusion_gold import (
    HALVES,
    KINDS,
    PLAIN,
    Counts,
    count,
    count_drawn,
    places,
    read_gold,
    units_read,
)
from benchmarks.insightslib.rebuilt import read_rebuilt
from lvm_meet.insights.decisions import find_decisions
from lvm_meet.insights.questions import find_questions
from lvm_meet.insights.risks import find_risks
from lvm_meet.model import Decision, Question, Risk, Utterance
from lvm_meet.pipeline import Pipeline
from lvm_meet.prose.clean import Cleaner
from lvm_meet.prose.replies import Replies
from lvm_meet.style.lens import questions as asked

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("LVM_MEET_SHARED", ROOT.parent / "shared"))
NARROW = re.compile(r"\b(?:decid\w*|decision\w*|conclu\w+|agree\w*)", re.I)
WIDEST = 0.25
HOUR = 9000
WITHIN = (2, 0)
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
    parser.add_argument("folder", type=Path, nargs="?", default=SHARED)
    folder = parser.parse_args().folder
    finder = Finder()
    print_marked(finder, folder / "gold")
    paths = sorted((folder / "meetings" / "qmsum").glob("*.json"))
    found = [finder.find(path) for path in paths]
    print(f"\n{'spans':8} {'finder':8} {'items':>5} {'recall':>12} {'in spans':>9}")
    for narrow in (True, False):
        for label, row in rows(found, narrow=narrow):
            share = f"{row.hit:.1f}/{row.spans}" if row.spans else "-"
            inside = row.inside / row.items if row.items else 0
            width = "narrow" if narrow else "wide"
            print(f"{width:8} {label:8} {row.items:5} {share:>12} {inside:9.1%}")
    words = sum(meeting.words for meeting in found)
    rates = [HOUR * sum(m.kinds[kind] for m in found) / max(1, words) for kind in range(3)]
    per = ", ".join(f"{rate:.1f} {kind}s" for rate, kind in zip(rates, KINDS, strict=True))
    print(f"\nan hour of talk: {per}")


def print_marked(finder: Finder, folder: Path) -> None:
    """The finds in rebuilt meetings against the reader's marks."""
    marked = read_gold()
    rebuilt = read_rebuilt(folder, marked)
    total: dict[tuple[str, str, int, str], Counts] = {}
    for name, marks in marked.items():
        pieces = rebuilt[name].pieces
        units, _ = finder.pipeline.unitizer.split(rebuilt[name].transcript)
        units = units[: units_read(units, pieces, marks.last)]
        place = {unit.id: index for index, unit in enumerate(units)}
        spoken = [index for index, unit in enumerate(units) if not unit.backchannel]
        for kind, cited in zip(KINDS, finder.cited(units), strict=True):
            finds = [frozenset(place[id_] for id_ in each) for each in cited]
            sure = places(marks.sure.get(kind, ()), units, pieces)
            debatable = places(marks.debatable.get(kind, ()), units, pieces)
            plain = [index for index in spoken if PLAIN[kind].search(units[index].text)]
            for within in WITHIN:
                lines = {
                    "found": count(finds, sure, debatable, within=within),
                    "random": count_drawn(spoken, len(finds), sure, debatable, within=within),
                    "pattern=": count_drawn(plain, len(finds), sure, debatable, within=within),
                    "pattern": count(
                        [frozenset({index}) for index in plain], sure, debatable, within=within
                    ),
                }
                for label, counts in lines.items():
                    key = (marks.half, kind, within, label)
                    total[key] = total.get(key, Counts()) + counts
    print(f"{'part':8} {'kind':9} {'within':>6} {'finder':9} {'right':>22}  {'found':>18}")
    for half in HALVES:
        for kind in KINDS:
            for within in WITHIN:
                for label in ("found", "random", "pattern=", "pattern"):
                    line = f"{half:8} {kind:9} {within:6} {label:9}"
                    print(line, total.get((half, kind, within, label), Counts()))


class Finder:
    """The three finders, ready for any number of meetings."""

    def __init__(self) -> None:
        self.pipeline = Pipeline.build()
        lexicon = self.lexicon = self.pipeline.classifier.lexicon
        self.cleaner, self.replies = Cleaner(lexicon.book("prose")), Replies(lexicon.book("prose"))

    def items(
        self, units: Sequence[Utterance]
    ) -> tuple[tuple[Decision, ...], tuple[Question, ...], tuple[Risk, ...]]:
        """Decisions, open questions and risks of a meeting."""
        settings, books = self.pipeline.settings, self.pipeline.sentences.books
        coding = self.pipeline.classifier.code(units, context=settings.signals.context)
        decisions = find_decisions(
            units,
            coding.signals,
            coding.vectors,
            book=self.lexicon.book("decisions"),
            exemplars=books["decisions"],
            cleaner=self.cleaner,
            replies=self.replies,
            held=None,
            settings=settings.decisions,
        )
        questions = find_questions(
            units,
            coding.vectors,
            book=self.lexicon.book("questions"),
            exemplars=books["questions"],
            cleaner=self.cleaner,
            replies=self.replies,
            asked=asked(units, words=self.lexicon.words, settings=settings.style),
            settings=settings.decisions,
        )
        risks = find_risks(
            units,
            coding.signals,
            coding.vectors,
            book=self.lexicon.book("risks"),
            exemplars=books["risks"],
            cleaner=self.cleaner,
            settings=settings.decisions,
        )
        return decisions, questions, risks

    def cited(self, units: Sequence[Utterance]) -> tuple[list[tuple[str, ...]], ...]:
        """By kind, the ids that each item cites."""
        decisions, questions, risks = self.items(units)
        return (
            [each.utterances for each in decisions],
            [each.utterances for each in questions],
            [each.utterances for each in risks],
        )

    def find(self, path: Path) -> Found:
        """Everything that is counted about the meeting in `path`."""
        transcript = self.pipeline.read(path)
        units, _ = self.pipeline.unitizer.split(transcript)
        decisions, questions, risks = self.items(units)
        place = {unit.id: index for index, unit in enumerate(units)}
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
                if not unit.backchannel and PLAIN["decision"].search(unit.text)
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
