import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.model import Profile, Proposal, Uptake
from lvm_meet.profile.phrases import Heard
from lvm_meet.profile.proposals import (
    SECTIONS,
    UptakeCounts,
    find_proposals,
    find_proposed,
    uptake_by_speaker,
)
from lvm_meet.settings import LeadSettings

SETTINGS = LeadSettings()
PROPOSAL = "Ann: We could paint the whole fence in dark green."

ELSEWHERE = """
Bob: My train was late this morning.
Cem: Mine never came at all.
Bob: They say it was the snow.
"""


@pytest.fixture
def find(talk, leading, replies):
    def found(text, **options):
        units, signals, vectors = talk(text, **options)
        return find_proposals(
            units,
            signals,
            vectors,
            book=leading,
            exemplars={},
            replies=replies,
            settings=SETTINGS,
        )

    return found


@pytest.mark.parametrize(
    ("reply", "uptake"),
    [
        ("Yes, let's do that.", Uptake.TAKEN_UP),
        ("I think that's a good idea.", Uptake.TAKEN_UP),
        ("Sure.", Uptake.TAKEN_UP),
        ("No.", Uptake.DECLINED),
        ("I don't think so, it rains too much.", Uptake.DECLINED),
        ("And the gate beside the fence in a dark green with gold paint on top.", Uptake.BUILT_ON),
        ("In that case I want brushes.", Uptake.BUILT_ON),
    ],
)
def test_the_first_words_of_the_others_decide(find, reply, uptake):
    (proposal,) = find(f"{PROPOSAL}\nBob: {reply}{ELSEWHERE}")
    assert proposal == Proposal("Ann", uptake, ("u0001",), ("u0002",))


def test_what_nobody_comes_back_to_was_left(find):
    (proposal,) = find(PROPOSAL + ELSEWHERE)
    assert proposal == Proposal("Ann", Uptake.LEFT, ("u0001",), ())


@pytest.mark.parametrize(
    "text",
    [
        PROPOSAL,  # nobody speaks
        PROPOSAL + "\nBob: My train was late.",  # too little
        PROPOSAL + "\nBob: Yeah." + ELSEWHERE,  # a sign of listening, or a yes
        PROPOSAL + "\nBob: Which one do you mean?" + ELSEWHERE,
        PROPOSAL + ELSEWHERE + "Ann: So.\n" * 30 + "Cem: That fence needs green paint, all of it.",
        PROPOSAL.replace("Ann", "-") + "\nBob: Yes, let's do that.",  # whose was it?
        "Ann: We could do that one then.\nBob: Sure.",  # of nothing in particular
        "Ann: We should be able to see it.\nBob: Sure.",
        "Ann: Let's move on to the next item.\nBob: Yes, let's do that.",
        "",
    ],
)
def test_what_cannot_be_told_is_left_out(find, text):
    assert find(text or "Ann: Mm-hm.") == ()


def test_yes_and_no_together_is_talking_about_it(find):
    (proposal,) = find(f"{PROPOSAL}\nBob: Good idea.\nCem: I don't think so.")
    assert proposal.uptake is Uptake.BUILT_ON
    assert proposal.replies == ("u0002", "u0003")


def test_a_yes_belongs_to_the_last_proposal_before_it(find):
    other = "Bob: We should buy two new garden chairs instead."
    first, second = find(
        f"{PROPOSAL}\n{other}\nCem: Good idea, but paint that fence in green.{ELSEWHERE}"
    )
    assert (first.uptake, first.replies) == (Uptake.BUILT_ON, ("u0003",))
    assert (second.uptake, second.replies) == (Uptake.TAKEN_UP, ("u0003",))


def test_sentences_of_one_turn_are_one_proposal(find):
    (proposal,) = find(f"{PROPOSAL}\nBob: Mm.\nAnn: We could do the gate as well.\nBob: Sure.")
    assert proposal.utterances == ("u0001", "u0003")


def test_an_example_nearby_makes_a_proposal_of_a_hint(talk, leading):
    units, _, vectors = talk("Ann: Maybe just the one side of the fence.\nAnn: It is a nice fence.")
    heard = Heard(units, book=leading, sections=SECTIONS)
    same = {"proposal": vectors.copy()}
    options = {"heard": heard, "settings": SETTINGS}
    assert find_proposed(units, vectors, exemplars=same, **options) == (0,)
    assert find_proposed(units, vectors, exemplars={}, **options) == ()


def test_no_meeting_no_proposals(leading, replies):
    found = find_proposals(
        (), (), np.zeros((0, 4), np.float32), book=leading, exemplars={}, replies=replies,
        settings=SETTINGS,
    )  # fmt: skip
    assert found == ()


def test_sums_per_speaker_and_nothing_else():
    profile = Profile(
        proposals=(
            Proposal("Bob", Uptake.LEFT, ("u1",), ()),
            Proposal("Ann", Uptake.TAKEN_UP, ("u2",), ("u3",)),
            Proposal("Bob", Uptake.DECLINED, ("u4",), ("u5",)),
        )
    )
    assert uptake_by_speaker(profile) == (
        UptakeCounts("Bob", proposals=2, taken_up=0, built_on=0, declined=1, left=1),
        UptakeCounts("Ann", proposals=1, taken_up=1, built_on=0, declined=0, left=0),
    )
    assert uptake_by_speaker(Profile()) == ()


LINES = st.lists(
    st.tuples(
        st.sampled_from(["Ann", "Bob", "-"]),
        st.sampled_from(
            [
                "We could paint the fence.",
                "Yes.",
                "No.",
                "Why don't you ask the painter?",
                "Mm.",
                "?",
            ]
        ),
    ),
    max_size=12,
)


@given(LINES)
def test_whatever_is_said_ids_are_valid_and_replies_are_others(talk, leading, replies, lines):
    units, signals, vectors = talk("\n".join(f"{who}: {words}" for who, words in lines) or "A: Mm.")
    speaker = {unit.id: unit.speaker for unit in units}
    for proposal in find_proposals(
        units, signals, vectors, book=leading, exemplars={}, replies=replies, settings=SETTINGS
    ):
        assert {speaker[ref] for ref in proposal.utterances} == {proposal.speaker}
        assert proposal.speaker not in {speaker[ref] for ref in proposal.replies}
        assert bool(proposal.replies) is (proposal.uptake is not Uptake.LEFT)
