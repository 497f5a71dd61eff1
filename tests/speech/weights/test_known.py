import re
import tomllib
from base64 import urlsafe_b64encode
from importlib.metadata import distribution
from pathlib import Path

from lvm_meet.speech.weights.known import ALIASES, WEIGHTS, bundles, known

ROOT = Path(__file__).parents[3]
SIZES = ("large-v3", "medium", "small", "base", "tiny")


def test_larger_models_come_before_smaller_ones_and_twins_share_a_rank():
    ranks = [known()[name].rank for name in SIZES]
    assert ranks == sorted(set(ranks))
    for name in SIZES[1:]:
        assert known()[f"{name}.en"].rank == known()[name].rank


def test_every_known_model_is_pinned_whole():
    for weights in known().values():
        assert re.fullmatch("[0-9a-f]{40}", weights.revision), weights.name
        names = [file.name for file in weights.files]
        assert {WEIGHTS, "config.json", "tokenizer.json"} < set(names), weights.name
        assert len({"vocabulary.txt", "vocabulary.json"} & set(names)) == 1, weights.name
        assert len(set(names)) == len(names), weights.name
        assert weights.bytes > 70_000_000
        assert not weights.multilingual if weights.name.endswith(".en") else True


def test_every_pin_is_a_sha256_and_no_two_models_have_the_same_weights():
    everything = [*known().values(), *bundles()]
    for weights in everything:
        for file in weights.files:
            assert re.fullmatch("[0-9a-f]{64}", file.sha256), (weights.name, file.name)
            assert file.size > 0
    sums = [
        file.sha256
        for weights in known().values()
        for file in weights.files
        if file.name == WEIGHTS
    ]
    assert len(set(sums)) == len(sums)


def test_aliases_lead_to_known_names():
    assert set(ALIASES.values()) <= set(known())
    assert not set(ALIASES) & set(known())


def test_the_extra_installs_exactly_what_the_bundles_need():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = sorted(need for bundle in bundles() for need in bundle.requirements)
    assert sorted(project["optional-dependencies"]["models"]) == needed


def test_the_pins_are_those_that_the_packages_state_of_themselves(packages):
    # RECORD has a hash of every file that pip installed; computed by another hand than ours.
    for bundle in bundles():
        recorded = {}
        for need in bundle.requirements:
            name, version = need.split("==")
            assert distribution(name).version == version
            recorded |= {str(path): path for path in distribution(name).files or ()}
        for file, parts in zip(bundle.files, bundle.parts, strict=True):
            found = [recorded[part.path] for part in parts]
            assert sum(path.size for path in found) == file.size, file.name
            if len(found) == 1:
                sha256 = urlsafe_b64encode(bytes.fromhex(file.sha256)).decode().rstrip("=")
                assert (found[0].hash.mode, found[0].hash.value) == ("sha256", sha256), file.name
