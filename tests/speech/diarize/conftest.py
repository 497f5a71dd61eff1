"""Sound for the diarizer: the invented meeting of samples/, which has three voices."""

from pathlib import Path

import numpy as np
import pytest
from av import AudioResampler
from av import open as open_media

from lvm_meet import resources
from lvm_meet.speech.diarize.models import Models
from lvm_meet.speech.values import RATE

SAMPLES = Path(__file__).parents[3] / "samples"


@pytest.fixture(scope="session")
def models() -> Models:
    return Models.open(resources.diarizer(), threads=2)


@pytest.fixture(scope="session")
def meeting() -> np.ndarray:
    """float32 in [-1, 1], 16 kHz, 99 s; Hannah, Leo and Nora take turns."""
    with open_media(str(SAMPLES / "planning.ogg")) as container:
        mono = AudioResampler(format="flt", layout="mono", rate=RATE)
        frames = [f for frame in container.decode(audio=0) for f in mono.resample(frame)]
    return np.concatenate([frame.to_ndarray()[0] for frame in frames])


@pytest.fixture(scope="session")
def spoken() -> list[tuple[float, float, str]]:
    """Who speaks in the meeting, from and to which second."""
    rows = [line.split() for line in (SAMPLES / "planning.rttm").read_text("utf-8").splitlines()]
    return [(float(row[3]), float(row[3]) + float(row[4]), row[7]) for row in rows]
