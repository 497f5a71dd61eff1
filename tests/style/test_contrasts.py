from dataclasses import replace

import numpy as np
import pytest

from lvm_meet import lexicon
from lvm_meet.model import Contrast
from lvm_meet.settings import StyleSettings
from lvm_meet.style.contrasts import CONTRASTS, find_contrasts

AXES = np.eye(4, dtype=np.float32)
PEOPLE, PROCESS, BETWEEN, FAR = AXES[0], AXES[1], (AXES[0] + AXES[1]) / np.sqrt(2), AXES[3]
POLES = {"people-process": (AXES[:1], AXES[1:2])}
NOTHING = np.zeros(4, dtype=np.float32)


def contrasts(meeting, notation, rows, poles=POLES, **settings):
    units, signals = meeting(notation)
    vectors = np.array(rows, dtype=np.float32).reshape(len(units), 4)
    found = find_contrasts(units, signals, vectors, poles, settings=StyleSettings(**settings))
    return {contrast.name: contrast for contrast in found}


def test_labels_make_two_of_them(meeting):
    found = contrasts(meeting, "A:v A:i A:e A:c A:n A:b A:v", [NOTHING] * 7)
    assert found["vision-execution"] == Contrast("vision-execution", ("u0001", "u0007"), ("u0003",))
    assert found["inspiration-control"] == Contrast("inspiration-control", ("u0002",), ("u0004",))
    assert found["people-process"] == Contrast("people-process")


def test_only_the_own_side_counts_at_a_pole(meeting):
    found = contrasts(
        meeting,
        "A:i A:v A:c A:e A:n A:i A:b",
        [PEOPLE, PROCESS, PROCESS, PEOPLE, PEOPLE, FAR, NOTHING],
    )
    assert found["people-process"] == Contrast("people-process", ("u0001",), ("u0003",))


def test_what_is_as_near_to_both_poles_counts_at_neither(meeting):
    found = contrasts(meeting, "A:i A:c", [BETWEEN, BETWEEN])
    assert found["people-process"] == Contrast("people-process")


@pytest.mark.parametrize(("least", "count"), [(400, 1), (600, 1), (601, 0)])
def test_nearness_has_a_threshold(meeting, least, count):
    near = 0.6 * AXES[0] + 0.8 * AXES[3]
    found = contrasts(meeting, "A:i", [near], contrast_similarity=least)
    assert len(found["people-process"].leadership) == count


def test_the_nearest_exemplar_decides(meeting):
    poles = {"change-stability": (np.stack((AXES[3], AXES[0])), AXES[1:2])}
    found = contrasts(meeting, "A:v", [PEOPLE], poles)
    assert found["change-stability"].leadership == ("u0001",)


@pytest.mark.parametrize("poles", [{}, {"people-process": (AXES[:0], AXES[:0])}])
def test_without_exemplars_a_contrast_is_empty(meeting, poles):
    found = contrasts(meeting, "A:i A:c", [PEOPLE, PROCESS], poles)
    assert found["people-process"] == Contrast("people-process")


def test_no_talk_gives_all_of_them_empty(meeting):
    found = contrasts(meeting, "", np.zeros((0, 4)))
    assert list(found) == list(CONTRASTS)
    assert all(not (each.leadership or each.management) for each in found.values())


def test_the_order_of_poles_does_not_matter(meeting):
    both = {"change-stability": (AXES[2:3], AXES[3:]), **POLES}
    turned = dict(reversed(both.items()))
    rows = [PEOPLE, AXES[2], PROCESS, FAR]
    assert contrasts(meeting, "A:i A:v A:c A:e", rows, both) == contrasts(
        meeting, "A:i A:v A:c A:e", rows, turned
    )


def test_a_coded_back_channel_stands_nowhere(meeting):
    units, signals = meeting("A:i A:v")
    quiet = tuple(replace(unit, backchannel=True) for unit in units)
    vectors = np.stack((PEOPLE, PEOPLE))
    found = find_contrasts(quiet, signals, vectors, POLES, settings=StyleSettings())
    assert all(not each.leadership for each in found)


def test_the_packaged_poles_are_rich_enough():
    poles = {each.name: each for each in lexicon.load().contrasts}
    assert set(poles) <= set(CONTRASTS)
    for name in ("people-process", "change-stability"):
        for sentences in (poles[name].leadership, poles[name].management):
            assert len(sentences) >= 15
            assert all(4 <= len(sentence.split()) <= 45 for sentence in sentences)
