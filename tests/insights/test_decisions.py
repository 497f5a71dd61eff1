"""Decisions, in invented talk."""

from functools import lru_cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lvm_meet import lexicon as lexicons
from lvm_meet.insights.decisions import find_decisions
from lvm_meet.insights.owners import Owners
from lvm_meet.model import Decision, Label, Scope, Signal, Utterance
from lvm_meet.prose.clean import Cleaner
from lvm_meet.prose.replies import Replies
from lvm_meet.settings import DecisionSettings

NONE, EXECUTION = (0, 0, 0, 0, 1000), (0, 0, 1000, 0, 0)
AXES = {
    "strategic": np.array([[1, 0, 0, 0]], np.float32),
    "operational": np.array([[0, 1, 0, 0]], np.float32),
    "settling": np.array([[0, 0, 1, 0]], np.float32),
    "unsettled": np.array([[0, 0, 0, 1]], np.float32),
}
LIKE_A_DECISION, UNLIKE = (0, 0, 0.04, 0), (0, 0, 0, 0.2)


@lru_cache(maxsize=1)
def parts():
    lexicon = lexicons.load()
    return lexicon, Cleaner(lexicon.book("prose")), Replies(lexicon.book("prose"))


def talk(*lines: str) -> tuple[Utterance, ...]:
    """ "A: words" becomes a unit; "A~ words" a back-channel; "? words" has no speaker."""
    units = []
    for index, line in enumerate(lines):
        quiet = line[1:2] == "~"
        who, _, text = line.partition("~ " if quiet else ": ")
        units.append(
            Utterance(f"u{index}", None if who == "?" else who, text, None, (index,), quiet)
        )
    return tuple(units)


def found(
    units: tuple[Utterance, ...], *, vectors=None, label: Label = Label.NONE, owners: bool = False
) -> tuple[Decision, ...]:
    lexicon, cleaner, replies = parts()
    scores = EXECUTION if label is Label.EXECUTION else NONE
    return find_decisions(
        units,
        [Signal(unit.id, label, scores) for unit in units],
        np.array([LIKE_A_DECISION] * len(units), np.float32).reshape(-1, 4)
        if vectors is None
        else vectors,
        book=lexicon.book("decisions"),
        exemplars=AXES,
        cleaner=cleaner,
        replies=replies,
        held=None,
        settings=DecisionSettings(),
        owners=Owners(units, book=lexicon.book("actions"), replies=replies) if owners else None,
    )


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["A: Okay, so let's go with the rubber case then.", "B~ Yeah."],
         "We go with the rubber case"),
        (["A: We've decided to close the shop in Leeds."],
         "We've decided to close the shop in Leeds"),
        (["A: Management has decided that nobody travels this year."],
         "Management has decided that nobody travels this year"),
        (["A: Shall we take the blue door?", "B: Good idea.", "C: Yes, definitely.", "A: So we'll"
          " take the blue door then.", "B~ Yes."],
         "We'll take the blue door"),
        (["A: I suggest we open on the first Saturday in March.", "B: Fine.",
          "A: Good, so that's decided."],
         "I suggest we open on the first Saturday in March"),
        (["A: Good, so that's decided.", "A: We move to the new office in June."],
         "We move to the new office in June"),
        (["A: So we're going for a steel back and a wooden front?", "B: Steel back, wooden front."],
         "We're going for a steel back and a wooden front"),
    ],
)  # fmt: skip
def test_what_is_decided_becomes_a_statement(lines, text):
    units = talk(*lines)
    assert [each.text for each in found(units)] == [text]


@pytest.mark.parametrize(
    "lines",
    [
        ["A: We still have to decide whether we paint the door."],
        ["A: If we go with the rubber case, it gets heavy.", "B~ Yeah."],
        ["A: Let's move on to the next item.", "B~ Okay."],
        ["A: Let's go with the rubber case?"],
        ["A: Maybe we'll go with the rubber case or something."],
        ["A: Shall we take the blue door?", "B: No, I don't think so."],
        ["A: That is the chip that we're going to use.", "B~ Yeah."],
        ['A: She said "we decided to close the shop" and left.'],
        ["A: Let's go with that then.", "B~ Yeah."],
        ["A: So that's decided."],
        ["A~ Okay.", "B~ Yeah."],
        [],
    ],
)
def test_what_is_open_asked_told_or_empty_is_no_decision(lines):
    units = talk(*lines)
    assert found(units, vectors=np.zeros((len(units), 4), np.float32)) == ()


