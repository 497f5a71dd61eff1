"""Golden results of the samples: what a version says about a meeting does not drift unnoticed.

Text, units, speakers and times must be equal. Codes and scores may differ a little, because int8
arithmetic differs in its last digits between processors. After a wanted change renew the files:
LVM_MEET_UPDATE_EXPECTED=1 python -m pytest tests/e2e/test_golden.py
"""

import json
import os
from pathlib import Path

import pytest

import lvm_meet
from lvm_meet.codec import to_json

SAMPLES = Path(__file__).parents[2] / "samples"
EXPECTED = SAMPLES / "expected"
NAMES = ("standup.vtt", "council.vtt", "clinic.txt")
EXACT = ("id", "speaker", "start_ms", "end_ms", "text", "segments", "backchannel")


def golden_of(name: str) -> dict:
    """The parts of an analysis that a golden file keeps."""
    document = to_json(lvm_meet.analyze(SAMPLES / name))
    utterances = [
        {key: row[key] for key in (*EXACT, "label", "scores")} for row in document["utterances"]
    ]
    return {"source": document["source"], "notes": document["notes"], "utterances": utterances}


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_analysed_as_before(name: str) -> None:
    path = EXPECTED / f"{Path(name).stem}.json"
    found = golden_of(name)
    if os.environ.get("LVM_MEET_UPDATE_EXPECTED"):
        EXPECTED.mkdir(exist_ok=True)
        rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in found.pop("utterances"))
        head = json.dumps(found, ensure_ascii=False)[:-1]
        path.write_text(f'{head}, "utterances": [\n{rows}\n]}}\n', "utf-8")
        return
    expected = json.loads(path.read_text("utf-8"))
    assert found["source"] == expected["source"]
    assert found["notes"] == expected["notes"]
    ours, theirs = found["utterances"], expected["utterances"]
    assert [{key: row[key] for key in EXACT} for row in ours] == [
        {key: row[key] for key in EXACT} for row in theirs
    ]
    same = sum(row["label"] == other["label"] for row, other in zip(ours, theirs, strict=True))
    assert same >= 0.97 * len(ours)
    gaps = [
        abs(row["scores"][label] - other["scores"][label])
        for row, other in zip(ours, theirs, strict=True)
        for label in row["scores"]
    ]
    assert sum(gaps) / len(gaps) < 0.01
