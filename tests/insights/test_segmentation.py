from dataclasses import replace
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lvm_meet import lexicon
from lvm_meet.insights.segmentation import find_starts, starts_of, weights
from lvm_meet.insights.topic_features import FEATURES
from lvm_meet.model import Utterance
from lvm_meet.settings import TopicSettings

FREE = TopicSettings(price=1000, least_share=0, least_words=4, most_words=4)


def talk(*speakers: str | None, words: int = 2) -> list[Utterance]:
    return [
        Utterance(f"u{n}", who, " ".join(["word"] * words), None, (n,))
        for n, who in enumerate(speakers)
    ]


def test_an_empty_meeting_has_no_topic():
    book = lexicon.load().book("topics")
    found = find_starts([], np.zeros((0, 4)), book=book, exemplars={}, settings=FREE)
    assert found == starts_of([], np.zeros(0), settings=FREE) == ()


def test_a_boundary_has_its_price():
    odds = np.zeros(8)
    odds[4] = 1.1
    units = talk(*"ABABABAB")
    assert starts_of(units, odds, settings=FREE) == (0, 4)
    assert starts_of(units, odds, settings=replace(FREE, price=1200)) == (0,)


def test_of_two_boundaries_that_are_too_close_the_better_sum_wins():
    odds = np.zeros(9)
    odds[[3, 4, 5]] = 2.0, 2.5, 2.0
    assert starts_of(talk(*"ABABABABA"), odds, settings=FREE) == (0, 3, 5)


@pytest.mark.parametrize(("speakers", "found"), [("AABBBB", (0, 2)), ([None] * 6, (0, 3))])
def test_a_topic_begins_with_a_turn_but_for_talk_without_speakers(speakers, found):
    odds = np.array([0, 0, 2.0, 3.0, 0, 0])
    narrow = replace(FREE, long_turn_words=9)
    assert starts_of(talk(*speakers), odds, settings=narrow) == found


def test_what_is_too_long_is_divided_at_the_best_place_all_the_same():
    odds = np.full(40, -9.0)
    odds[[1, 18, 22]] = -1, -3, -2
    cut = starts_of(talk(*"AB" * 20), odds, settings=replace(FREE, longest_words=50))
    assert cut == (0, 22)


def test_weights_stand_in_the_order_of_the_features():
    assert weights(TopicSettings()).shape == (len(FEATURES),)
    only = TopicSettings(cohesion=0, new=0, shift=0, like=7000, end=0, marker=0, edge=0)
    assert dict(zip(FEATURES, weights(only), strict=True))["like"] == 7


GAINS = st.lists(st.floats(-2, 2), min_size=1, max_size=9)


@settings(max_examples=80, deadline=None)
@given(GAINS, st.integers(1, 4))
def test_no_other_boundaries_have_a_larger_sum(gains, least):
    units = talk(*("AB" * 5)[: len(gains)], words=1)
    rule = replace(FREE, price=0, least_words=least, most_words=least)
    found = starts_of(units, np.array(gains), settings=rule)

    def fits(cuts):
        return all(b - a >= least for a, b in pairwise((0, *cuts, len(gains))))

    places = [place for place in range(1, len(gains)) if gains[place] > 0]
    sums = [
        sum(gains[cut] for cut in cuts)
        for size in range(len(places) + 1)
        for cuts in combinations(places, size)
        if not cuts or fits(cuts)
    ]
    assert found[0] == 0
    assert len(found) == 1 or fits(found[1:])
    assert sum(gains[cut] for cut in found[1:]) == pytest.approx(max(sums))