def test_what_is_like_no_decision_is_none_unless_it_is_said_outright():
    units = talk("A: So we'll have two doors then.", "B: Yes.", "A: We've decided to have windows.")
    unlike = np.array([UNLIKE, UNLIKE, (0, 0, 0, 0)], np.float32)
    assert [each.utterances for each in found(units, vectors=unlike)] == [("u2",)]


def test_what_there_will_not_be_keeps_its_no():
    units = talk("A: Okay, so no camera on the front.", "B: Yeah.")
    like = np.array([(0, 0, 0.1, 0)] * 2, np.float32)
    assert [each.text for each in found(units, vectors=like)] == ["No camera on the front"]


def test_a_speech_decides_less_than_a_talk():
    said = "A: So we'll have two doors and a wooden floor."
    speech = talk(*["A: The weather was lovely in the mountains."] * 20, said)
    alone = talk(*["B: The weather was lovely in the mountains."] * 20, said)
    like = np.array([(0, 0, 0.02, 0)] * 21, np.float32)
    assert found(speech, vectors=like) == ()
    assert len(found(alone, vectors=like)) == 1


def test_reason_options_and_agreement_are_cited():
    units = talk(
        "A: I suggest we launch in April.",
        "B: No, I don't think so.",
        "A: Okay, let's go with June rather than August because the tests take eight weeks.",
        "B: Yes, fine with me.",
        "C: Agreed.",
    )
    (decision,) = found(units)
    assert decision.speaker == "A"
    assert decision.reason is not None
    assert decision.reason.text == "The tests take eight weeks"
    assert [each.text for each in decision.dropped] == ["August", "I suggest we launch in April"]
    assert decision.dropped[1].utterances == ("u0",)
    assert decision.agreed == ("u3", "u4")
    assert decision.utterances == ("u2",)
    assert decision.missing == ("owner", "due")


def test_a_reason_may_stand_beside_the_decision():
    units = talk("A: Okay, so let's use the small battery.", "B~ Yes.", "A: Because it's cheap.")
    (decision,) = found(units)
    assert decision.reason is not None
    assert decision.reason.utterances == ("u2",)


def test_what_is_said_twice_is_one_decision():
    units = talk(
        "A: We've decided to close the shop in Leeds.",
        "B: Right, and the accounts look fine to me as well.",
        "A: As agreed, we close the Leeds shop.",
    )
    (decision,) = found(units)
    assert decision.utterances == ("u0", "u2")


def test_owner_is_who_is_named_and_nobody_without_a_name():
    units = talk(
        "Ana: We've decided that Ben will run the spring fair.", "Ben: Sure.",
        "Ana: We've decided to paint the old door.",
    )  # fmt: skip
    assert [each.owner for each in found(units, owners=True)] == ["Ben", None]
    assert [each.owner for each in found(units)] == [None, None]


@pytest.mark.parametrize(
    ("vector", "scope"),
    [((1, 0, 0, 0), Scope.STRATEGIC), ((0, 1, 0, 0), Scope.OPERATIONAL), ((1, 1, 0, 0), None)],
)
def test_scope_is_that_of_the_nearer_exemplars(vector, scope):
    units = talk("A: We've decided to close the shop in Leeds.")
    vectors = np.array([vector], np.float32)
    assert found(units, vectors=vectors)[0].scope is scope


def test_nobody_is_another_where_the_talk_has_no_names():
    units = talk("?: So we'll have two doors then.", "?~ Yeah.", "?: Agreed.")
    assert found(units) == ()


WORDS = st.sampled_from(
    ["let's go with", "the door", "we've decided", "that's decided", "because", "rather than",
     "okay", "so", "?", '"', "yes", "no", "shall we", "use", ",", ".", "and", "Ben", "since we"]
)  # fmt: skip
LINES = st.lists(
    st.tuples(st.sampled_from(["A", "B", "?"]), st.lists(WORDS, min_size=1, max_size=12)),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(LINES)
def test_any_talk_gives_decisions_that_cite_it_and_read_the_same_again(lines):
    units = talk(*(f"{who}: {' '.join(words)}" for who, words in lines))
    decisions = found(units)
    known = {unit.id for unit in units}
    for decision in decisions:
        assert decision.text
        assert decision.utterances
        cited = {*decision.utterances, *decision.agreed}
        cited |= {id_ for each in decision.dropped for id_ in each.utterances}
        assert cited <= known
    assert decisions == found(units)
