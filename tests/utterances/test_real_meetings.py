"""Agreement with the units that the signals were learnt from, on real meetings."""

import json
import os
import re
from collections import defaultdict
from pathlib import Path

import pytest

from lvm_meet.model import Segment, Source, Transcript
from lvm_meet.settings import UnitSettings
from lvm_meet.utterances import split

SHARED = Path(os.environ.get("LVM_MEET_SHARED") or Path(__file__).parents[3] / "shared")
pytestmark = pytest.mark.skipif(
    not (SHARED / "gold" / "unlabelled.jsonl").is_file() or not (SHARED / "meetings").is_dir(),
    reason="the real meetings are not here",
)


def clean(text):
    text = re.sub(r"\{[a-z]+\}", "", text)
    return re.sub(r"\s+([.,?!;:'])", r"\1", text)


def bare(text):
    return re.sub(r"\W+", "", text.lower())


@pytest.fixture(scope="module")
def gold():
    """Meeting -> turn -> texts of the units."""
    found = defaultdict(lambda: defaultdict(list))
    for name in ("train", "dev", "unlabelled"):
        with (SHARED / "gold" / f"{name}.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                turn = row["id"].split("#")[1].split(".")[0]
                found[row["meeting"]][int(turn)].append(row["text"])
    return found


def test_units_agree_with_those_of_the_training_data(gold, words):
    same = total = 0
    for path in sorted((SHARED / "meetings" / "qmsum").glob("*.json")):
        turns = json.loads(path.read_text("utf-8"))["meeting_transcripts"]
        segments = tuple(Segment(clean(turn["content"]), turn["speaker"]) for turn in turns)
        meeting = Transcript(Source(path.name, "qmsum", "", 0), segments)
        units, _ = split(meeting, words=words, settings=UnitSettings())
        found = {(unit.segments[0], bare(unit.text)) for unit in units}
        for turn, texts in gold[path.stem].items():
            total += len(texts)
            same += sum((turn, bare(text)) in found for text in texts)
    assert total > 10_000
    assert same / total > 0.96
