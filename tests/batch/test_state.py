import resource
import subprocess
import sys
from pathlib import Path

import pytest

from lvm_meet.batch.records import Begun, Failed, Finished
from lvm_meet.batch.state import Journal, is_results_folder
from lvm_meet.errors import LvmError, OutputError, SettingsError

ROOT = Path(__file__).parents[2]


def begun(number: int) -> Begun:
    return Begun(f"/in/{number}.vtt", f"{number}.vtt", (f"{number}.vtt.json",))


def finished(number: int, *, made_by: str = "m") -> Finished:
    name = f"{number}.vtt"
    return Finished(f"/in/{name}", name, name, made_by, "h", 1, 2, (f"{name}.json",), (3,), {})


def record(folder: Path) -> Path:
    return folder / "run.jsonl"


def fill(folder: Path, count: int = 3) -> None:
    journal = Journal(folder)
    for number in range(count):
        journal.add(begun(number))
        journal.add(finished(number))
    journal.close()


def test_the_last_outcome_counts_and_comes_back(tmp_path):
    fill(tmp_path)
    journal = Journal(tmp_path)
    journal.add(Failed("/in/1.vtt", "1.vtt", "InputError", "is empty"))
    journal.add(finished(0, made_by="other"))
    journal.close()
    journal = Journal(tmp_path)
    outcomes = list(journal.outcomes())
    assert [type(each).__name__ for each in outcomes] == ["Finished", "Failed", "Finished"]
    assert journal.outcome("/in/0.vtt") == finished(0, made_by="other")
    assert journal.outcome("/in/9.vtt") is None
    assert journal.begun("/in/2.vtt") == begun(2)
    journal.close()


def test_wherever_a_kill_cuts_it_the_record_opens_and_what_was_whole_is_there(tmp_path):
    fill(tmp_path / "whole", 2)
    data = record(tmp_path / "whole").read_bytes()
    folder = tmp_path / "cut"
    folder.mkdir()
    for end in range(len(data) + 1):
        record(folder).write_bytes(data[:end])
        journal = Journal(folder)
        lines = data[:end].count(b"\n")
        assert len(list(journal.outcomes())) == max(0, lines - 1) // 2
        assert journal.damaged == 0
        journal.add(begun(7))
        journal.add(finished(7))
        journal.close()
        again = Journal(folder)
        assert again.outcome("/in/7.vtt") == finished(7)
        assert again.damaged == 0
        again.close()


def test_a_damaged_line_is_counted_and_what_it_said_is_done_again(tmp_path):
    fill(tmp_path)
    data = record(tmp_path).read_bytes().split(b"\n")
    data[4] = b"\0" * len(data[4])
    record(tmp_path).write_bytes(b"\n".join(data))
    journal = Journal(tmp_path)
    assert journal.damaged == 1
    assert journal.outcome("/in/1.vtt") is None
    assert journal.outcome("/in/2.vtt") == finished(2)
    journal.close()


def test_another_file_of_that_name_is_left_alone(tmp_path):
    record(tmp_path).write_text('{"mine": 1}\n')
    with pytest.raises(SettingsError, match="no run record"):
        Journal(tmp_path)
    assert record(tmp_path).read_text() == '{"mine": 1}\n'
    assert not is_results_folder(tmp_path)


def test_only_one_batch_at_a_time_and_a_kill_sets_it_free(tmp_path):
    script = (
        "import sys, time; from pathlib import Path; from lvm_meet.batch.state import Journal; "
        "j = Journal(Path(sys.argv[1])); print('open', flush=True); time.sleep(60)"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE
    )
    assert other.stdout is not None
    with other, other.stdout as said:
        assert said.readline() == b"open\n"
        with pytest.raises(SettingsError, match="another batch"):
            Journal(tmp_path)
        other.kill()
    Journal(tmp_path).close()
    assert is_results_folder(tmp_path)


def test_what_a_kill_left_unfinished_is_removed(tmp_path):
    spare = tmp_path / "a" / ".lvm-meet-0123.part"
    spare.parent.mkdir()
    spare.touch()
    (tmp_path / "a" / "mine.part").touch()
    Journal(tmp_path).close()
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == ["mine.part"]


def test_a_folder_that_cannot_be(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(LvmError) as caught:
        Journal(tmp_path / "file" / "out")
    assert str(tmp_path / "file") in str(caught.value)


def test_a_full_disk_leaves_the_record_as_it_was(tmp_path):
    fill(tmp_path)
    journal = Journal(tmp_path)
    before = record(tmp_path).read_bytes()
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 10, old[1]))
    try:
        with pytest.raises(OutputError):
            journal.add(begun(9))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
    assert record(tmp_path).read_bytes() == before
    assert journal.begun("/in/9.vtt") is None
    journal.add(begun(9))
    journal.close()
