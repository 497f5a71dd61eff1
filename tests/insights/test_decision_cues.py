import time

import pytest

from lvm_meet.insights.decision_cues import trimmed

TAILS = ("okay", "all right", "you know")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("So we take it, okay?", "we take it"),
        ("we take it -- (you know), all right, okay", "we take it"),
        ("Well, so: we take it.", "we take it"),
        ("we take the well", "we take the well"),
        ("it's not okay for us", "it's not okay for us"),
        ("soap", "soap"),
        ("okay", ""),
        ("", ""),
    ],
)
def test_edges_go_and_the_rest_stays(text, expected):
    assert trimmed(text, openings=("so", "well"), tails=TAILS) == expected


@pytest.mark.parametrize("sign", [".", "(", "' ", "okay ", "a"])
def test_marks_without_end_take_no_time(sign):
    began = time.process_time()
    trimmed(f"{sign * 20_000}x {sign * 20_000}y", openings=("so",), tails=TAILS)
    assert time.process_time() - began < 1
