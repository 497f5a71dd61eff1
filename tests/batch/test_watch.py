import os
from pathlib import Path

import pytest

from lvm_meet.batch.sources import Filter
from lvm_meet.batch.watch import LOOK_S, QUIET_S, Arrivals

TALK = "Anna: so where do we stand with the budget?\n"


class Clock:
    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def arrivals(tmp_path: Path, clock: Clock) -> Arrivals:
    return Arrivals(str(tmp_path), wanted=Filter(out=tmp_path / "out"), clock=clock)


def write(path: Path, text: str, *, at: float) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    os.utime(path, (at, at))


def look(arrivals: Arrivals) -> list[str]:
    return [meeting.name for meeting in arrivals.look()]


def test_a_file_that_grows_is_waited_for(tmp_path, arrivals, clock):
    for part in range(1, 5):
        write(tmp_path / "x.vtt", TALK * part, at=clock.now)
        assert look(arrivals) == []
        clock.now += QUIET_S / 2
    clock.now += QUIET_S
    assert look(arrivals) == ["x.vtt"]
    assert look(arrivals) == []


def test_what_was_there_before_is_complete_and_what_changes_comes_again(tmp_path, arrivals, clock):
    write(tmp_path / "sub/x.vtt", TALK, at=clock.now - 60)
    assert look(arrivals) == ["sub/x.vtt"]
    write(tmp_path / "sub/x.vtt", TALK * 2, at=clock.now)
    assert look(arrivals) == []
    clock.now += QUIET_S
    assert look(arrivals) == ["sub/x.vtt"]


@pytest.mark.parametrize("other", ["x.vtt.part", ".x.vtt", "elsewhere/x.tmp"])
def test_a_rename_makes_it_complete_at_once(tmp_path, arrivals, clock, other):
    write(tmp_path / other, TALK, at=clock.now)
    assert look(arrivals) == []
    (tmp_path / other).rename(tmp_path / "x.vtt")
    assert look(arrivals) == ["x.vtt"]


def test_a_second_link_to_a_growing_file_is_no_rename(tmp_path, arrivals, clock):
    write(tmp_path / "x.part", TALK, at=clock.now)
    assert look(arrivals) == []
    (tmp_path / "x.vtt").hardlink_to(tmp_path / "x.part")
    assert look(arrivals) == []


def test_empty_files_results_and_other_files_are_no_meetings(tmp_path, arrivals, clock):
    write(tmp_path / "x.vtt", "", at=clock.now - 60)
    write(tmp_path / "picture.png", TALK, at=clock.now - 60)
    write(tmp_path / "out/x.vtt", TALK, at=clock.now - 60)
    write(tmp_path / ".hidden/x.vtt", TALK, at=clock.now - 60)
    assert look(arrivals) == []
    write(tmp_path / "x.vtt", TALK, at=clock.now - 60)
    assert look(arrivals) == []
    clock.now += QUIET_S
    assert look(arrivals) == ["x.vtt"]


def test_it_never_ends_and_looks_now_and_then(tmp_path, arrivals, clock):
    coming = iter(arrivals)
    assert next(coming) is None
    write(tmp_path / "x.vtt", TALK, at=clock.now - 60)
    assert next(coming) is None
    clock.now += LOOK_S
    found = next(coming)
    assert found is not None
    assert found.path == str(tmp_path / "x.vtt")
    assert next(coming) is None
