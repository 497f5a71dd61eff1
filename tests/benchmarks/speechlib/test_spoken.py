import pytest

from benchmarks.speechlib.spoken import plain, plain_words


@pytest.mark.parametrize(
    ("token", "word"),
    [
        ("Okay,", "okay"),
        ("Mm-hmm.", ""),
        ("uh", ""),
        ("you\u2019re", "you're"),
        ("straight-forward", "straightforward"),
        ("'cause", "cause"),
        ("100%", "100"),
        ("–", ""),
    ],
)
def test_words_are_made_alike(token: str, word: str) -> None:
    assert plain(token) == word


def test_fillers_and_marks_do_not_count() -> None:
    assert plain_words("Um, well … I mean, uh-huh - yes!") == ["well", "i", "mean", "yes"]
