"""What is done, skipped and put on record; the work itself is as small as it can be here."""

import hashlib
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from lvm_meet.batch.records import Finished
from lvm_meet.batch.run import Order, Run, started
from lvm_meet.batch.state import Journal
from lvm_meet.batch.values import About, Done, Job, Meeting
from lvm_meet.engines import Crew
from lvm_meet.engines.boundary import attempt
from lvm_meet.engines.serial import Serial
from lvm_meet.errors import InputError, OutputError
from lvm_meet.files import make_folder, write_together
from lvm_meet.model import Plan, Provenance

MADE = Provenance("1", 2, "settings", "lexicons", "encoder", "rules")


@dataclass(frozen=True)
class Copy:
    """The work: copies what it reads, and refuses what says so."""

    log: list[str]

    def prepare(self) -> Callable[[Job], Done]:
        return self.run

    def run(self, job: Job) -> Done:
        self.log.append(job.meeting.name)
        data = Path(job.meeting.path).read_bytes()
        if data == b"bad":
            raise InputError("is bad", path=job.meeting.path, hint="mend it")
        if data == b"full":
            raise OutputError("the disk is full", path="x")
        if data == b"elsewhere":
            return Done("0", 0, 0, (4,), {})
        contents = {Path(target): data for _, target in job.targets}
        for target in contents:
            make_folder(target.parent)
        write_together(contents)
        state = Path(job.meeting.path).stat()
        digest = hashlib.sha256(data).hexdigest()
        return Done(digest, state.st_size, state.st_mtime_ns, (len(data),) * len(contents), {})


@dataclass(frozen=True)
class Desk:
    folder: Path

    def put(self, name: str, text: str = "talk") -> Meeting:
        path = self.folder / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return Meeting(str(path), name)

    @property
    def out(self) -> Path:
        return self.folder / "out"

    def order(self, **facts: object) -> Order:
        plain = Order((("json", ".json"),), MADE, lambda: "", lambda meeting: About())
        return replace(plain, **facts)

    def run(self, meetings: Iterable[Meeting | None], **facts: object) -> list[str]:
        """The names of those that were worked on."""
        journal, log = Journal(self.out), []
        order = self.order(**facts)
        try:
            run = Run(journal, order)
            start = started(order, engine="serial", jobs=1)
            list(run.over(meetings, engine=Serial(Crew()), work=Copy(log), start=start))
        finally:
            journal.close()
        return log

    def files(self) -> dict[str, str]:
        return {
            path.relative_to(self.out).as_posix(): path.read_text()
            for path in sorted(self.out.rglob("*.json"))
        }


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_what_is_finished_is_skipped_until_something_changes(desk):
    meetings = [desk.put("a/x.vtt"), desk.put("b/x.vtt"), desk.put("a/x.srt")]
    assert desk.run(meetings) == ["a/x.vtt", "b/x.vtt", "a/x.srt"]
    assert desk.run(meetings) == []
    desk.put("b/x.vtt", "more talk")
    assert desk.run(meetings) == ["b/x.vtt"]
    assert desk.files()["b/x.vtt.json"] == "more talk"
    (desk.out / "a/x.vtt.json").unlink()
    assert desk.run(meetings) == ["a/x.vtt"]
    assert len(desk.run(meetings, resume=False)) == 3
    assert len(desk.run(meetings, provenance=replace(MADE, lexicons="others"))) == 3
    planned = About(plan=Plan(title="Kick-off"))
    assert len(desk.run(meetings, about=lambda meeting: planned)) == 3
    assert list(desk.files()) == ["a/x.srt.json", "a/x.vtt.json", "b/x.vtt.json"]


def test_a_file_that_was_only_touched_is_not_done_again(desk):
    meeting = desk.put("x.vtt")
    desk.run([meeting])
    os.utime(meeting.path, (1, 1))
    assert desk.run([meeting]) == []
    journal = Journal(desk.out)
    found = journal.outcome(meeting.key)
    journal.close()
    assert isinstance(found, Finished)
    assert found.mtime_ns == 10**9


def test_another_team_changes_the_summary_and_no_result(desk):
    meeting = desk.put("x.vtt")
    desk.run([meeting])
    assert desk.run([meeting], about=lambda each: About(team="red")) == []
    assert "x.vtt,x.vtt,red," in (desk.out / "summary.csv").read_text()


def test_a_further_format_is_made_and_an_old_one_stays(desk):
    meeting = desk.put("x.vtt")
    desk.run([meeting])
    both = (("json", ".json"), ("md", ".md"))
    assert desk.run([meeting], formats=both) == ["x.vtt"]
    assert desk.run([meeting]) == []
    assert desk.run([meeting], formats=both) == []
    assert (desk.out / "x.vtt.md").exists()


