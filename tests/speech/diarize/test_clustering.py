from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.settings import DiarizeSettings
from lvm_meet.speech.diarize.clustering import find_voices
from lvm_meet.speech.diarize.embedding import normalised

NOBODY = np.zeros((0, 192), np.float32)


def blobs(sizes: list[int], *, spread: float = 0.5, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """(vectors around as many directions as there are sizes, the directions)"""
    random = np.random.default_rng(seed)
    directions = normalised(random.standard_normal((len(sizes), 192)))
    noise = normalised(random.standard_normal((sum(sizes), 192))) * spread
    vectors = normalised(np.repeat(directions, sizes, axis=0) + noise)
    return vectors.astype(np.float32), directions


def matched(voices: np.ndarray, directions: np.ndarray) -> bool:
    """Whether each direction has one voice of its own."""
    nearest = (voices @ directions.T).argmax(axis=1)
    return sorted(nearest) == list(range(len(directions)))


@pytest.mark.parametrize("sizes", [[20], [20, 5], [40, 9, 3], [10] * 12])
def test_finds_the_blobs(sizes: list[int]) -> None:
    vectors, directions = blobs(sizes)
    voices = find_voices(vectors, NOBODY, DiarizeSettings())
    assert matched(voices, directions)
    np.testing.assert_allclose(np.linalg.norm(voices, axis=1), 1, atol=1e-5)


def test_outliers_are_no_voices() -> None:
    vectors, _ = blobs([30, 20, 1, 2])
    assert len(find_voices(vectors, NOBODY, DiarizeSettings())) == 2


@pytest.mark.parametrize("count", [1, 2])
def test_few_vectors_are_a_voice_all_the_same(count: int) -> None:
    vectors, directions = blobs([count])
    assert matched(find_voices(vectors, NOBODY, DiarizeSettings()), directions)


def test_nobody() -> None:
    assert find_voices(NOBODY, NOBODY, DiarizeSettings()).shape == (0, 192)


def test_people_who_never_speak_alone() -> None:
    vectors, directions = blobs([30, 20, 6])
    alone, people = vectors[:50], vectors
    assert matched(find_voices(alone, people, DiarizeSettings()), directions)
    assert len(find_voices(alone, people[:52], DiarizeSettings())) == 2


def test_nobody_speaks_alone() -> None:
    people, directions = blobs([8, 6])
    assert matched(find_voices(NOBODY, people, DiarizeSettings()), directions)


@given(st.integers(1, 6), st.integers(0, 99))
def test_never_more_than_most(most: int, seed: int) -> None:
    vectors, _ = blobs([12, 9, 7, 5, 4], seed=seed)
    voices = find_voices(vectors, vectors, DiarizeSettings(most=most))
    assert len(voices) == min(most, 5)


def test_most_joins_those_who_are_most_alike() -> None:
    vectors, directions = blobs([10, 10, 10])
    near = normalised(vectors[:10] + 0.9 * vectors[10:20])
    sums = [near, vectors[10:20], vectors[20:]]
    voices = find_voices(
        np.concatenate(sums), NOBODY, DiarizeSettings(most=2, window_cut=100, cluster_least=1)
    )
    assert len(voices) == 2
    assert (voices @ directions[2]).max() > 0.85


def test_least_splits_what_can_be_split() -> None:
    # two people so much alike that the usual cut makes them one
    vectors, _ = blobs([15, 15], spread=0.3)
    alike = normalised(np.concatenate([vectors[:15] + vectors[15:].mean(axis=0), vectors[15:]]))
    assert len(find_voices(alike, NOBODY, DiarizeSettings())) == 1
    voices = find_voices(alike, NOBODY, DiarizeSettings(least=2))
    assert len(voices) == 2
    halves = (alike @ voices.T).argmax(axis=1)
    assert [len(set(half)) for half in np.split(halves, 2)] == [1, 1]


@pytest.mark.parametrize("least", [2, 5, 40])
def test_least_makes_no_voices_out_of_outliers(least: int) -> None:
    vectors, _ = blobs([5])
    assert 1 <= len(find_voices(vectors, NOBODY, DiarizeSettings(least=least))) <= 5 // 3


def test_least_is_monotone() -> None:
    vectors, _ = blobs([20, 20, 20])
    counts = [
        len(find_voices(vectors, vectors, DiarizeSettings(least=least))) for least in range(1, 9)
    ]
    assert counts[:3] == [3, 3, 3]
    assert all(one <= other for one, other in pairwise(counts))


@given(st.randoms(use_true_random=False))
def test_order_does_not_matter(random) -> None:
    vectors, directions = blobs([11, 8, 5])
    rows = list(range(len(vectors)))
    random.shuffle(rows)
    voices = find_voices(vectors[rows], vectors, DiarizeSettings())
    assert matched(voices, directions)


def test_many_vectors_are_sampled() -> None:
    vectors, directions = blobs([300, 200, 100])
    voices = find_voices(vectors, vectors, DiarizeSettings(cluster_points=60))
    assert matched(voices, directions)
