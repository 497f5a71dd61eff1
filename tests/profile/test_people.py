import pytest

from lvm_meet.model import Utterance
from lvm_meet.profile.people import People

SPEAKERS = ("Ann Lee", "Mark Bone", "Marketing", "Dr. Cem Aksoy", "Bob Lee", "me013", "PhD C")


@pytest.fixture
def people(leading):
    units = [Utterance(f"u{n}", who, "So.", None, (n,)) for n, who in enumerate(SPEAKERS)]
    return People(units, book=leading)


def said(text, who="PhD C"):
    return Utterance("x", who, text, None, (0,))


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Ann, can you send it?", "Ann Lee"),
        ("Did Ann Lee get it?", "Ann Lee"),
        ("I gave it to Ann Lee.", None),  # about her, not to her
        ("Can you show Ann Lee how it works?", None),
        ("ann can you send it", "Ann Lee"),
        ("What did Dr. Aksoy find?", "Dr. Cem Aksoy"),
        ("Ms. Lee, please.", None),  # two are called so
        ("Ann and Mark are away.", None),
        ("I wrote to Mark Twain.", None),  # somebody else
        ("I wrote to Sir Joe Mark about it.", None),
        ("Zelda Aksoy has it.", None),
        ("So Aksoy has it.", "Dr. Cem Aksoy"),
        ("The mark is on the box.", None),
        ("Mark the box, please.", None),
        ("mark will do it", None),
        ("Mark, please do it.", "Mark Bone"),
        ("What does Mark think?", "Mark Bone"),
        ("That is a question for marketing.", None),
        ("marketing needs to know", None),
        ("And Marketing will test it.", "Marketing"),
        ("Has me013 come?", None),
        ("", None),
    ],
)
def test_a_name_counts_only_where_it_is_one_persons(people, text, who):
    assert people.named(said(text)) == who


def test_nobody_is_named_by_themselves(people):
    assert people.named(said("Ann has to go, I always say.", "Ann Lee")) is None


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Mark will write it down.", "Mark Bone"),
        ("Mark, could you write it down?", "Mark Bone"),
        ("We will do it, Mark.", None),
        ("I'll argue with Mark about it.", None),
    ],
)
def test_a_task_falls_to_whom_the_verb_belongs(people, text, who):
    assert people.assigned(said(text)) == who


def test_of_two_the_other_is_meant(leading, people):
    two = People([said("So.", "Ann"), said("Yes.", "Bob"), said("Hm.", None)], book=leading)
    assert two.only_other("Ann") == "Bob"
    assert two.only_other(None) is None
    assert people.only_other("Ann Lee") is None
    assert People([], book=leading).named(said("Ann?")) is None


@pytest.mark.parametrize(
    ("name", "does"), [("The Chair", True), ("The Acting Chair (Jo Li)", True), ("Jo Li", False)]
)
def test_who_gives_the_floor(people, name, does):
    assert people.gives_the_floor(name) is does
