"""What `analyze` is told about a meeting: its title, day, agenda and roles, and how long to be."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lvm_meet.cli.main import cli
from lvm_meet.errors import InputError, SettingsError

SAMPLES = Path(__file__).parents[2] / "samples"
MEETING, OTHER = str(SAMPLES / "standup.vtt"), str(SAMPLES / "clinic.txt")
AGENDA = "# Agenda\n\n- Double booking bug (5 min)\n- Payroll (20 min, owner: Tom)\n"
INVITATION = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//x//EN
BEGIN:VEVENT
UID:1
DTSTAMP:20260301T080000Z
DTSTART:20260306T090000Z
SUMMARY:Stand-up of March
DESCRIPTION:Agenda:\\n- Double booking bug (5 min)\\n- Payroll
END:VEVENT
END:VCALENDAR
"""


def analyze(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["analyze", *map(str, arguments)])


def document(*options: str | Path) -> dict:
    done = analyze(MEETING, "-f", "json", *options)
    assert done.exit_code == 0, done.exception
    return json.loads(done.stdout)


@pytest.fixture
def agenda(tmp_path):
    path = tmp_path / "agenda.md"
    path.write_text(AGENDA, "utf-8")
    return path


def test_the_agenda_is_held_against_the_talk(agenda):
    found = document("--agenda", agenda)["insights"]["agenda"]
    assert found["origin"] == "file"
    bug, payroll = found["items"]
    assert (bug["title"], bug["planned_ms"]) == ("Double booking bug", 300_000)
    assert bug["utterances"] and bug["spent_ms"] > 0
    assert (payroll["title"], payroll["owner"]) == ("Payroll", "Tom")
    assert payroll["utterances"] == []


def test_an_invitation_gives_title_and_day_as_well_and_options_go_first(tmp_path):
    invitation = tmp_path / "invitation.ics"
    invitation.write_bytes(INVITATION.replace("\n", "\r\n").encode())
    found = document("--agenda", invitation)
    assert found["title"] == "Stand-up of March"
    assert found["insights"]["held"] == "2026-03-06"
    assert len(found["insights"]["agenda"]["items"]) == 2
    found = document("--agenda", invitation, "--title", "Ours", "--date", "2026-11-20")
    assert found["title"] == "Ours"
    assert found["insights"]["held"] == "2026-11-20"


def test_a_day_turns_what_is_due_into_dates():
    def days(*options):
        return [row["due"] for row in document(*options)["insights"]["actions"] if row["due"]]

    without, with_day = days(), days("--date", "2026-11-17")  # a Tuesday
    assert without and all(due["day"] is None for due in without)
    assert {due["text"] for due in without} <= {due["text"] for due in with_day}
    known = {due["day"] for due in with_day} - {None}
    assert known and all("2026-11-17" <= day <= "2026-11-30" for day in known)


def test_the_day_in_the_name_of_the_file_is_that_of_the_meeting(tmp_path):
    path = tmp_path / "2026-11-17 stand-up.vtt"
    path.write_bytes(Path(MEETING).read_bytes())
    assert json.loads(analyze(path, "-f", "json").stdout)["insights"]["held"] == "2026-11-17"
    done = analyze(path, "-f", "json", "--date", "2026-11-18")
    assert json.loads(done.stdout)["insights"]["held"] == "2026-11-18"


def test_roles_stand_beside_their_names():
    options = ("--role", "priya raman=Team lead", "--role", "Zoë=Designer = UX")
    found = document(*options, "--rename", "Zoë Lindqvist=Zoë")
    assert found["profile"]["roles"] == [
        ["Priya Raman", "Team lead"],
        ["Zoë", "Designer = UX"],
    ]


def test_a_role_needs_somebody_who_has_it_in_one_of_the_meetings(tmp_path):
    done = analyze(MEETING, "--role", "Pria Raman=Team lead")
    assert isinstance(done.exception, SettingsError)
    assert "Pria Raman" in str(done.exception) and "Priya Raman" in done.exception.hint
    assert done.stdout == ""
    both = (MEETING, OTHER, "-f", "json", "-o", tmp_path)
    assert analyze(*both, "--role", "Priya Raman=Team lead").exit_code == 0
    done = analyze(*both, "--force", "--role", "Priya Raman=Team lead", "--role", "Pria=Chair")
    assert isinstance(done.exception, SettingsError) and "is called Pria in" in str(done.exception)
    assert len(list(tmp_path.iterdir())) == 2


def test_a_summary_has_as_many_sentences_as_were_asked_for():
    def said(*options):
        return document(*options)["insights"]["summary"]["sentences"]

    assert len(said("--sentences", "2")) == 2
    assert 5 <= len(said()) == len(said("--sentences", "0")) <= 10
    assert len(said("--sentences", "3")) == 3


@pytest.mark.parametrize("title", ["Weekly", "  Weekly\t"])
def test_the_title_heads_the_report(title):
    assert document("--title", title)["title"] == "Weekly"
    assert "Weekly" in "".join(analyze(MEETING, "--title", title).stdout.splitlines()[:3])


def test_a_title_of_blanks_is_none():
    assert document("--title", " ")["title"] == ""


@pytest.mark.parametrize("option", ["--agenda", "--date"])
def test_what_belongs_to_one_meeting_is_refused_for_several(tmp_path, agenda, option):
    value = agenda if option == "--agenda" else "2026-11-20"
    done = analyze(MEETING, OTHER, "-o", tmp_path / "out", option, value)
    assert isinstance(done.exception, SettingsError)
    assert option in str(done.exception) and done.exception.hint
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--date", "2026-02-30"], "no day"),
        (["--date", "Friday"], "no day"),
        (["--date", ""], "no day"),
        (["--role", "Priya Raman"], "no role"),
        (["--role", "=lead"], "no role"),
        (["--role", "Priya Raman= "], "no role"),
        (["--role", "A=B", "--role", "A=C"], "two roles"),
    ],
)
def test_what_can_not_be_is_a_usage_error(options, words):
    done = analyze(MEETING, *options)
    assert isinstance(done.exception, SettingsError)
    assert words in str(done.exception) and done.exception.hint
    assert done.stdout == ""


@pytest.mark.parametrize("number", ["-1", "101", "many"])
def test_how_long_a_summary_can_be(number):
    done = analyze(MEETING, "--sentences", number)
    assert done.exit_code == 2
    assert "--sentences" in done.stderr


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "can't be read"),
        (b"", "no agenda item"),
        (b"\n \n", "no agenda item"),
        (b"- Caf\xe9 (5 min)\n", "UTF-8"),
        (b"- a\0b\n", "not a text file"),
        (b"- item\n" * 101, "101 items"),
        (b"x" * 1_000_001, "too long"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "calendar"),
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR\r\n", "no meeting"),
    ],
)
def test_an_agenda_that_is_none(tmp_path, content, words):
    path = tmp_path / "agenda.txt"
    if content is not None:
        path.write_bytes(content)
    done = analyze(MEETING, "--agenda", path)
    assert isinstance(done.exception, InputError)
    assert words in str(done.exception) and done.exception.hint
    assert done.exception.path == str(path)
    assert done.stdout == ""


def test_an_agenda_of_long_lines_takes_no_time(tmp_path):
    path = tmp_path / "agenda.md"
    path.write_text(
        f"- Budget {'-' * 60_000}x\n- Pumps {' ' * 60_000}(\n- {'(' * 60_000}\n", "utf-8"
    )
    items = document("--agenda", path)["insights"]["agenda"]["items"]
    assert [item["title"].split()[0] for item in items][:2] == ["Budget", "Pumps"]
