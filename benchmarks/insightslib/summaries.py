"""Summaries against people's: ROUGE on QMSum's answers about whole meetings.

    python -m benchmarks.insightslib.summaries [MEETINGS_DIR] [--show NAME]

The references are the answers to the first of each meeting's general queries, all of which ask for
the whole meeting in some words; the second table holds those that say "summarize the (whole)
meeting". The length of a summary follows from the length of the talk, never
from the reference. Nothing of the summariser was fitted to these meetings. Beside it, from the
same cleaned sentences and with as many words as our summary of that meeting: sentences drawn at
random (mean of five draws), the first ones, and the most central ones (cosine of their vectors to
the mean). "told at random" draws from the sentences in reported speech: what of our figure is only
the third person. The last row is the sentences that we chose to tell, as they were said.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rouge_score.rouge_scorer import RougeScorer

from lvm_meet.insights.actions import find_actions
from lvm_meet.insights.decisions import find_decisions
from lvm_meet.insights.summary import summarise
from lvm_meet.insights.topics import find_topics
from lvm_meet.model import Summary, Utterance
from lvm_meet.pipeline import Pipeline
from lvm_meet.prose.clean import Cleaner
from lvm_meet.prose.replies import Replies
from lvm_meet.prose.reported import Reporter

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("LVM_MEET_SHARED", ROOT.parent / "shared"))
MEASURES = ("rouge1", "rouge2", "rougeL")
DRAWS = 5
SHORTEST = 4
"""words of a sentence that a baseline may take"""


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting: its own sentences, ours, and the reference."""

    name: str
    whole: bool
    """the query says: summarize"""
    reference: str
    sentences: tuple[str, ...]
    """cleaned, in order, without the very short"""
    vectors: np.ndarray
    summary: Summary | None
    told: tuple[str, ...]
    """all its sentences that can be told in the third person"""
    cited: tuple[str, ...]
    """the cleaned sentences that our told sentences rest on"""

    @property
    def text(self) -> str:
        return " ".join(s.text for s in self.summary.sentences) if self.summary else ""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?", default=SHARED / "meetings" / "qmsum")
    parser.add_argument("--show", nargs="*", default=[], help="print these summaries")
    options = parser.parse_args()
    pipeline = Pipeline.build()
    meetings = [read(path, pipeline) for path in sorted(options.folder.glob("*.json"))]
    whole = [meeting for meeting in meetings if meeting.whole]
    scorer = RougeScorer(MEASURES, use_stemmer=True)
    for title, some in (("all", meetings), ('"summarize the (whole) meeting"', whole)):
        print(f"\n{len(some)} meetings, {title}: references of {mean_words(some):.0f} words")
        print(f"{'':24}{'words':>6}{'R-1 F':>7}{'R-2 F':>7}{'R-L F':>7}{'R-1 P':>7}{'R-1 R':>7}")
        for name, make in ROWS.items():
            print(f"{name:24}" + row(some, make, scorer))
    for meeting in meetings:
        if meeting.name in options.show and meeting.summary:
            print(f"\n{meeting.name}: {meeting.summary.headline}")
            for said in meeting.summary.sentences:
                print(f"  {said.text} [{', '.join(said.utterances)}]")


def read(path: Path, pipeline: Pipeline) -> Meeting:
    """The meeting, analysed and summed up."""
    query = json.loads(path.read_text("utf-8"))["general_query_list"][0]
    lexicon, settings, books = (
        pipeline.classifier.lexicon,
        pipeline.settings,
        pipeline.sentences.books,
    )
    cleaner, replies = Cleaner(lexicon.book("prose")), Replies(lexicon.book("prose"))
    units, _ = pipeline.unitizer.split(pipeline.read(path))
    coding = pipeline.classifier.code(units, context=settings.signals.context)
    found = {"cleaner": cleaner, "replies": replies, "held": None}
    coded = (units, coding.signals, coding.vectors)
    summary = summarise(
        *coded,
        topics=find_topics(
            units,
            coding.vectors,
            book=lexicon.book("topics"),
            exemplars=books["topics"],
            settings=settings.topics,
        ),
        decisions=find_decisions(
            *coded,
            book=lexicon.book("decisions"),
            exemplars=books["decisions"],
            settings=settings.decisions,
            **found,
        ),
        actions=find_actions(
            *coded,
            book=lexicon.book("actions"),
            exemplars=books["actions"],
            settings=settings.actions,
            **found,
        ),
        book=lexicon.book("summary"),
        cleaner=cleaner,
        settings=settings.summary,
    )
    texts = [cleaner.clean(unit.text) for unit in units]
    kept = [n for n, text in enumerate(texts) if len(text.split()) >= SHORTEST]
    return Meeting(
        name=path.stem,
        whole=query["query"].lower().startswith("summarize"),
        reference=query["answer"],
        sentences=tuple(texts[n] for n in kept),
        vectors=coding.vectors[kept],
        summary=summary,
        told=told(units, texts, cleaner),
        cited=cited(units, texts, summary),
    )