def test_a_file_that_is_not_ours_is_never_overwritten(desk):
    meeting = desk.put("x.vtt")
    desk.out.mkdir()
    (desk.out / "x.vtt.json").write_text("mine")
    desk.run([meeting])
    assert desk.files() == {"x.vtt.json": "mine", "x.vtt~2.json": "talk"}
    (desk.out / "x.vtt~2.md").write_text("mine")
    desk.run([meeting], formats=(("json", ".json"), ("md", ".md")))
    assert (desk.out / "x.vtt~2.md").read_text() == "mine"
    assert (desk.out / "x.vtt~3.md").read_text() == "talk"


def test_two_runs_from_folders_of_one_name_do_not_meet(desk):
    first, second = desk.put("a/x.vtt", "one"), desk.put("b/x.vtt", "two")
    desk.run([replace(first, name="x.vtt")])
    desk.run([replace(second, name="x.vtt")])
    assert desk.files() == {"x.vtt.json": "one", "x.vtt~2.json": "two"}
    assert desk.run([replace(second, name="x.vtt"), replace(first, name="x.vtt")]) == []


def test_one_that_fails_is_on_record_and_tried_again(desk):
    meetings = [desk.put("a.vtt"), desk.put("b.vtt", "bad"), desk.put("c.vtt")]
    assert desk.run(meetings) == ["a.vtt", "b.vtt", "c.vtt"]
    failures = (desk.out / "failures.csv").read_text("utf-8-sig").splitlines()
    assert failures[1:] == [f"b.vtt,{meetings[1].path}: is bad,mend it"]
    desk.put("b.vtt", "good")
    assert desk.run(meetings) == ["b.vtt"]
    assert len((desk.out / "failures.csv").read_text().splitlines()) == 1


def test_where_nothing_can_be_written_any_more_it_stops(desk):
    meetings = [desk.put(f"{number:02}.vtt", "full") for number in range(20)]
    with pytest.raises(OutputError, match="in a row"):
        desk.run(meetings)
    assert len((desk.out / "failures.csv").read_text().splitlines()) == 6


def test_results_that_a_worker_wrote_elsewhere_are_a_failure(desk):
    here, there = desk.put("here.vtt"), desk.put("there.vtt", "elsewhere")
    assert desk.run([here, there]) == ["here.vtt", "there.vtt"]
    failures = (desk.out / "failures.csv").read_text("utf-8-sig")
    assert "there.vtt" in failures
    assert "not in the folder of the results" in failures
    assert "shared disk" in failures
    assert desk.run([here, there]) == ["there.vtt"]


def test_a_missing_model_for_recordings_is_the_meetings_own_failure(desk, monkeypatch):
    meeting = desk.put("x.vtt")
    Path(meeting.path).write_bytes(b"RIFF\0\0\0\0WAVEfmt " + bytes(100))

    def missing() -> str:
        raise InputError("there is no model")

    assert desk.run([meeting], ears=missing) == ["x.vtt"]


def test_the_record_is_begun_before_the_work_and_ends_with_the_sums(desk):
    meetings = [desk.put("a.vtt"), None, desk.put("b.vtt", "bad")]
    desk.run(meetings)
    lines = (desk.out / "run.jsonl").read_text().splitlines()
    events = [line.split('"')[3] for line in lines]
    assert events == ["batch", "start", "begin", "done", "begin", "failed", "end"]
    assert '"done": 1, "skipped": 0, "failed": 1, "stopped": false' in lines[-1]


class Ahead:
    """An engine that takes what comes before anything is done."""

    def map(self, work, items):
        run, taken = work.prepare(), []
        for item in items:
            if item is not None:
                taken.append(item)
            elif taken:
                yield attempt(run, taken.pop(0))
        yield from (attempt(run, item) for item in taken)


@pytest.mark.parametrize("after", [[], [None, None, None]])
def test_a_meeting_that_comes_again_while_it_is_at_work_waits_for_that(desk, after):
    one, other = desk.put("x.vtt"), desk.put("y.vtt")
    journal, log = Journal(desk.out), []
    run, start = Run(journal, desk.order()), started(desk.order(), engine="", jobs=1)
    steps = run.over([one, one, other, one, *after], engine=Ahead(), work=Copy(log), start=start)
    assert len(list(steps)) == 2
    journal.close()
    assert sorted(log) == ["x.vtt", "y.vtt"]
    assert (run.count.done, run.count.skipped) == (2, 1)
