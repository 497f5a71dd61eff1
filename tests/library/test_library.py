import multiprocessing
import os
import signal
import stat
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from lvm_meet.codec import dumps
from lvm_meet.errors import InputError, SettingsError
from lvm_meet.library.contents import conclusions, talk
from lvm_meet.library.library import Library
from lvm_meet.library.pseudonyms import key_path
from lvm_meet.library.records import About
from lvm_meet.library.search import search
from lvm_meet.library.values import Outcome, Selection

ROOT = Path(__file__).parents[2]


def add(library, *analyses, **about):
    return [library.add(each, about=About(**about)) for each in analyses]


def test_a_meeting_goes_in_once(library, a_meeting) -> None:
    first = library.add(a_meeting("monday"))
    again = library.add(a_meeting("monday"))
    other = library.add(a_meeting("tuesday"))
    assert [each.outcome for each in (first, again, other)] == ["added", "unchanged", "added"]
    assert first.id == again.id != other.id
    assert len(library.meetings()) == 2


def test_another_analysis_of_a_source_takes_the_place_of_the_earlier_one(
    library, a_meeting
) -> None:
    first = library.add(a_meeting("monday"), about=About(team="Alarm", type="kick-off"))
    shorter = a_meeting("monday")
    shorter = replace(shorter, insights=replace(shorter.insights, actions=()))
    second = library.add(shorter)
    assert second.outcome is Outcome.REPLACED
    assert second.id == first.id
    meeting = library.meeting("monday.vtt")
    assert (meeting.about.team, meeting.about.type) == ("Alarm", "kick-off")
    assert not [kind for _, kind in conclusions(library, meeting) if kind == "action"]
    assert len(search(library, "housing").talk) == len(search(library, "housings").talk) > 0


def test_what_is_known_beside_the_talk_can_change_alone(library, a_meeting) -> None:
    library.add(a_meeting("monday"), about=About(team="Alarm"))
    done = library.add(a_meeting("monday"), about=About(held=date(2026, 3, 1), type="retro"))
    assert done.outcome is Outcome.UPDATED
    about = library.meeting("Monday").about
    assert about == About("Monday", date(2026, 3, 1), "Alarm", "retro")


def test_everything_comes_back(library, a_meeting) -> None:
    analysis = a_meeting("monday", held=date(2026, 2, 3))
    library.add(analysis)
    (meeting,) = library.meetings()
    assert meeting.balance == analysis.style.balance
    assert meeting.index == analysis.style.index
    assert meeting.people == ("Anna Berg", "Tom", "Dr. Noor Haddad")
    assert meeting.about.held == meeting.day == date(2026, 2, 3)
    said = talk(library, meeting)
    assert [(s.ref, s.speaker, s.text) for s in said] == [
        (u.id, u.speaker, u.text) for u in analysis.utterances
    ]
    assert [s.start_ms for s in said] == [u.span.start_ms for u in analysis.utterances]
    kinds = [kind.value for _, kind in conclusions(library, meeting)]
    assert kinds.count("action") == len(analysis.insights.actions)
    assert kinds.count("decision") == len(analysis.insights.decisions)
    assert kinds.count("topic") == len(analysis.insights.topics)


@pytest.mark.parametrize(
    "name", ["empty", "untimed", "nameless", "hostile", "right to left", "long"]
)
def test_every_meeting_can_be_kept(library, a_meeting, analyses, name) -> None:
    analysis = analyses[name]
    done = library.add(analysis)
    meeting = library.meeting(str(done.id))
    assert len(talk(library, meeting)) == len(analysis.utterances)
    assert library.add(analysis).outcome is Outcome.UNCHANGED


def test_nobody_is_named_where_it_is_in_doubt_who_spoke(library, analyses) -> None:
    library.add(analyses["doubtful recording"])
    (meeting,) = library.meetings()
    assert not meeting.named
    assert meeting.people == ()
    assert {spot.speaker for spot in talk(library, meeting)} == {None}
    assert meeting.balance == analyses["doubtful recording"].style.balance


@pytest.mark.parametrize("name", ["1", "monday.vtt", "Monday", "sha"])
def test_a_meeting_is_found_by_whatever_names_it(library, a_meeting, name) -> None:
    analysis = a_meeting("monday")
    add(library, analysis, a_meeting("tuesday"))
    if name == "sha":
        name = analysis.transcript.source.sha256[:8]
    assert library.meeting(name).file == "monday.vtt"


