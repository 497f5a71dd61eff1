import pytest

from lvm_meet.batch.urls import address_from, given, is_url, joined, last_part, tame
from lvm_meet.errors import SettingsError


@pytest.mark.parametrize(
    ("path", "spelling"),
    [
        ("in/x.vtt", "in/x.vtt"),
        ("C:\\talk\\x.vtt", "C:\\talk\\x.vtt"),
        ("-", "-"),
        ("file:///srv/a%20b/x.vtt", "/srv/a b/x.vtt"),
        ("file://localhost/srv", "/srv"),
        ("S3://bucket/in/", "s3://bucket/in"),
        ("s3://bucket", "s3://bucket"),
        ("s3a://bucket/A//b", "s3://bucket/A//b"),
        ("s3://bucket/a?b::c#d", "s3://bucket/a?b::c#d"),
        ("gcs://bucket/in", "gs://bucket/in"),
        (
            "abfs://box@account.dfs.core.windows.net/in",
            "abfs://box@account.dfs.core.windows.net/in",
        ),
        ("sftp://dana@host/in", "sftp://dana@host/in"),
        ("memory://", "memory://"),
    ],
)
def test_an_address_has_one_spelling_and_a_path_stays(path, spelling):
    assert given(path) == spelling
    assert given(spelling) == spelling


@pytest.mark.parametrize(
    "address",
    [
        "s3://KEY:hunter2@bucket/in",
        "sftp://dana:hunter2@host/in",
        "https://dana:hunter2@host/x.vtt",
        "https://hunter2@host/x.vtt",
        "https://host/x.vtt?token=hunter2",
        "zip::sftp://dana:hunter2@host/x.zip",
        "simplecache::hunter2",
    ],
)
def test_what_may_hold_a_secret_is_refused_without_repeating_it(address):
    with pytest.raises(SettingsError) as caught:
        given(address)
    assert "hunter2" not in str(caught.value) + caught.value.hint
    assert caught.value.hint


@pytest.mark.parametrize("path", ["x", "C:/talk", "c://talk", "a:b", "/a://b", "s3:/b"])
def test_paths_are_no_addresses(path):
    assert not is_url(path)


def test_parts_of_addresses():
    assert joined("s3://bucket/in", "a/x.vtt") == "s3://bucket/in/a/x.vtt"
    assert joined("memory://", "x") == "memory://x"
    assert last_part("s3://bucket/in/x.vtt") == "x.vtt"
    assert last_part("s3://bucket") == "bucket"


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("a/x.vtt", "a/x.vtt"),
        ("../../etc/passwd", "_/_/etc/passwd"),
        ("/etc/passwd", "_/etc/passwd"),
        ("a//./b", "a/_/_/b"),
        ("a\0b", "a_b"),
    ],
)
def test_no_key_leads_out_of_the_folder_of_results(key, name):
    assert tame(key) == name


@pytest.mark.parametrize(
    ("page", "source", "address"),
    [
        ("s3://b/out/a/x.html", "s3://b/in/a/talk 1.mp4", "../../in/a/talk%201.mp4"),
        ("s3://b/x.html", "s3://b/talk.mp4", "talk.mp4"),
        ("s3://c/x.html", "s3://b/talk.mp4", "s3://b/talk.mp4"),
        ("/out/x.html", "https://host/in/talk.mp4", "https://host/in/talk.mp4"),
        ("s3://c/x.html", "/in/talk.mp4", "file:///in/talk.mp4"),
    ],
)
def test_a_page_refers_to_its_recording(page, source, address):
    found, name = address_from(page, source)
    assert found == address
    assert name in ("talk.mp4", "talk 1.mp4")
