import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.library.reports import reported
from lvm_meet.library.tasks import report_of, same, task_of
from lvm_meet.library.words import words
from lvm_meet.model import Status


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Ring the roofer about the gutter", "Call the roofer again about that gutter", True),
        ("Write the tenants' newsletter for June", "Finish the June newsletter", True),
        ("Get the pharmacy scales repaired", "Fix the pharmacy scales", True),
        ("Book the hall for the party", "Book the hall for the annual dinner", False),
        ("Export the member list", "Clean up the member list", False),
        ("Draft the consent form", "Read the consent form", False),
        ("Ring the roofer about the gutter", "Ring the roofer about the second gutter", False),
        ("Email the parents about spring camp", "Email the parents about autumn camp", False),
        ("Order five bags of white sand", "Order the white sand", True),
        ("Order five bags of white sand", "Order nine bags of white sand", False),
        ("Paint the doors on floor 3", "Paint the doors on floor 4", False),
        ("Order paint", "Order paint", False),  # one word tells too little
        ("Do it", "Do it", False),
    ],
)
def test_whether_two_tasks_are_one(one, other, expected) -> None:
    first, second = (task_of(text, words()) for text in (one, other))
    assert same(first, second, share=600, share_verb=500, least=2) is expected
    assert same(second, first, share=600, share_verb=500, least=2) is expected


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("I called the roofer yesterday.", Status.DONE),
        ("We've already sent the form.", Status.DONE),
        ("The gutter has been fixed.", Status.DONE),
        ("The paint came on Monday.", Status.DONE),
        ("It's done.", Status.DONE),
        ("I still have to call the roofer.", Status.OPEN),
        ("We're waiting for the council, we're stuck.", Status.BLOCKED),
        ("I haven't called the roofer.", None),
        ("If I called the roofer, he'd laugh.", None),
        ("The gutter has to be fixed.", None),
        ("Was the gutter fixed?", None),
        ("I'll call the roofer.", None),
        ("", None),
    ],
)
def test_what_a_sentence_reports(text, status) -> None:
    found = reported(text, words())
    assert (found.status if found else None) is status


def test_a_report_knows_which_verb_was_done() -> None:
    found = reported("I've exported the member list.", words())
    assert found is not None
    assert found.names(task_of("Export the member list", words()))
    assert not found.about(task_of("Clean the member list", words()))
    assert found.about(task_of("Finish the member list", words()))


@given(st.text(max_size=80))
def test_any_text_is_a_task_and_reports_something_or_nothing(text) -> None:
    task = task_of(text, words())
    assert same(task, task, share=600, share_verb=500, least=0) is True
    told = report_of(text, None, words())
    assert told is None or told.status is Status.DONE