def test_a_name_of_two_meetings_or_of_none_is_told(library, a_meeting) -> None:
    add(library, a_meeting("monday"), a_meeting("tuesday"), title="Weekly")
    with pytest.raises(SettingsError, match="2 meetings") as several:
        library.meeting("Weekly")
    assert "1, 2" in several.value.hint
    with pytest.raises(SettingsError, match="no meeting"):
        library.meeting("friday")


def test_meetings_are_selected_and_ordered_by_day(library, a_meeting) -> None:
    for number, (name, day) in enumerate(
        [("c", date(2026, 3, 1)), ("a", date(2026, 1, 1)), ("b", date(2026, 2, 1))]
    ):
        library.add(a_meeting(name, held=day), about=About(team="One" if number else "Two"))
    assert [each.file for each in library.meetings()] == ["a.vtt", "b.vtt", "c.vtt"]
    assert [each.file for each in library.meetings(Selection(team="one"))] == ["a.vtt", "b.vtt"]
    chosen = Selection(since=date(2026, 2, 1), until=date(2026, 2, 28))
    assert [each.file for each in library.meetings(chosen)] == ["b.vtt"]
    assert [each.file for each in library.aged(date(2026, 2, 1))] == ["a.vtt"]


def test_a_removed_meeting_is_gone_from_the_disk_and_its_number_is_never_given_again(
    library, a_meeting
) -> None:
    add(library, a_meeting("monday"), a_meeting("tuesday"))
    path = library.place.path
    assert path is not None
    assert b"steering group" in path.read_bytes()
    assert library.remove(library.meetings()) == 2
    left = b"".join(file.read_bytes() for file in path.parent.iterdir())
    for said in (b"steering", b"housing", b"Haddad", b"monday"):
        assert said not in left
    (again,) = add(library, a_meeting("monday"))
    assert again.id == 3


def test_a_removal_of_what_another_process_removed_counts_what_was_there(
    library, a_meeting
) -> None:
    add(library, a_meeting("monday"))
    meetings = library.meetings()
    assert library.remove(meetings) == 1
    assert library.remove(meetings) == 0


def test_files_and_folders_are_for_their_owner_only(library, a_meeting, data) -> None:
    library.add(a_meeting("monday"))
    library.agree(pseudonymise=False, redact=False)
    found = [data, *data.rglob("*")]
    assert len(found) >= 3
    for path in found:
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_pseudonyms_are_stable_and_the_key_lies_apart(library, a_meeting, data) -> None:
    policy = library.agree(pseudonymise=True, redact=False)
    add(library, a_meeting("monday"), a_meeting("tuesday"))
    one, other = library.meetings()
    assert one.people == other.people == ("P1", "P2", "P3")
    path = library.place.path
    assert path is not None
    everything = b"".join(file.read_bytes() for file in path.parent.iterdir())
    for name in (b"Anna", b"Berg", b"Tom", b"Noor", b"Haddad"):
        assert name not in everything
    key = key_path(policy.key, None)
    assert key.parent != path.parent
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert "Anna Berg" in key.read_text("utf-8")
    assert library.add(a_meeting("monday")).outcome is Outcome.UNCHANGED


def test_whoever_is_in_no_meeting_any_more_is_forgotten_in_the_key(library, a_meeting) -> None:
    policy = library.agree(pseudonymise=True, redact=False)
    add(library, a_meeting("monday"))
    library.remove(library.meetings())
    assert "Anna Berg" not in key_path(policy.key, None).read_text("utf-8")
    add(library, a_meeting("monday"))
    assert library.meetings()[0].people == ("P4", "P5", "P6")  # a number is never given twice


def test_without_its_key_nothing_is_added(library, a_meeting, tmp_path) -> None:
    policy = library.agree(pseudonymise=True, redact=False)
    add(library, a_meeting("monday"))
    key = key_path(policy.key, None)
    kept = key.rename(tmp_path / "kept.json")
    with pytest.raises(InputError, match="is missing"):
        library.add(a_meeting("tuesday"))
    assert len(library.meetings()) == 1
    opened = Library.open(key=kept)
    assert opened.add(a_meeting("tuesday")).outcome is Outcome.ADDED
    assert opened.meetings()[1].people == ("P1", "P2", "P3")


