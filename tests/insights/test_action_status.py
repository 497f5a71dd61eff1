import pytest

from lvm_meet import lexicon
from lvm_meet.insights.action_status import Reports
from lvm_meet.model import Status

REPORTS = Reports(lexicon.load().book("actions"))


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("I've sent it.", Status.DONE),
        ("Oh, that's done.", Status.DONE),
        ("I'm still waiting for the numbers.", Status.BLOCKED),
        ("That isn't done yet.", Status.OPEN),
        ("I still have to call them.", Status.OPEN),
        ("Is it done?", None),
        ("As soon as it's done we go.", None),
        ("It's blue.", None),
        ("", None),
    ],
)
def test_status(text, status):
    assert REPORTS.status(text) is status
