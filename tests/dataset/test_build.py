import json
import os
import random
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from lvm_meet.dataset import Added, Format, Gathering, Told, build
from lvm_meet.dataset.spool import packed, unpacked
from lvm_meet.dataset.tables import rows_of
from lvm_meet.errors import InputError, OutputError, SettingsError
from lvm_meet.settings import DatasetSettings

PLAIN = DatasetSettings()


def contents(folder):
    return {item.name: item.read_bytes() for item in folder.iterdir()}


def renamed_file(analysis, name):
    source = replace(analysis.transcript.source, name=name)
    return replace(analysis, transcript=replace(analysis.transcript, source=source))


@pytest.mark.parametrize("seed", range(3))
def test_any_order_gives_the_same_bytes(tmp_path, everything, meetings, write, seed):
    order = list(meetings.values())
    random.Random(seed).shuffle(order)
    write(tmp_path / "set", order)
    assert contents(tmp_path / "set") == contents(everything)


def test_rows_come_back_from_the_disk(meetings):
    for analysis in meetings.values():
        rows = rows_of(analysis, settings=PLAIN)
        assert unpacked(packed(rows)) == rows


def test_a_meeting_that_comes_twice_counts_once(tmp_path, meetings):
    kickoff = meetings["kickoff"]
    names = ("b.vtt", "a.vtt", "c.vtt")
    results = []
    for order in (names, names[::-1]):
        with Gathering(tmp_path, settings=PLAIN) as gathering:
            added = [
                gathering.add(renamed_file(kickoff, name), path=f"/x/{name}") for name in order
            ]
            assert added == [Added.NEW, Added.SAME, Added.SAME]
            assert (gathering.count, gathering.different) == (1, [])
            out = tmp_path / order[0]
            gathering.write(out, formats=(Format.CSV,))
            results.append(contents(out))
    assert results[0] == results[1]
    assert b",a.vtt," in results[0]["meetings.csv"]


def test_team_and_type_are_told_beside_the_analysis(tmp_path, meetings):
    kickoff = meetings["kickoff"]
    results = []
    for tolds in ((Told("Alarm", "kick-off"), Told()), (Told(), Told("Alarm", "kick-off"))):
        with Gathering(tmp_path, settings=PLAIN) as gathering:
            added = [gathering.add(kickoff, path=str(n), told=each) for n, each in enumerate(tolds)]
            assert added == [Added.NEW, Added.SAME]
            out = tmp_path / f"set{len(results)}"
            gathering.write(out, formats=(Format.CSV,))
            results.append(contents(out))
    assert results[0] == results[1]
    assert b",Alarm,kick-off," in results[0]["meetings.csv"]


def test_one_meeting_analysed_in_two_ways_is_left_out(tmp_path, meetings):
    kickoff = meetings["kickoff"]
    other = replace(kickoff, provenance=replace(kickoff.provenance, lexicons="00" * 32))
    with Gathering(tmp_path, settings=PLAIN) as gathering:
        assert gathering.add(kickoff, path="a") is Added.NEW
        assert gathering.add(other, path="b") is Added.DIFFERENT
        assert gathering.add(kickoff, path="c") is Added.DIFFERENT
        gathering.add(meetings["one unit"], path="d")
        assert gathering.different == [("a", "b", "c")]
        assert gathering.count == 1
        rows = gathering.write(tmp_path / "set", formats=(Format.CSV,)).rows
    assert (rows["meetings"], rows["units"]) == (1, 1)


def test_without_a_meeting_nothing_is_written(tmp_path):
    with Gathering(tmp_path, settings=PLAIN) as gathering, pytest.raises(InputError):
        gathering.write(tmp_path / "set", formats=(Format.CSV,))
    assert list(tmp_path.iterdir()) == []


def test_what_waits_has_no_name(tmp_path, meetings):
    with Gathering(tmp_path, settings=PLAIN) as gathering:
        gathering.add(meetings["kickoff"], path="a")
        assert list(tmp_path.iterdir()) == []


