import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.balance import balance_of, block_length, codes_of, estimate, permille
from lvm_meet.model import LABELS, Balance, Estimate, Label, Signal, Tally
from lvm_meet.settings import StyleSettings

SETTINGS = StyleSettings()
tallies = st.builds(Tally, *[st.integers(0, 10**9)] * 3)
balances = st.builds(Balance, *[tallies] * 5)


@given(balances, balances, balances)
def test_balances_add_in_any_order(a, b, c):
    assert a + b == b + a
    assert (a + b) + c == a + (b + c)
    assert a + Balance.zero() == a


def test_sums(meeting):
    units, signals = meeting("A:v A:i A:b B:e B:e B:c B:n")
    found = balance_of(zip(units, signals, strict=True))
    assert found.talk == Tally(7, 25, 7000)
    assert (found.vision, found.inspiration) == (Tally(1, 4, 1000), Tally(1, 4, 1000))
    assert (found.execution, found.control) == (Tally(2, 8, 2000), Tally(1, 4, 1000))
    assert found.of(Label.NONE) == Tally(2, 5, 2000)
    assert found.index == pytest.approx(-0.2)


def test_nothing_is_no_evidence(meeting):
    assert balance_of([]) == Balance.zero()
    assert balance_of([]).index is None
    assert estimate(np.zeros(0, dtype=np.int64), settings=SETTINGS) is None
    assert estimate(np.zeros(500, dtype=np.int64), settings=SETTINGS) is None


def test_a_back_channel_is_never_coded(meeting):
    units, signals = meeting("A:b A:v", ms=None)
    coded = [Signal(s.utterance, Label.CONTROL, s.scores) for s in signals]
    found = balance_of(zip(units, coded, strict=True))
    assert found.control == Tally(1, 4, 0)
    assert codes_of(units, coded).tolist() == [0, -1]


def test_codes_run_beside_units(meeting):
    units, signals = meeting("A:v A:i A:e A:c A:n A:b")
    assert codes_of(units, signals).tolist() == [1, 1, -1, -1, 0, 0]
    with pytest.raises(ValueError, match="shorter"):
        codes_of(units, signals[:-1])


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (0, 3, 0),
        (1, 3, 333),
        (2, 3, 667),
        (-2, 3, -667),
        (1, 2000, 1),
        (-1, 2000, -1),
        (5, 5, 1000),
    ],
)
def test_permille_rounds_alike_on_both_sides(part, whole, expected):
    assert permille(part, whole) == expected


@pytest.mark.parametrize(
    ("units", "length"), [(1, 1), (8, 1), (15, 1), (16, 2), (79, 9), (80, 10), (5000, 10)]
)
def test_blocks_leave_enough_blocks(units, length):
    assert block_length(units, settings=SETTINGS) == length


def test_evidence_has_a_threshold():
    assert estimate(np.array([1, -1] * 3 + [1]), settings=SETTINGS) is None
    assert estimate(np.array([1, -1] * 4), settings=SETTINGS) is not None


def test_one_sided_evidence_still_has_a_width():
    assert estimate(np.full(8, -1), settings=SETTINGS) == Estimate(-1000, -1000, -351)
    many = estimate(np.full(400, 1), settings=SETTINGS)
    assert (many.value, many.high) == (1000, 1000)
    assert 970 < many.low < 1000


def test_more_evidence_narrows_the_interval():
    few = estimate(np.tile([1, -1, 0, 1, 0], 10), settings=SETTINGS)
    many = estimate(np.tile([1, -1, 0, 1, 0], 200), settings=SETTINGS)
    assert few.value == many.value == 333
    assert many.high - many.low < few.high - few.low


def test_clusters_widen_the_interval():
    mixed = np.tile([1, -1], 200)
    clustered = np.repeat([1, -1] * 10, 20)
    loose, tight = (estimate(codes, settings=SETTINGS) for codes in (clustered, mixed))
    assert loose.value == tight.value == 0
    assert loose.high - loose.low > 2 * (tight.high - tight.low)


codes = st.lists(st.sampled_from([-1, 0, 0, 1]), max_size=120).map(
    lambda values: np.array(values, dtype=np.int64)
)


@given(codes)
def test_an_interval_holds_its_value_and_repeats(values):
    found = estimate(values, settings=StyleSettings(bootstrap=100))
    assert found == estimate(values, settings=StyleSettings(bootstrap=100))
    if np.count_nonzero(values) < SETTINGS.min_units:
        assert found is None
    else:
        assert -1000 <= found.low <= found.value <= found.high <= 1000
        assert found.value == permille(int(values.sum()), int(np.count_nonzero(values)))


@given(codes)
def test_the_two_sides_mirror_each_other_in_value(values):
    ahead = estimate(values, settings=StyleSettings(bootstrap=100))
    behind = estimate(-values, settings=StyleSettings(bootstrap=100))
    assert (ahead is None) == (behind is None)
    if ahead:
        assert (behind.value, behind.low, behind.high) == (-ahead.value, -ahead.high, -ahead.low)


def test_the_interval_covers_the_truth_about_as_often_as_it_says():
    stream = np.random.default_rng(7)
    hits = 0
    for _ in range(200):
        drawn = stream.choice([1, -1, 0], size=300, p=[0.06, 0.12, 0.82])
        found = estimate(drawn, settings=StyleSettings(bootstrap=300))
        hits += found is not None and found.low <= -333 <= found.high
    assert hits >= 180


def test_labels_cover_all_signals():
    assert {label for label in LABELS if label is not Label.NONE} == {
        Label.VISION,
        Label.INSPIRATION,
        Label.EXECUTION,
        Label.CONTROL,
    }
