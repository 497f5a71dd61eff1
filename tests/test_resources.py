import os

from lvm_meet import resources
from lvm_meet.model import LABELS


def test_the_lexicons_and_the_encoder_are_found() -> None:
    assert {path.stem for path in (resources.lexicons() / "signals").glob("*.toml")} == set(LABELS)
    assert (resources.encoder() / "model.bin").stat().st_size < 30_000_000
    for name in ("MODEL_CARD.md", "NOTICE", "LICENSE-Apache-2.0.txt", "classifier.json"):
        assert (resources.encoder() / name).is_file(), name


def test_there_is_a_core_to_work_on() -> None:
    assert 1 <= resources.cores() <= (os.cpu_count() or 1)
