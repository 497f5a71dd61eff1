"""Error rates on real meetings (AMI), where they are there. A regression test, no claim."""

import os
from pathlib import Path

import numpy as np
import pytest

from lvm_meet.settings import DiarizeSettings
from lvm_meet.speech.diarize import Diarizer
from lvm_meet.speech.diarize.models import Models

ROOT = Path(__file__).parents[3]
AUDIO = Path(os.environ.get("LVM_MEET_SHARED", ROOT.parent / "shared")) / "audio"

pytestmark = pytest.mark.skipif(
    not (AUDIO / "reference.rttm").is_file(), reason="the recordings of ../shared are not here"
)

MOST = {"dev00": 17, "dev01": 29, "trn03": 6, "trn04": 44, "trn05": 13, "trn06": 16, "trn09": 18}
"""percent of DER, collar 0, overlap counted: what was measured, and a few points"""


def test_error_rates_on_the_clips(models: Models) -> None:
    pytest.importorskip("pyannote.metrics")
    from benchmarks.diarization import measure

    diarizer = Diarizer(DiarizeSettings(), models)
    pooled = measure.Errors()
    for name, clip in measure.read_clips(AUDIO).items():
        found = diarizer.diarize(measure.Samples(clip.samples))
        assert abs(np.linalg.norm(found.voices, axis=1) - 1).max() < 1e-5
        turns = [(t.span.start_ms / 1000, t.span.end_ms / 1000, str(t.voice)) for t in found.turns]
        errors = measure.score(clip, turns)
        assert errors.rate < MOST[name], name
        pooled += errors
    assert pooled.rate < 16.5
