from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.model import Aspect
from lvm_meet.profile.aspects import find_aspects, memberships
from lvm_meet.settings import AspectSettings

AXES = np.eye(6, dtype=np.float32)
LEAD_ONE, MANAGE_ONE, LEAD_TWO, MANAGE_TWO, FAR = AXES[:5]
NOTHING = np.zeros(6, dtype=np.float32)
POLES = {"one": (AXES[:1], AXES[1:2]), "two": (AXES[2:3], AXES[3:4])}
EXACT = AspectSettings(ridge=1)


def both(first, second):
    return (first + second) / np.sqrt(2, dtype=np.float32)


def aspects(meeting, notation, rows, poles=POLES, settings=EXACT, **options):
    units, signals = meeting(notation, **options)
    vectors = np.array(rows, dtype=np.float32).reshape(len(units), 6)
    return find_aspects(units, signals, vectors, poles, settings=settings)


def test_a_unit_stands_where_its_likes_stand(meeting):
    found = aspects(
        meeting, "A:v A:e B:i B:c B:n", [LEAD_ONE, MANAGE_ONE, LEAD_TWO, MANAGE_TWO, LEAD_ONE]
    )
    assert found == (
        Aspect("one", ("u0001",), ("u0002",)),
        Aspect("two", ("u0003",), ("u0004",)),
    )


@pytest.mark.parametrize(
    ("notation", "row"),
    [
        ("A:v", MANAGE_ONE),
        ("A:i", MANAGE_ONE),
        ("A:e", LEAD_ONE),
        ("A:c", LEAD_ONE),
        ("A:n", LEAD_ONE),
        ("A:v", FAR),
        ("A:v", NOTHING),
    ],
    ids=str,
)
def test_nothing_stands_where_it_does_not_belong(meeting, notation, row):
    assert aspects(meeting, notation, [row]) == (Aspect("one"), Aspect("two"))


def test_a_unit_may_stand_in_several_aspects(meeting):
    found = aspects(meeting, "A:v", [both(LEAD_ONE, LEAD_TWO)])
    assert [each.leadership for each in found] == [("u0001",), ("u0001",)]


def test_the_clearest_come_first_then_the_order_of_the_talk(meeting):
    near = 0.8 * LEAD_ONE + 0.6 * FAR
    found = aspects(meeting, "A:v A:v A:v A:v", [near, LEAD_ONE, near, LEAD_ONE])
    assert found[0].leadership == ("u0002", "u0004", "u0001", "u0003")


@pytest.mark.parametrize(("least", "count"), [(599, 1), (600, 1), (601, 0)])
def test_nearness_has_a_threshold(meeting, least, count):
    settings = replace(EXACT, similarity=least, membership=0)
    found = aspects(meeting, "A:v", [0.6 * LEAD_ONE + 0.8 * FAR], settings=settings)
    assert len(found[0].leadership) == count


@pytest.mark.parametrize(("least", "count"), [(500, 1), (700, 0)])
def test_membership_has_a_threshold(meeting, least, count):
    settings = replace(EXACT, similarity=0, membership=least)
    found = aspects(meeting, "A:v", [0.6 * LEAD_ONE + 0.8 * FAR], settings=settings)
    assert len(found[0].leadership) == count


@pytest.mark.parametrize(("text", "count"), [("up to you", 0), ("it's up to you", 1)])
def test_a_quote_needs_words(meeting, text, count):
    found = aspects(meeting, "A:i", [LEAD_ONE], text=text)
    assert len(found[0].leadership) == count


def test_what_the_rows_have_in_common_tells_them_apart_no_more():
    common, one, two = AXES[:3]
    rows = [np.stack([both(common, one)] * 3), np.stack([both(common, two)] * 3)]
    found = memberships(np.stack([one, two, common]), rows, settings=EXACT)
    assert found[0, 0] > 900 > 0 > found[0, 1]
    assert found[1, 1] > 900 > 0 > found[1, 0]
    assert found[2, 0] == found[2, 1]


def test_more_smoothing_means_less_of_everything():
    sharp, smooth = (
        memberships(AXES[:1], [AXES[:1], AXES[1:2]], settings=AspectSettings(ridge=ridge))
        for ridge in (1, 3000)
    )
    assert sharp.tolist() == [[999, 0]]
    assert smooth.tolist() == [[250, 0]]


@pytest.mark.parametrize(
    "poles",
    [{}, {"one": (AXES[:0], AXES[:0])}, {"one": (np.zeros((0, 0)), np.zeros((0, 0)))}],
    ids=["none", "empty", "never embedded"],
)
def test_without_sentences_nothing_is_observed(meeting, poles):
    assert aspects(meeting, "A:v A:e", [LEAD_ONE, MANAGE_ONE], poles) == tuple(
        Aspect(name) for name in poles
    )


def test_a_side_without_sentences_leaves_the_other_alone(meeting):
    found = aspects(meeting, "A:v A:e", [LEAD_ONE, MANAGE_ONE], {"one": (AXES[:1], AXES[:0])})
    assert found == (Aspect("one", ("u0001",), ()),)


def test_no_talk_gives_all_of_them_empty(meeting):
    assert aspects(meeting, "", []) == (Aspect("one"), Aspect("two"))


def test_a_coded_back_channel_stands_nowhere(meeting):
    units, signals = meeting("A:v A:i")
    quiet = tuple(replace(unit, backchannel=True) for unit in units)
    found = find_aspects(quiet, signals, np.stack([LEAD_ONE, LEAD_TWO]), POLES, settings=EXACT)
    assert found == (Aspect("one"), Aspect("two"))


def test_units_and_signals_run_in_parallel(meeting):
    units, signals = meeting("A:v A:e")
    with pytest.raises(ValueError, match="shorter"):
        find_aspects(units, signals[:1], AXES[:2], POLES, settings=EXACT)


@given(
    st.lists(st.sampled_from("viecnb"), max_size=30),
    st.integers(0, 2**32 - 1),
    st.integers(0, 1000),
)
def test_ids_are_always_valid_and_at_one_pole(meeting, letters, seed, least):
    units, signals = meeting(" ".join(f"A:{letter}" for letter in letters))
    stream = np.random.default_rng(seed)
    vectors = stream.normal(size=(len(units), 6)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    settings = replace(EXACT, similarity=least, membership=least)
    found = find_aspects(units, signals, vectors, POLES, settings=settings)
    assert [each.name for each in found] == list(POLES)
    sides = {s.utterance: s.label.value[0] in "vi" for s in signals if s.label.value != "none"}
    for each in found:
        assert not set(each.leadership) & set(each.management)
        assert len(set(each.leadership)) == len(each.leadership)
        assert all(sides[id_] for id_ in each.leadership)
        assert all(not sides[id_] for id_ in each.management)
    assert found == find_aspects(units, signals, vectors, POLES, settings=settings)
