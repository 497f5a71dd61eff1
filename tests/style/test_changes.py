import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.balance import codes_of
from lvm_meet.model import ChangePoint
from lvm_meet.settings import StyleSettings
from lvm_meet.style.changes import change_points

SETTINGS = StyleSettings()


def changes(meeting, notation, **options):
    units, signals = meeting(notation, **options)
    return change_points(units, codes_of(units, signals), settings=SETTINGS)


def test_a_plain_shift_is_found(meeting):
    notation = "A:e A:n A:c A:b " * 20 + "A:n A:v A:i A:b " * 20
    assert changes(meeting, notation) == (ChangePoint("u0082", 81_000, -1000, 1000),)
    assert changes(meeting, notation, ms=None) == (ChangePoint("u0082", None, -1000, 1000),)


def test_two_shifts_are_found_in_order(meeting):
    found = changes(meeting, "A:e " * 40 + "A:v " * 40 + "A:c " * 40)
    assert [(point.utterance, point.before, point.after) for point in found] == [
        ("u0041", -1000, 1000),
        ("u0081", 1000, -1000),
    ]


@pytest.mark.parametrize(
    "notation",
    [
        "",
        "A:n " * 50,
        "A:v " * 50,
        "A:v A:e " * 50,
        "A:v " * 7 + "A:e " * 8,
        "A:v A:e A:e " * 4 + "A:v",
    ],
    ids=["no talk", "nothing coded", "one side only", "even", "half a part", "too little"],
)
def test_nothing_is_found_without_evidence(meeting, notation):
    assert changes(meeting, notation) == ()


def test_talk_that_only_clusters_shows_few_changes():
    """Leadership and management come in clumps of about two and a half; nothing shifts."""
    stream = np.random.default_rng(3)
    alarms = 0
    for _ in range(60):
        codes = np.empty(100, dtype=np.int64)
        for index in range(100):
            stays = index and stream.random() < 0.3
            codes[index] = codes[index - 1] if stays else stream.choice([1, -1], p=[0.3, 0.7])
        alarms += bool(change_points(_units(100), codes, settings=SETTINGS))
    assert alarms <= 6


def test_a_shift_is_seldom_missed():
    stream = np.random.default_rng(4)
    seen = 0
    for _ in range(30):
        before, after = stream.random(60) < 0.2, stream.random(60) < 0.65
        codes = np.where(np.concatenate((before, after)), 1, -1)
        seen += len(change_points(_units(120), codes, settings=SETTINGS)) >= 1
    assert seen >= 24


@given(st.lists(st.sampled_from([-1, -1, 0, 1]), max_size=90), st.integers(1, 12))
def test_parts_are_never_shorter_than_the_evidence_needs(values, least):
    codes = np.array(values, dtype=np.int64)
    settings = StyleSettings(min_units=least, change_level=300)
    found = change_points(_units(len(codes)), codes, settings=settings)
    assert found == change_points(_units(len(codes)), codes, settings=settings)
    coded = np.flatnonzero(codes).tolist()
    cuts = [coded.index(int(point.utterance)) for point in found]
    edges = [0, *cuts, len(coded)]
    assert edges == sorted(edges)
    if cuts:
        assert min(np.diff(edges)) >= least


class _Unit:
    """All that a change point takes from a unit."""

    span = None

    def __init__(self, number):
        self.id = str(number)


def _units(count):
    return [_Unit(number) for number in range(count)]
