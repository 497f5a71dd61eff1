import os
import sys
from pathlib import Path

import pytest

from lvm_meet import resources
from lvm_meet.model import LABELS


def test_the_lexicons_and_the_encoder_are_found() -> None:
    assert {path.stem for path in (resources.lexicons() / "signals").glob("*.toml")} == set(LABELS)
    assert (resources.encoder() / "model.bin").stat().st_size < 30_000_000
    for name in ("MODEL_CARD.md", "NOTICE", "LICENSE-Apache-2.0.txt", "classifier.json"):
        assert (resources.encoder() / name).is_file(), name


def test_there_is_a_core_to_work_on() -> None:
    assert 1 <= resources.cores() <= (os.cpu_count() or 1)


@pytest.mark.skipif(sys.platform != "linux", reason="the system's memory is read from /proc")
def test_free_memory_goes_back_to_the_system() -> None:
    def resident() -> int:
        lines = Path("/proc/self/status").read_text("utf-8").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))

    pieces = [bytearray(50_000) for _ in range(4_000)]
    kept = pieces[::400]
    del pieces
    before = resident()
    resources.give_back_memory()
    assert len(kept) == 10
    assert resident() <= before
