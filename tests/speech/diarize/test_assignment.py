import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.settings import DiarizeSettings
from lvm_meet.speech.diarize.assignment import Locals, alone, assign, locals_of, teaching
from lvm_meet.speech.diarize.embedding import Windows
from lvm_meet.speech.diarize.segmentation import FRAMES, HOP, Segmentation


def people(chunks: list[int], vectors: np.ndarray, purity: list[float] | None = None) -> Locals:
    rows = np.array(chunks)
    slots = np.zeros_like(rows)
    return Locals(rows, slots, vectors, np.array(purity or [1.0] * len(chunks)))


def test_the_nearest_voice_is_given() -> None:
    voices = np.eye(3, 192)
    found = assign(people([0, 1, 1, 2], voices[[2, 0, 1, 2]]), voices)
    assert list(found) == [2, 0, 1, 2]


def test_no_voice_is_given_twice_in_a_chunk() -> None:
    voices = np.eye(2, 192)
    both_like_the_first = np.array([[0.9, 0.1], [0.8, 0.2]]) @ voices
    assert list(assign(people([4, 4], both_like_the_first), voices)) == [0, 1]


def test_more_people_than_voices() -> None:
    voices = np.eye(1, 192)
    found = assign(people([0, 0], np.array([[0.2], [0.9]]) @ voices), voices)
    assert list(found) == [-1, 0]


@given(st.integers(1, 5), st.integers(0, 999))
def test_assignments_are_distinct_and_as_many_as_can_be(voices: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    chunks = sorted(random.integers(0, 6, 12).tolist())
    chunks = [c for i, c in enumerate(chunks) if chunks[:i].count(c) < 3]
    found = assign(people(chunks, random.standard_normal((len(chunks), 192))), np.eye(voices, 192))
    for chunk in set(chunks):
        given_here = found[np.array(chunks) == chunk]
        real = given_here[given_here >= 0]
        assert len(set(real)) == len(real) == min(voices, len(given_here))


def test_pure_people_teach_and_all_do_where_hardly_any_is_pure() -> None:
    vectors = np.eye(4, 192)
    settings = DiarizeSettings()
    assert list(teaching(people([0, 1, 2, 3], vectors, [0.9, 0.1, 0.5, 0.2]), settings)) == [0, 2]
    assert len(teaching(people([0, 1, 2, 3], vectors, [0.9, 0.1, 0.1, 0.2]), settings)) == 4


def scene() -> tuple[Segmentation, Windows]:
    """One chunk: the first half is one person's, the second another's, 1 s in the middle both's."""
    active = np.zeros((1, FRAMES, 3), np.uint8)
    active[0, :320, 0] = 1
    active[0, 260:, 1] = 1
    count = np.concatenate([active[0].sum(axis=1), [0, 0]]).astype(np.int8)
    starts = np.arange(0, 8 * 16000, 8000)
    vectors = np.zeros((len(starts), 192), np.float32)
    middle = 290 * HOP
    first = starts + 12000 < middle
    vectors[first, 0] = 1
    vectors[~first, 1] = 1
    return Segmentation(active, np.array([0]), count), Windows(starts, 23920, vectors)


def test_people_are_heard_where_they_speak_alone() -> None:
    found = locals_of(*scene())
    assert list(found.slot) == [0, 1]
    np.testing.assert_allclose(found.vectors[:, :2], [[1, 0], [0, 1]], atol=1e-6)
    assert found.purity.min() > 0.9


def test_windows_in_which_one_speaks() -> None:
    heard, windows = scene()
    rows = alone(heard, windows, DiarizeSettings())
    assert 0 in rows
    assert (windows.share_of(heard.count > 1)[rows] <= 0.1).all()
    assert len(rows) < len(windows.starts)


def test_nobody_speaks() -> None:
    heard, windows = scene()
    silent = Segmentation(np.zeros_like(heard.active), heard.starts, np.zeros_like(heard.count))
    assert len(locals_of(silent, windows)) == 0
    assert len(alone(silent, windows, DiarizeSettings())) == 0
