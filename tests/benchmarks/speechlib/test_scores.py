from pathlib import Path

import pytest

pytest.importorskip("meeteval", reason="needs the extra `bench`")
pytest.importorskip("pyannote.metrics", reason="needs the extra `bench`")

from benchmarks.speechlib import scores
from benchmarks.speechlib.clips import Clip
from benchmarks.speechlib.once import Heard
from benchmarks.speechlib.spoken import Spoken

CLIP = Clip(
    Path("a.wav"),
    10.0,
    (
        *(Spoken("A", word, word == "today") for word in ["we", "plan", "it", "today"]),
        *(Spoken("B", word, word == "idea") for word in ["good", "idea"]),
    ),
    ((0.0, 4.0, "A"), (4.0, 6.0, "B")),
)


def heard(*pieces: tuple[str | None, str]) -> Heard:
    return Heard(1.0, tuple((who, word) for who, text in pieces for word in text.split()), ())


PERFECT = heard(("1", "We plan, um, it today."), ("2", "Good idea!"))
ONE = heard(("1", "We plan it today good idea"))


@pytest.mark.parametrize(
    ("result", "value", "parts"),
    [
        (PERFECT, 0, [0, 0, 0]),
        (heard(("1", "we plant it"), (None, "good good idea")), 2 / 6, [2, 0, 0]),
        (heard(("1", "yes we it today good idea")), 2 / 6, [0, 1, 1]),
        (heard(), 1, [0, 6, 0]),
    ],
)
def test_wer_counts_words_whoever_said_them(result: Heard, value: float, parts: list[int]) -> None:
    score = scores.wer([CLIP], [result])
    assert score.value == pytest.approx(value)
    assert score.parts.tolist() == [parts]


@pytest.mark.parametrize(
    ("text", "lost", "total"),
    [
        ("We plan it today. Good idea!", 0, 2),
        ("We plan it today, um. Good idea", 1, 2),
        ("We plan it tomorrow. good idea", 1, 1),
        ("Nothing. Of. It.", 0, 0),
    ],
)
def test_marks_are_looked_for_behind_rightly_heard_words(text: str, lost: int, total: int) -> None:
    score = scores.marks([CLIP], [heard(("1", text))])
    assert (score.parts.sum(), score.totals.sum()) == (lost, total)


def test_cpwer_charges_words_with_the_wrong_voice() -> None:
    assert scores.cpwer([CLIP], [PERFECT]).value == 0
    # B's two words are missing from B and too many with A
    assert scores.cpwer([CLIP], [ONE]).value == pytest.approx(4 / 6)
    assert scores.cpwer([CLIP], [heard(("1", "We plan it today"), (None, "good idea"))]).value == 0


@pytest.mark.parametrize(
    ("result", "parts"),
    [
        (PERFECT, [6, 0, 0]),
        (ONE, [4, 2, 0]),
        (heard(("1", "we plan"), (None, "it today"), ("2", "good idea")), [4, 0, 2]),
        (heard((None, "we plan it today good idea")), [0, 0, 6]),
    ],
)
def test_each_word_has_the_right_a_wrong_or_no_voice(result: Heard, parts: list[int]) -> None:
    assert scores.voices([CLIP], [result]).parts.tolist() == [parts]


def test_der_is_missed_false_and_confused_time() -> None:
    turns = [(0.0, 3.0, "x"), (5.0, 7.0, "y")]
    score = scores.der([CLIP], [turns])
    assert score.parts.tolist() == [[2.0, 1.0, 0.0]]
    assert score.value == pytest.approx(3 / 6)
    assert scores.der([CLIP], [[(0.0, 6.0, "x")]]).parts.tolist() == [[0.0, 0.0, 2.0]]


def test_less_than_the_peer_is_below_zero() -> None:
    good, bad = scores.cpwer([CLIP] * 3, [PERFECT] * 3), scores.cpwer([CLIP] * 3, [ONE] * 3)
    value, low, high = scores.difference(good, bad)
    assert value == low == high == pytest.approx(-4 / 6)
