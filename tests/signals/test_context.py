import pytest

from lvm_meet.model import Utterance
from lvm_meet.signals.context import context_of, contexts


def spoken(*texts: str) -> list[Utterance]:
    return [Utterance(f"u{i}", "A", text, None, (i,)) for i, text in enumerate(texts)]


def test_each_unit_sees_the_two_before_it() -> None:
    assert contexts(spoken("one", "two", "three", "four"), size=2) == [
        "",
        "one",
        "one / two",
        "two / three",
    ]


def test_no_context_and_no_units() -> None:
    assert contexts(spoken("one", "two"), size=0) == ["", ""]
    assert contexts([], size=2) == []


@pytest.mark.parametrize(
    ("before", "size", "expected"),
    [
        ([], 2, ""),
        (["Eve: Yes.", "Bo: When?"], 2, "Yes. / When?"),
        (["first", "Eve: Yes.", "Bo: When?"], 2, "Yes. / When?"),
        (["Eve: Yes."], 0, ""),
        (["so what I mean is: nothing"], 1, "nothing"),
        (["half past 10:30 then"], 1, "half past 10:30 then"),
    ],
)
def test_given_pieces_lose_their_names(before: list[str], size: int, expected: str) -> None:
    assert context_of(before, size=size) == expected


def test_both_ways_agree() -> None:
    units = spoken("one", "two", "three")
    assert contexts(units, size=2)[2] == context_of(["A: one", "A: two"], size=2)
