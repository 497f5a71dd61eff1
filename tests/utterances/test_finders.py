import pytest

from lvm_meet.model import Segment, TalkWords
from lvm_meet.settings import Splitter
from lvm_meet.utterances.finders import RuleFinder, find_with
from lvm_meet.utterances.turns import turns

WORDS = TalkWords(frozenset(), frozenset({"mr"}), frozenset(), (), ())


def test_rules_are_the_default_and_need_nothing():
    finder = find_with(Splitter.RULES, words=WORDS)
    assert finder == RuleFinder(WORDS)
    assert (finder.name, finder.notes) == ("rules", ())


@pytest.mark.parametrize(
    ("texts", "ends"),
    [
        ([], []),
        (["Mr. Lee came. He liked it."], [[3, 6]]),
        (["No mark", "One. Two."], [[2], [1, 2]]),
    ],
)
def test_rules_give_the_ends_turn_by_turn(texts, ends):
    segments = [Segment(text, str(number)) for number, text in enumerate(texts)]
    found = list(turns(segments, join_gap_ms=0))
    assert list(RuleFinder(WORDS).ends(found)) == ends
