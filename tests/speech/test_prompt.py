import pytest

from lvm_meet.speech.lexicon import recogniser_words
from lvm_meet.speech.prompt import how_many_fit, prompt

ENGLISH = recogniser_words().written["en"]


def words(text: str) -> int:
    return len(text.split())


@pytest.mark.parametrize(
    ("vocabulary", "language", "expected"),
    [
        ((), "en", ENGLISH),
        (("Norah", "Kardia 2"), "en", f"{ENGLISH} Norah, Kardia 2."),
        (("Norah",), "fi", "Norah."),
        ((), "fi", None),
    ],
)
def test_an_example_with_marks_comes_before_the_vocabulary(vocabulary, language, expected):
    assert prompt(vocabulary, language=language) == expected


@pytest.mark.parametrize(("room", "fits"), [(0, 0), (1, 1), (2, 2), (3, 2), (4, 3), (9, 3)])
def test_what_fits_fits_beside_the_example(room, fits):
    vocabulary = ("Norah", "Leo", "Hannah Osei")
    most = words(ENGLISH) + room
    assert how_many_fit(vocabulary, most=most, tokens=words) == fits
    assert words(prompt(vocabulary[:fits], language="en") or "") <= most
