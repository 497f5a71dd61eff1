from types import SimpleNamespace

import pytest

from lvm_meet.cli.batch_progress import BatchBar, state


@pytest.mark.parametrize(
    ("done", "skipped", "failed", "total", "elapsed", "expected"),
    [
        (0, 0, 0, 10, 5.0, "0 of 10"),
        (0, 7, 0, 10, 5.0, "7 of 10"),
        (20, 10, 0, 130, 10.0, "30 of 130, 2.0/s, 0:50 left"),
        (5, 0, 1, 12, 60.0, "6 of 12, 1 failed, 6.0/min, 1:00 left"),
        (2, 0, 0, None, 1.0, "2 meetings, 2.0/s"),
    ],
)
def test_rate_and_remaining_time(done, skipped, failed, total, elapsed, expected):
    count = SimpleNamespace(done=done, skipped=skipped, failed=failed)
    assert state(count, total=total, elapsed_s=elapsed) == expected


def test_in_a_log_there_are_only_lines(capsys):
    count = SimpleNamespace(done=1, skipped=0, failed=0)
    with BatchBar(count, total=2) as bar:
        bar.through()
        bar.say("failed: a\x1b[31m\nb")
    assert capsys.readouterr().err == "failed: a\N{REPLACEMENT CHARACTER}[31m b\n"
