import pytest

from lvm_meet import lexicon
from lvm_meet.insights.action_names import Names, role_initials
from lvm_meet.lexicon import Book

BOOK = lexicon.load().book("actions")
ROLES = ("Project Manager", "Industrial Designer", "User Interface", "Marketing")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Industrial Designer will do it.", ["Industrial Designer"]),
        ("so the industrial engineer will do it", ["Industrial Designer"]),
        ("the interface designer", ["User Interface"]),
        ("our marketing executive", ["Marketing"]),
        ("Marketing, you'll do it", ["Marketing"]),
        ("and marketing you can do it", ["Marketing"]),
        ("The I_D_ and the UID", ["Industrial Designer", "User Interface"]),
        ("You need an id for that. It is marketing.", []),
        ("Marketing is expensive.", []),
        ("", []),
    ],
)
def test_roles_are_found_as_they_are_said(text, expected):
    found = Names(ROLES, book=BOOK).find(text)
    assert [name for name, _, _ in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mark will do it.", ["Mark"]),
        ("So Mark, you do it.", ["Mark"]),
        ("Mark'll do it, and May can you help?", ["Mark", "Ann May"]),
        ("Can you do it, Mark?", ["Mark"]),
        ("Ann May, can you?", ["Ann May"]),
        ("Mark the date.", []),
        ("I hope you can. Hope you can.", []),
        ("mark will do it", []),
        ("The mark will be gone.", []),
        ("In May, can you do it? By May, please.", []),
        ("Zelda May will do it.", []),
        ("May I?", []),
    ],
)
def test_names_that_are_words_as_well(text, expected):
    found = Names(("Mark", "Ann May", "Hope"), book=BOOK).find(text)
    assert [name for name, _, _ in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lee will do it.", ["Eve Lee"]),
        ("On Friday Lee will do it.", ["Eve Lee"]),
        ("Okay Lee, Mr. Lee, Eve Lee.", ["Eve Lee"] * 3),
        ("Bruce Lee will do it.", []),
        ("lee will do it", ["Eve Lee"]),
        ("Plan B will do, and option 1 as well.", []),
        ("b will do, 1 will do", []),
    ],
)
def test_anothers_last_name_and_mere_signs_are_no_names(text, expected):
    found = Names(("Eve Lee", "B", "1", "."), book=BOOK).find(text)
    assert [name for name, _, _ in found] == expected


def test_where_a_name_stands():
    ((name, begin, end),) = Names(["Ada King"], book=BOOK).find("So Ada will.")
    assert (name, begin, end) == ("Ada King", 3, 6)


def test_nobody_and_an_empty_book():
    assert Names((), book=BOOK).find("Ada will do it.") == []
    assert Names(["Marketing"], book=Book("actions")).find("Marketing, you") == [
        ("Marketing", 0, 9)
    ]


def test_initials_of_roles_only_and_only_of_one():
    found = role_initials(
        ["User Interface", "Ada King", "Marketing"],
        not_names=["user", "interface", "marketing"],
        role_nouns=["designer"],
    )
    assert found == dict.fromkeys(("ui", "u_i_", "uid", "u_i_d_"), "User Interface")
    both = role_initials(["Team Lead", "Tech Lead"], not_names=["team", "tech", "lead"])
    assert both == {}
