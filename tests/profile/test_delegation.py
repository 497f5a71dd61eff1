import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.model import Giving
from lvm_meet.profile.delegation import find_delegations
from lvm_meet.settings import LeadSettings

THREE = "Ann: So.\nBob: Right.\nCem: Well.\n"


@pytest.fixture(scope="module")
def find(talk, leading, replies):
    def found(text, exemplars=None):
        units, signals, vectors = talk(text)
        return find_delegations(
            units,
            signals,
            vectors,
            book=leading,
            exemplars=exemplars or {},
            replies=replies,
            settings=LeadSettings(),
        )

    return found


@pytest.mark.parametrize(
    ("line", "giving", "receiver"),
    [
        ("Ann [e]: Bob, could you find out what it costs?", Giving.OUTCOME, "Bob"),
        ("Ann [e]: Cem will take care of the invitations.", Giving.OUTCOME, "Cem"),
        ("Ann [e]: So please come up with two ideas for the gate.", Giving.OUTCOME, None),
        ("Ann [e]: Could you guys find out what it costs?", Giving.OUTCOME, None),
        ("Ann [e]: Bob, could you copy it one by one, the same way?", Giving.METHOD, "Bob"),
        ("Ann [c]: Bob, did you send the invitations?", Giving.FOLLOW_UP, "Bob"),
        ("Ann [c]: What happened to the list of guests?", Giving.FOLLOW_UP, None),
    ],
)
def test_what_is_given_and_to_whom(find, line, giving, receiver):
    (delegation,), runs = find(THREE + line)
    assert (delegation.giving, delegation.giver) == (giving, "Ann")
    assert delegation.receiver == receiver
    assert delegation.utterances == ("u0004",)
    assert runs == ()


@pytest.mark.parametrize(
    "line",
    [
        "Ann [e]: I'll argue about it with Bob.",
        "Ann [n]: Bob, could you find out what it costs?",
        "-  [e]: Bob, could you find out what it costs?",
        "Ann [e]: Could you tell us what it costs?",
        "Ann [c]: Did you know that it snows?",
        "Ann [e]: Would you please?",  # neither an outcome nor a way
    ],
)
def test_what_hands_nothing_over(find, line):
    assert find(THREE + line) == ((), ())


@pytest.mark.parametrize(
    ("behind", "receiver"),
    [
        ("Bob: Yes, by Monday.\nBob: Or Tuesday.", "Bob"),
        ("Bob: Yes, by Monday.\nCem: Or Tuesday.", None),
        ("Ann: And quickly.\nBob: Yes, by Monday.", None),
        ("Bob: Mm-hm.", None),
        ("-: Yes, by Monday.", None),
    ],
)
def test_only_one_persons_answer_tells_who_was_meant(find, behind, receiver):
    (delegation,), _ = find(f"{THREE}Ann [e]: Could you find out what it costs?\n{behind}")
    assert delegation.receiver == receiver


def test_who_gives_the_floor_is_not_meant(find):
    text = "The Chair: So.\nBob: Well.\nCem: Now.\n"
    question = "Bob [c]: What happened to the report on the fence?\n"
    (delegation,), _ = find(text + question + "The Chair: The member of the house, please.")
    assert delegation.receiver is None


def test_where_no_phrase_tells_the_closer_example_does(find):
    line = "Ann [e]: Bob, would you please?"
    near = np.zeros((1, 12), dtype=np.float32)
    near[0, 3] = 1
    far = np.zeros((1, 12), dtype=np.float32)
    (delegation,), _ = find(THREE + line, {"outcome": near, "method": far})
    assert delegation.giving is Giving.OUTCOME
    (delegation,), _ = find(THREE + line, {"outcome": far, "method": near})
    assert delegation.giving is Giving.METHOD
    assert find(THREE + line, {"outcome": near, "method": near}) == ((), ())


QUESTION = "Ann [c]: Bob, did you send the invitations?\nBob: Not to all of them.\n"


def test_control_of_one_person_again_and_again_is_a_run(find):
    _, (run,) = find(THREE + QUESTION * 3)
    assert (run.giver, run.receiver) == ("Ann", "Bob")
    assert run.utterances == ("u0004", "u0006", "u0008")


@pytest.mark.parametrize(
    "text",
    [
        QUESTION * 2,
        QUESTION * 2 + QUESTION.replace("Bob", "Cem") + QUESTION,
        QUESTION * 2 + "Cem: It snows.\n" * 50 + QUESTION,
        QUESTION * 2 + QUESTION.replace("Ann", "Cem"),
        (QUESTION * 3).replace("[c]", "[e]"),
    ],
)
def test_what_is_no_run(find, text):
    assert find(THREE + text)[1] == ()


def test_another_persons_questions_do_not_break_a_run(find):
    other = "Cem [c]: Ann, did you order the flowers?\nAnn: I did.\n"
    _, runs = find(THREE + QUESTION * 2 + other + QUESTION)
    assert [run.giver for run in runs] == ["Ann"]


LINES = st.lists(
    st.tuples(
        st.sampled_from(["Ann [c]", "Bob [c]", "Bob [e]", "Cem", "-"]),
        st.sampled_from(["Did you send it to Ann yet?", "Please find out, Cem.", "Yes.", "Mm."]),
    ),
    max_size=15,
)


@given(LINES)
def test_whatever_is_said_ids_are_valid_and_nobody_controls_themselves(find, lines):
    delegations, runs = find("\n".join(f"{who}: {words}" for who, words in lines) or "Ann: Mm.")
    known = {f"u{number:04d}" for number in range(1, len(lines) + 1)}
    assert {ref for each in (*delegations, *runs) for ref in each.utterances} <= known
    assert all(each.giver != each.receiver for each in (*delegations, *runs))
    assert all(len(run.utterances) >= 3 for run in runs)