def told(units: Sequence[Utterance], texts: Sequence[str], cleaner: Cleaner) -> tuple[str, ...]:
    """Every sentence in reported speech that has such a form."""
    reporter = Reporter(cleaner.book, cleaner)
    pairs = zip(units, texts, strict=True)
    each = (reporter.told(text, speaker=unit.speaker) for unit, text in pairs if text)
    return tuple(text for text in each if text)


def cited(units: Sequence[Utterance], texts: Sequence[str], summary: Summary | None) -> tuple:
    """The cleaned texts of the utterances that our sentences with a single source rest on."""
    said = summary.sentences if summary else ()
    wanted = {s.utterances[0] for s in said if len(s.utterances) == 1}
    return tuple(text for unit, text in zip(units, texts, strict=True) if unit.id in wanted)


def filled(meeting: Meeting, order: Sequence[int], sentences: Sequence[str] = ()) -> str:
    """Sentences in this order until there are as many words as in ours; put as they were said."""
    sentences = sentences or meeting.sentences
    words, chosen = 0, []
    for place in order:
        if words >= len(meeting.text.split()):
            break
        chosen.append(place)
        words += len(sentences[place].split())
    return " ".join(sentences[place] for place in sorted(chosen))


def at_random(meeting: Meeting, sentences: Sequence[str] = ()) -> list[str]:
    """Several draws."""
    draws = []
    for seed in range(DRAWS):
        order = list(range(len(sentences or meeting.sentences)))
        random.Random(f"{meeting.name} {seed}").shuffle(order)
        draws.append(filled(meeting, order, sentences))
    return draws


def lead(meeting: Meeting) -> list[str]:
    """The beginning of the meeting."""
    return [filled(meeting, range(len(meeting.sentences)))]


def central(meeting: Meeting) -> list[str]:
    """What is nearest to the mean vector."""
    nearness = meeting.vectors @ meeting.vectors.mean(axis=0)
    return [filled(meeting, np.argsort(-nearness, kind="stable").tolist())]


ROWS: dict[str, Callable[[Meeting], list[str]]] = {
    "random": at_random,
    "lead": lead,
    "centrality": central,
    "told at random": lambda meeting: at_random(meeting, meeting.told),
    "ours": lambda meeting: [meeting.text],
    "ours, as said": lambda meeting: [" ".join(meeting.cited)],
}


def row(
    meetings: Sequence[Meeting], make: Callable[[Meeting], list[str]], scorer: RougeScorer
) -> str:
    """One line: mean words and mean scores over the meetings, in percent."""
    scores = []
    for meeting in meetings:
        for text in (texts := make(meeting)):
            found = scorer.score(meeting.reference, text)
            figures = [found[name].fmeasure for name in MEASURES]
            figures += [found["rouge1"].precision, found["rouge1"].recall]
            scores.append((len(text.split()), *figures, 1 / len(texts)))
    weights = [score[-1] for score in scores]
    means = [np.average([score[n] for score in scores], weights=weights) for n in range(6)]
    return f"{means[0]:6.0f}" + "".join(f"{100 * each:7.1f}" for each in means[1:])


def mean_words(meetings: Sequence[Meeting]) -> float:
    """Mean length of the references."""
    return statistics.fmean(len(meeting.reference.split()) for meeting in meetings)


if __name__ == "__main__":
    main()
