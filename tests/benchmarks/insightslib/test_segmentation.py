import numpy as np
import pytest

pytest.importorskip("nltk", reason="needs the extra `bench`")

from benchmarks.insightslib.segmentation import even, fit, none, scores, table, texttiling
from benchmarks.insightslib.topic_meetings import Meeting
from lvm_meet.insights.topic_features import FEATURES
from lvm_meet.model import Utterance


def meeting(name: str, topics: list[int], seed: int = 0) -> Meeting:
    """A meeting whose first feature is large exactly where a topic begins."""
    units = tuple(
        Utterance(f"u{n}", "AB"[n % 2], "roof and beams are rotten now", None, (n,))
        for n in range(len(topics))
    )
    rows = np.random.default_rng(seed).normal(0, 0.1, (len(topics), len(FEATURES)))
    begins = [n for n in range(1, len(topics)) if topics[n] != topics[n - 1]]
    rows[begins, 0] += 6
    return Meeting(name, tuple(unit.text for unit in units), units, rows, tuple(topics))


TOPICS = [0] * 40 + [1] * 30 + [2] * 50


def test_the_same_boundaries_score_zero_and_none_scores_worse():
    one = meeting("ES0001a", TOPICS)
    assert scores(one.reference, one.reference) == (0, 0, 3)
    assert scores(one.reference, none(one))[0] > 0.2


def test_the_even_split_has_the_true_number():
    found = even(meeting("ES0001a", TOPICS))
    assert [place for place, begins in enumerate(found) if begins] == [40, 80]


def test_series_and_domain_come_from_the_name():
    names = {"ES2002a": ("ES2002", "product"), "Bmr1": ("Bmr", "academic")}
    names["covid_2"] = ("covid", "committee")
    for name, expected in names.items():
        one = meeting(name, TOPICS)
        assert (one.series, one.domain) == expected


def test_the_fit_finds_what_tells_a_boundary():
    weights, plain = fit([meeting("ES0001a", TOPICS), meeting("ES0002a", TOPICS[::-1], 1)])
    assert weights.argmax() == 0
    assert plain < 0


def test_texttiling_takes_short_talk_for_one_topic():
    one = meeting("ES0001a", [0, 1])
    assert texttiling(one, stop=["and"]) == [0, 0]


def test_the_table_has_all_methods_and_people_make_no_mistake():
    rows = table(
        [meeting("ES0001a", TOPICS), meeting("Bmr001", TOPICS[::-1], 1)], stop=["and"], price=-2000
    )
    assert [row.method for row in rows][-1] == "people"
    assert rows[-1].pk == rows[-1].windowdiff == 0
    assert rows[-1].topics == 3
    assert set(rows[0].by_domain) == {"product", "academic"}
