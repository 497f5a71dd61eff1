import json
from pathlib import Path

import pytest

from lvm_meet.batch.merging import merge
from lvm_meet.batch.records import HEAD, Begun, Failed, as_json
from lvm_meet.errors import SettingsError


def begun(name: str) -> bytes:
    return json.dumps(as_json(Begun(name, name, (f"{name}.json",)))).encode() + b"\n"


def failed(name: str) -> bytes:
    return json.dumps(as_json(Failed(name, name, "E", "e"))).encode() + b"\n"


A, B, C = begun("a"), begun("b"), begun("c")


@pytest.mark.parametrize(
    ("theirs", "ours", "both"),
    [
        ([HEAD, A], None, [HEAD, A]),
        ([HEAD, A], [], [HEAD, A]),
        ([HEAD, A], [HEAD], [HEAD, A]),
        ([HEAD, A, failed("a")], [HEAD, A], [HEAD, A, failed("a")]),
        ([HEAD], [HEAD, A, failed("a")], [HEAD, A, failed("a")]),
        ([HEAD, A], [HEAD, A], [HEAD, A]),
        # both went on: their outcomes count, our names stay ours
        ([HEAD, A, B], [HEAD, A, failed("a"), C], [HEAD, A, B, C]),
        ([HEAD, A, B[:9]], [HEAD, A, failed("a")], [HEAD, A]),
        ([HEAD, A, B], [HEAD, A, C, b'{"torn'], [HEAD, A, B, C]),
    ],
)
def test_what_both_say_is_there(tmp_path: Path, theirs, ours, both):
    record, fetched = tmp_path / "run.jsonl", tmp_path / "run.fetched"
    fetched.write_bytes(b"".join(theirs))
    if ours is not None:
        record.write_bytes(b"".join(ours))
    merge(fetched, record, shown="s3://b/run.jsonl")
    assert record.read_bytes() == b"".join(both)
    assert len(list(tmp_path.iterdir())) == 2


def test_something_else_of_that_name_is_not_taken_for_a_record(tmp_path):
    (tmp_path / "run.fetched").write_bytes(b"mine\n")
    (tmp_path / "run.jsonl").write_bytes(HEAD)
    with pytest.raises(SettingsError, match=r"s3://b/run\.jsonl is no run record"):
        merge(tmp_path / "run.fetched", tmp_path / "run.jsonl", shown="s3://b/run.jsonl")
    assert (tmp_path / "run.jsonl").read_bytes() == HEAD
