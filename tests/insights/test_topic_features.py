import numpy as np
import pytest

from lvm_meet import lexicon
from lvm_meet.insights.topic_features import FEATURES, features
from lvm_meet.model import Utterance
from lvm_meet.settings import TopicSettings

BOOK = lexicon.load().book("topics")
NARROW = TopicSettings(near_words=40, far_words=60)


def rows(texts, *, speakers=None, vectors=None, exemplars=None):
    speakers = speakers or [None] * len(texts)
    units = [
        Utterance(f"u{n}", who, text, None, (n,))
        for n, (who, text) in enumerate(zip(speakers, texts, strict=True))
    ]
    vectors = np.zeros((len(units), 4), np.float32) if vectors is None else vectors
    return features(units, vectors, book=BOOK, exemplars=exemplars or {}, settings=NARROW)


def column(found, name):
    return found[:, FEATURES.index(name)]


ROOF = ["the roof leaks near the chimney", "a roof without a chimney leaks less"] * 5
CHOIR = ["the choir needs a tenor", "a tenor would help the choir"] * 5


def test_no_units_have_no_figures():
    assert rows([]).shape == (0, len(FEATURES))


@pytest.mark.parametrize("text", ["", "?", "yes"])
def test_one_unit_has_figures_and_none_is_odd(text):
    found = rows([text])
    assert found.shape == (1, len(FEATURES))
    assert np.isfinite(found).all()


def test_cohesion_is_lowest_where_the_words_change():
    found = column(rows([*ROOF, *CHOIR]), "cohesion")
    assert int(found.argmax()) == len(ROOF)
    assert abs(found.mean()) < 1e-9


def test_cohesion_is_lowest_where_the_people_change():
    same = ["so it goes on and on"] * 20
    found = column(rows(same, speakers=["A", "B"] * 5 + ["C", "D"] * 5), "cohesion")
    assert int(found.argmax()) == 10


def test_cohesion_is_lowest_where_the_vectors_change():
    vectors = np.repeat(np.eye(4, dtype=np.float32)[:2], 10, axis=0)
    found = column(rows(["so it goes on and on"] * 20, vectors=vectors), "cohesion")
    assert int(found.argmax()) in range(8, 13)


def test_new_words_that_stay_speak_for_a_topic():
    found = column(rows([*ROOF, *ROOF, *CHOIR, *CHOIR]), "new")
    assert int(found[5:].argmax()) + 5 in range(2 * len(ROOF) - 14, 2 * len(ROOF) + 1)
    assert found[2 * len(ROOF)] > 0 > found[2 * len(ROOF) + 3]


def test_phrases_count_near_the_place_where_they_are_said():
    found = rows(["we sing"] * 5 + ["okay, let's move on to the roof"] + ["it leaks"] * 5)
    assert np.flatnonzero(column(found, "shift")).tolist() == [4, 5, 6, 7, 8]
    assert np.flatnonzero(column(found, "marker")).tolist() == [5]
    assert not column(found, "end").any()


def test_likeness_counts_above_a_threshold():
    vectors = np.eye(4, dtype=np.float32)[[0, 1, 1, 1, 1, 1, 1, 1]]
    exemplars = {"shift": np.eye(4, dtype=np.float32)[:1]}
    found = column(rows(["so it goes"] * 8, vectors=vectors, exemplars=exemplars), "like")
    assert found[:4] == pytest.approx([0.7] * 4)
    assert not found[4:].any()


def test_there_is_less_to_divide_near_the_ends():
    found = column(rows(["so it goes"] * 8), "edge")
    assert found.argmax() == 4
    assert found[0] == 0