def test_a_data_set_is_not_overwritten(tmp_path, meetings, write):
    out = tmp_path / "set"
    write(out, [meetings["kickoff"]])
    before = contents(out)
    with pytest.raises(SettingsError, match="already"):
        write(out, [meetings["one unit"]])
    assert contents(out) == before
    write(out, [meetings["one unit"]], formats=(Format.CSV,), force=True)
    assert "units.parquet" not in contents(out)
    assert [item.name for item in tmp_path.iterdir()] == ["set"]


def test_a_failure_leaves_nothing_behind(tmp_path, meetings, write, monkeypatch):
    out = tmp_path / "set"
    write(out, [meetings["kickoff"]])
    before = contents(out)

    def full(*_):
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(build, "describe", full)
    with pytest.raises(OutputError, match="no space"):
        write(out, [meetings["one unit"]], force=True)
    assert contents(out) == before
    assert [item.name for item in tmp_path.iterdir()] == ["set"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("format_", Format)
def test_a_full_disk_is_told(tmp_path, meetings, write, monkeypatch, format_):
    pytest.importorskip("pyarrow")

    def on_a_full_disk(table, folder, format_, *, group_rows):
        path = folder / f"{table.name}.{format_}"
        writer = real(table, folder, format_, group_rows=group_rows)
        full = os.open("/dev/full", os.O_WRONLY)
        os.dup2(full, writer._file.fileno())
        os.close(full)
        assert path.exists()
        return writer

    real = build.open_writer
    monkeypatch.setattr(build, "open_writer", on_a_full_disk)
    with pytest.raises(OutputError, match="no space") as told:
        write(tmp_path / "set", [meetings["long"]], formats=(format_,))
    assert "disk is full" in told.value.hint
    assert list(tmp_path.iterdir()) == []


def test_pseudonyms_hold_in_all_tables_and_the_key_is_private(tmp_path, meetings, write):
    key = tmp_path / "key.json"
    out = tmp_path / "set"
    written = write(out, [meetings["kickoff"], meetings["recording"]], key=key)
    assert written.hider is not None
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    text = json.loads(key.read_text())
    assert sorted(text["speakers"].values()) == ["Anna Berg", "Dr. Noor Haddad", "Tom"]
    assert set(text["speakers"]) == {"P1", "P2", "P3"}
    assert sorted(text["files"].values()) == ["kickoff.vtt", "recording.vtt"]
    for item in out.glob("*.csv"):
        for name in (b"Anna", b"Berg", b"Haddad", b"Noor", b"kickoff"):
            assert name not in item.read_bytes(), (item.name, name)
        assert b"Tom," not in item.read_bytes()


def test_pseudonyms_are_the_same_in_every_run_and_in_the_next_data_set(tmp_path, meetings, write):
    names = ["kickoff", "hostile", "long names", "nameless", "right to left"]
    some = [meetings[name] for name in names]
    write(tmp_path / "one", some, key=tmp_path / "one.json")
    write(tmp_path / "two", some[::-1], key=tmp_path / "two.json")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
    before = json.loads((tmp_path / "one.json").read_text())["speakers"]
    write(tmp_path / "three", [meetings["one unit"]], key=tmp_path / "one.json")
    after = json.loads((tmp_path / "one.json").read_text())["speakers"]
    assert before.items() < after.items()
    assert set(after.values()) - set(before.values()) == {"Ann"}


def test_a_broken_key_stops_before_anything_is_written(tmp_path, meetings, write):
    (tmp_path / "key.json").write_text("{}")
    with pytest.raises(InputError, match="no key"):
        write(tmp_path / "set", [meetings["kickoff"]], key=tmp_path / "key.json")
    assert [item.name for item in tmp_path.iterdir()] == ["key.json"]
    assert (tmp_path / "key.json").read_text() == "{}"