def test_what_is_hidden_is_settled_with_the_first_meeting(library, a_meeting) -> None:
    add(library, a_meeting("monday"))
    with pytest.raises(SettingsError, match="added without"):
        library.agree(pseudonymise=True, redact=True)
    assert library.agree(pseudonymise=False, redact=False) == library.policy()


def test_later_meetings_are_hidden_too_without_being_asked_for(library, a_meeting) -> None:
    library.agree(pseudonymise=True, redact=True)
    library.agree(pseudonymise=False, redact=False)
    library.add(a_meeting("monday"))
    assert library.meetings()[0].people == ("P1", "P2", "P3")
    assert library.meetings()[0].redacted


def test_an_unknown_folder_is_made_and_one_that_was_there_stays_as_it_is(
    a_meeting, tmp_path
) -> None:
    shared = tmp_path / "shared"
    shared.mkdir(mode=0o755)
    Library.open(str(shared / "team.sqlite"), create=True).add(a_meeting("monday"))
    assert stat.S_IMODE(shared.stat().st_mode) == 0o755
    assert stat.S_IMODE((shared / "team.sqlite").stat().st_mode) == 0o600


def test_a_file_that_others_could_read_is_closed(library, a_meeting) -> None:
    library.add(a_meeting("monday"))
    path = library.place.path
    assert path is not None
    path.chmod(0o644)
    Library.open()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_there_is_no_library_before_something_is_added(data) -> None:
    with pytest.raises(InputError, match="no library yet"):
        Library.open()
    assert not data.exists()


_ADDING = """
import sys
from lvm_meet.codec import loads
from lvm_meet.library.library import Library
from dataclasses import replace
import hashlib
analysis = loads(open(sys.argv[1], encoding="utf-8").read())
library = Library.open(create=True)
print("ready", flush=True)
for number in range(int(sys.argv[3])):
    name = f"{sys.argv[2]}-{number}"
    source = replace(analysis.transcript.source, name=name,
                     sha256=hashlib.sha256(name.encode()).hexdigest())
    library.add(replace(analysis, transcript=replace(analysis.transcript, source=source)))
"""


def writer(analysis: Path, name: str, number: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _ADDING, str(analysis), name, str(number)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def saved(a_meeting, tmp_path) -> Path:
    path = tmp_path / "analysis.json"
    path.write_text(dumps(a_meeting("monday")), "utf-8")
    return path


def test_two_processes_add_at_the_same_time_also_to_a_new_library(saved) -> None:
    writers = [writer(saved, name, 15) for name in ("one", "two")]
    for each in writers:
        _, errors = each.communicate(timeout=120)
        assert each.returncode == 0, errors
    library = Library.open()
    assert sorted(each.file for each in library.meetings()) == sorted(
        f"{name}-{number}" for name in ("one", "two") for number in range(15)
    )
    assert all(len(talk(library, each)) == 30 for each in library.meetings())


@pytest.mark.parametrize("wait", [0.0, 0.03, 0.1, 0.3])
def test_a_writer_that_is_killed_loses_nothing_and_leaves_nothing_half(saved, wait) -> None:
    process = writer(saved, "killed", 10_000)
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "ready"
    time.sleep(wait)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)
    library = Library.open()
    meetings = library.meetings()
    assert all(len(talk(library, each)) == 30 for each in meetings)
    assert [each.file for each in meetings] == [f"killed-{n}" for n in range(len(meetings))]
    with library.store.read() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        search_index = "INSERT INTO utterance_fts(utterance_fts) VALUES ('integrity-check')"
        connection.exec_driver_sql(search_index)
    process = writer(saved, "next", 1)
    assert process.communicate(timeout=60)[1] == ""
    assert len(library.meetings()) == len(meetings) + 1


def _hold(path: str, ready, go) -> None:
    import sqlite3

    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    ready.set()
    go.wait(60)
    connection.execute("ROLLBACK")


def test_a_reader_is_not_kept_waiting_by_a_writer(library, a_meeting) -> None:
    library.add(a_meeting("monday"))
    context = multiprocessing.get_context("spawn")
    ready, go = context.Event(), context.Event()
    holder = context.Process(target=_hold, args=(str(library.place.path), ready, go))
    holder.start()
    try:
        assert ready.wait(60)
        assert len(library.meetings()) == 1
    finally:
        go.set()
        holder.join(60)
    assert os.name == "nt" or holder.exitcode == 0
