"""Proposals and what becomes of them, against human dialogue-act codes.

    python -m benchmarks.insightslib.leading [DIR]

DIR holds meetings of the ICSI corpus as NAME.vtt beside NAME.acts.tsv with their MRDA codes
(Shriberg et al. 2004; default: ../shared/meetings/icsi). A found proposal is right where the same
speaker's talk is coded `cs` (suggestion) within two units; likewise recall. Peers in the same run:
four cue phrases, and as many units drawn at random. The uptake is held against `aa` (accept) and
`ar` (reject) of other speakers within twelve units. Talk without a code (`z`) is left out.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from lvm_meet.model import Proposal, Uptake, Utterance
from lvm_meet.pipeline import Pipeline
from lvm_meet.profile.phrases import Heard
from lvm_meet.profile.proposals import SECTIONS, find_proposals, find_proposed
from lvm_meet.prose.replies import Replies

ICSI = Path(__file__).parents[3] / "shared" / "meetings" / "icsi"
TUNED = ("Bed010", "Bmr012")
"""the meetings that phrases and thresholds were chosen on; no proposals of the others were read"""
NEAR = 2
ANSWER = 12
SEED = 4
_CUES = re.compile(r"\b(?:let'?s|we could|how about|maybe we should)\b", re.IGNORECASE)
_SEPARATOR = re.compile(r"[\^|.:]")


@dataclass(frozen=True, slots=True)
class Score:
    """Found units that are right, found; coded units that are found, coded."""

    right: int = 0
    found: int = 0
    hit: int = 0
    coded: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.right + other.right,
            self.found + other.found,
            self.hit + other.hit,
            self.coded + other.coded,
        )

    def __str__(self) -> str:
        precision, recall = self.right / max(self.found, 1), self.hit / max(self.coded, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        return (
            f"{self.right:>4}/{self.found:<4}{precision:>6.2f}"
            f"{self.hit:>7}/{self.coded:<4}{recall:>6.2f}{f1:>7.2f}"
        )


def main() -> None:
    """Print the tables."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ICSI
    pipeline = Pipeline.build()
    scores: dict[bool, dict[str, Score]] = {True: {}, False: {}}
    uptakes: Counter[tuple[str, str]] = Counter()
    for path in sorted(folder.glob("*.vtt")):
        measure(pipeline, path, scores=scores[path.stem in TUNED], uptakes=uptakes)
    for tuned, table in scores.items():
        print("meetings tuned on" if tuned else "meetings held out")
        print(f"  {'':<24}{'right':>9}{'P':>6}{'found':>12}{'R':>6}{'F1':>7}")
        for name, score in table.items():
            print(f"  {name:<24}{score}")
    print("what became of them        accept  both  reject  neither")
    for uptake in Uptake:
        counts = [uptakes[uptake, coded] for coded in ("accept", "both", "reject", "neither")]
        print(f"  {uptake:<24}" + "".join(f"{count:>8}" for count in counts))


def measure(
    pipeline: Pipeline,
    path: Path,
    *,
    scores: dict[str, Score],
    uptakes: Counter[tuple[str, str]],
) -> None:
    """Add one meeting to the tables."""
    units, _ = pipeline.unitizer.split(pipeline.read(path))
    coding = pipeline.classifier.code(units, context=pipeline.settings.signals.context)
    book, settings = pipeline.classifier.lexicon.book("leading"), pipeline.settings.leading
    exemplars = embedded(pipeline)
    acts = codes(units, path.with_suffix(".acts.tsv"))
    known = [place for place, found in enumerate(acts) if found - {"z"}]
    gold = [place for place in known if "cs" in acts[place]]
    heard = Heard(units, book=book, sections=SECTIONS)
    ours = find_proposed(units, coding.vectors, heard=heard, exemplars=exemplars, settings=settings)
    drawn = random.Random(SEED).sample(known, min(len(ours), len(known)))
    cues = [place for place in known if _CUES.search(units[place].text)]
    for name, places in (("ours", ours), ("four cue phrases", cues), ("at random", drawn)):
        score = scored(units, set(places) & set(known), gold)
        scores[name] = scores.get(name, Score()) + score
    replies = Replies(pipeline.classifier.lexicon.book("prose"))
    found = find_proposals(
        units, coding.signals, coding.vectors, book=book, exemplars=exemplars, replies=replies,
        settings=settings,
    )  # fmt: skip
    uptakes.update(answered(units, acts, found))


def embedded(pipeline: Pipeline) -> Mapping[str, np.ndarray]:
    """The example sentences of the book by section, (k, d) each."""
    groups = pipeline.classifier.lexicon.book("leading").groups
    encoder = pipeline.classifier.encoder
    return {each.name: encoder.embed(list(each.exemplars)) for each in groups if each.exemplars}


def codes(units: Sequence[Utterance], path: Path) -> list[set[str]]:
    """The MRDA tags of each unit: those of the acts of its speaker that overlap it most."""
    spans = defaultdict(list)
    for place, unit in enumerate(units):
        if unit.span is not None:
            spans[unit.speaker].append((unit.span.start_ms, unit.span.end_ms, place))
    tags: list[set[str]] = [set() for _ in units]
    for line in path.read_text("utf-8").splitlines()[1:]:
        start, end, speaker, act, *_ = line.split("\t")
        begin, stop = float(start) * 1000, float(end) * 1000
        overlaps = [(min(stop, b) - max(begin, a), -place) for a, b, place in spans[speaker]]
        most, place = max(overlaps, default=(0.0, 0))
        if most > 0:
            tags[-place] |= set(_SEPARATOR.split(act))
    return tags


def scored(units: Sequence[Utterance], found: Collection[int], gold: Collection[int]) -> Score:
    """Found against coded places, within two units and of one speaker."""

    def near(place: int, others: Iterable[int]) -> bool:
        return any(
            abs(place - other) <= NEAR and units[place].speaker == units[other].speaker
            for other in others
        )

    right = sum(near(place, gold) for place in found)
    return Score(right, len(found), sum(near(place, found) for place in gold), len(gold))


def answered(
    units: Sequence[Utterance], acts: Sequence[set[str]], proposals: Sequence[Proposal]
) -> Iterable[tuple[Uptake, str]]:
    """(what we say became of it, what the codes of the answers say) per proposal."""
    places = {unit.id: place for place, unit in enumerate(units)}
    for proposal in proposals:
        last = places[proposal.utterances[-1]]
        if not acts[last] - {"z"}:
            continue
        tags: set[str] = set()
        for place in range(last + 1, min(last + 1 + ANSWER, len(units))):
            if units[place].speaker != proposal.speaker:
                tags |= acts[place]
        accept, reject = "aa" in tags, "ar" in tags
        coded = "both" if accept and reject else "accept" if accept else "reject"
        yield proposal.uptake, coded if accept or reject else "neither"


if __name__ == "__main__":
    main()
