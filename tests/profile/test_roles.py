import pytest

from lvm_meet.profile.roles import find_roles


@pytest.mark.parametrize(
    ("speaker", "role"),
    [
        ("Project Manager", "Project Manager"),
        ("The Acting Chair (Mr. Jo Li)", "The Acting Chair"),
        ("PhD C", "PhD"),
        ("Designer 2", "Designer"),
        ("Jo Li", None),
        ("Speaker 2", None),
        ("me013", None),
        (None, None),
    ],
)
def test_a_role_is_the_name_itself_or_none(leading, speaker, role):
    found = find_roles([speaker], (), book=leading)
    assert found == (((speaker, role),) if role else ())


def test_what_was_given_goes_first_and_only_for_those_who_are_there(leading):
    given = (("jo li", "Sponsor"), ("Designer", "Head of design"), ("Nobody", "Guest"), ("Al", " "))
    speakers = ["Jo Li", "Designer", "Al", None, "Jo Li"]
    assert find_roles(speakers, given, book=leading) == (
        ("Designer", "Head of design"),
        ("Jo Li", "Sponsor"),
    )
    assert find_roles([], given, book=leading) == ()
