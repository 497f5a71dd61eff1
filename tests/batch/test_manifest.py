from datetime import date
from pathlib import Path

import pytest

from lvm_meet.batch.manifest import read_manifest
from lvm_meet.batch.values import About
from lvm_meet.errors import InputError, LvmError


def write(folder: Path, text: str, *, encoding: str = "utf-8") -> Path:
    for name in ("a.vtt", "sub/b.vtt"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).touch()
    (folder / "agenda.md").write_text("- Budget (15 min)\n- Hiring\n")
    path = folder / "meetings.csv"
    path.write_bytes(text.encode(encoding))
    return path


WHOLE = (
    "file,title,date,team,type,participants,rename,agenda\n"
    'a.vtt,Kick-off,2026-05-31,red,kick-off,"Dana=Team lead; Li=Designer; Sam",'
    '"SPEAKER_01=Dana; SPEAKER_02=Li",agenda.md\n'
    "sub/b.vtt,,,,,,,\n"
)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_a_spreadsheet_writes_is_read(tmp_path, delimiter, encoding):
    text = WHOLE if delimiter == "," else WHOLE.replace(",", delimiter)
    table = read_manifest(write(tmp_path, text.replace("\n", "\r\n"), encoding=encoding))
    first, second = table.meetings
    assert (first.name, second.name) == ("a.vtt", "sub/b.vtt")
    about = table.of(first)
    assert (about.plan.title, about.plan.held) == ("Kick-off", date(2026, 5, 31))
    assert about.plan.roles == (("Dana", "Team lead"), ("Li", "Designer"))
    assert [item.title for item in about.plan.items] == ["Budget", "Hiring"]
    assert (about.team, about.type) == ("red", "kick-off")
    assert about.rename == (("SPEAKER_01", "Dana"), ("SPEAKER_02", "Li"))
    assert table.of(second) == About()


def test_a_file_may_also_lie_below_the_folders(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "c.vtt").touch()
    path = write(tmp_path, "file\nc.vtt\n")
    table = read_manifest(path, folders=[str(tmp_path / "in")])
    assert [meeting.key for meeting in table.meetings] == [str(tmp_path / "in" / "c.vtt")]


def test_columns_that_mean_nothing_are_told(tmp_path):
    table = read_manifest(write(tmp_path, "Room,FILE\n4,a.vtt\n\n"))
    assert table.unused == ("Room",)
    assert len(table.meetings) == 1


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "no column 'file'"),
        ("name,title\na.vtt,x\n", 1, "no column 'file'"),
        ("file,particpants\na.vtt,x\n", 1, "is that 'participants'?"),
        ("file,titel\na.vtt,x\n", 1, "is that 'title'?"),
        ("file,file\na.vtt,x\n", 1, "two columns"),
        ("file\n", None, "lists no meeting"),
        ("file\na.vtt\nnothing.vtt\n", 3, "no such file"),
        ("file,title\n,x\n", 2, "names no file"),
        ("file\na.vtt\n./a.vtt\n", 3, "stands in line 2 already"),
        ("file,date\na.vtt,31.5.2026\n", 2, "no day"),
        ("file,participants\na.vtt,=Lead\n", 2, "no participant"),
        ("file,participants\na.vtt,Dana=\n", 2, "no participant"),
        ("file,participants\na.vtt,Dana=A;Dana=B\n", 2, "two roles"),
        ("file,rename\na.vtt,Dana\n", 2, "renaming"),
        ("file,agenda\na.vtt,nothing.md\n", 2, "can't be read"),
        ('file,title\na.vtt,"x\n', 2, "no CSV"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path, text, line, words):
    path = write(tmp_path, text)
    with pytest.raises(InputError, match=words.replace("?", r"\?")) as caught:
        read_manifest(path)
    assert (caught.value.path, caught.value.line) == (str(path), line)


@pytest.mark.parametrize("data", [b"\xff\xff\xff", b"file\n\xe4.vtt\n", b"\0\0"])
def test_what_is_no_text_is_refused(tmp_path, data):
    path = tmp_path / "m.csv"
    path.write_bytes(data)
    with pytest.raises(LvmError):
        read_manifest(path)
