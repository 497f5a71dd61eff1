from pathlib import Path

import pytest

from lvm_meet.report.html.media import beside


@pytest.mark.parametrize(
    ("recording", "page", "address", "video"),
    [
        ("a/talk.mp3", "a/report.html", "talk.mp3", False),
        ("talk.mp4", "a/b/report.html", "../../talk.mp4", True),
        ("a/my talk & more?.webm", "a/r.html", "my%20talk%20%26%20more%3F.webm", True),
        ('a/"><script>.OGG', "a/r.html", "%22%3E%3Cscript%3E.OGG", False),
        ("a/one:two.wav", "a/r.html", "one%3Atwo.wav", False),
    ],
)
def test_the_address_leads_from_the_page_to_the_recording(
    tmp_path, recording, page, address, video
):
    found = beside(tmp_path / recording, tmp_path / page)
    assert (found.address, found.video) == (address, video)
    assert found.name == Path(recording).name


def test_a_printed_page_refers_from_where_it_is_printed(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert beside(Path("talk.mp3"), None).address == "talk.mp3"
