"""From transcripts to the next agenda and back into the next analysis, end to end."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from icalendar import Calendar

from lvm_meet.cli.main import cli
from lvm_meet.errors import InputError, MissingError, OutputError, SettingsError
from lvm_meet.plans import read_plan

SAMPLES = Path(__file__).parents[2] / "samples"


def invoke(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [*map(str, arguments)])


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """Analyses of two samples, as a user saves them."""
    folder = tmp_path_factory.mktemp("saved")
    for name, day in (("standup", "2026-11-16"), ("council", "2026-11-23")):
        done = invoke(
            "analyze", SAMPLES / f"{name}.vtt", "--date", day, "-o", folder / f"{name}.json"
        )
        if isinstance(done.exception, MissingError):
            pytest.skip(str(done.exception))
        assert done.exit_code == 0, done.output
    return folder / "standup.json", folder / "council.json"


def test_a_draft_is_printed_and_comes_back(saved, tmp_path):
    printed = invoke("agenda", "next", *saved, "--date", "2026-12-01")
    assert printed.exit_code == 0
    path = tmp_path / "next.md"
    path.write_bytes(printed.stdout_bytes)
    plan = read_plan(path)
    assert plan.held.isoformat() == "2026-12-01"
    lines = re.findall(r"^\d+\. ", printed.stdout, re.MULTILINE)
    assert 3 < len(lines) == len(plan.items)
    assert all(item.planned_ms for item in plan.items)
    assert any(item.owner for item in plan.items)
    assert re.search(r"> From (standup|council), \d+ November 2026, at \d+:\d\d\.", printed.stdout)
    assert "Calls for managing: " in printed.stdout


def test_both_forms_have_the_same_items(saved, tmp_path):
    for name in ("next.md", "next.ics"):
        done = invoke("agenda", "next", *saved, "-o", tmp_path / name, "--date", "2026-12-01")
        assert done.exit_code == 0
        assert "wrote" in done.stderr
    assert read_plan(tmp_path / "next.md").items == read_plan(tmp_path / "next.ics").items


def test_the_event_begins_when_it_is_said(saved, tmp_path):
    arguments = ("--date", "2026-12-01", "--start", "9:30", "-f", "ics", "-o", tmp_path)
    assert invoke("agenda", "next", *saved, *arguments).exit_code == 0
    (event,) = Calendar.from_ical((tmp_path / "agenda-2026-12-01.ics").read_bytes()).walk("VEVENT")
    assert event["DTSTART"].dt.isoformat() == "2026-12-01T09:30:00"
    assert event["DTEND"].dt > event["DTSTART"].dt


def test_same_analyses_same_bytes(saved):
    arguments = ("agenda", "next", *saved, "--date", "2026-12-01", "-f", "ics")
    assert invoke(*arguments).stdout_bytes == invoke(*arguments).stdout_bytes


def test_the_next_analysis_takes_the_draft_as_its_agenda(saved, tmp_path):
    draft = tmp_path / "next.md"
    assert invoke("agenda", "next", saved[1], "-o", draft).exit_code == 0
    out = tmp_path / "next.json"
    done = invoke("analyze", SAMPLES / "standup.vtt", "--agenda", draft, "-o", out)
    assert done.exit_code == 0
    titles = [item.title for item in read_plan(draft).items]
    assert all(title in out.read_text("utf-8") for title in titles)


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["-f", "ics"], SettingsError),
        (["-f", "papyrus"], SettingsError),
        (["-o", "a.papyrus"], SettingsError),
        (["--date", "tomorrow"], SettingsError),
        (["--start", "9:30"], SettingsError),
        (["--date", "2026-12-01", "--start", "noon"], SettingsError),
        (["-o", "no such folder/a.md"], OutputError),
        ([__file__], InputError),
        (["no such file"], InputError),
    ],
)
def test_what_can_not_be_is_said(saved, arguments, error):
    assert isinstance(invoke("agenda", "next", saved[0], *arguments).exception, error)


def test_one_meeting_twice_is_no_series(saved):
    found = invoke("agenda", "next", saved[0], saved[0]).exception
    assert isinstance(found, SettingsError)
    assert "same meeting" in str(found)


def test_nothing_is_overwritten_unasked(saved, tmp_path):
    target = tmp_path / "a.md"
    target.write_text("mine")
    assert isinstance(invoke("agenda", "next", saved[0], "-o", target).exception, SettingsError)
    assert target.read_text() == "mine"
    assert invoke("agenda", "next", saved[0], "-o", target, "--force").exit_code == 0
    assert target.read_text() != "mine"


def test_the_last_meeting_s_experiment_is_checked(saved, tmp_path):
    for format_ in ("text", "md", "html"):
        shown = invoke("report", saved[0], "--previous", saved[1], "-f", format_)
        assert shown.exit_code == 0
        assert "Last time 1 of 2 directions had a step" in " ".join(shown.stdout.split())
        assert "Last time" not in invoke("report", saved[0], "-f", format_).stdout
    out = tmp_path / "checked.json"
    arguments = ("--date", "2026-11-16", "--previous", saved[1])
    assert invoke("analyze", SAMPLES / "standup.vtt", *arguments, "-o", out).exit_code == 0
    assert '"before_of": 2' in out.read_text("utf-8") or '"before_of":2' in out.read_text("utf-8")


def test_a_meeting_is_not_held_against_itself_nor_against_several(saved):
    same = invoke("report", saved[0], "--previous", saved[0])
    assert isinstance(same.exception, SettingsError)
    both = [SAMPLES / "standup.vtt", SAMPLES / "council.vtt"]
    assert isinstance(invoke("analyze", *both, "--previous", saved[0]).exception, SettingsError)


def test_a_last_meeting_without_an_experiment_is_told(saved):
    done = invoke("report", saved[1], "--previous", saved[0])
    assert done.exit_code == 0
    assert "nothing to try next time" in done.stderr
