from pathlib import Path

import pytest

from lvm_meet.errors import InputError
from lvm_meet.model import Span, Turn
from lvm_meet.speech.rttm import parse_rttm, read_rttm

LINE = "SPEAKER talk 1 1.5 0.25 <NA> <NA> Ada <NA> <NA>"


def test_turns_in_the_order_of_their_start():
    text = (
        ";; by hand\nSPKR-INFO talk 1 <NA> <NA> <NA> unknown Ada <NA>\n"
        "SPEAKER talk 1 2 1.0005 <NA> <NA> Ben%20Low 0.5 <NA>\r\n\n"
        "SPEAKER\ttalk 1  .25 0.000 <NA> <NA> Zoë_M <NA> <NA>\n"
        "NON-SPEECH talk 1 9 1 <NA> noise <NA> <NA>\n"
        "SPEAKER talk 1 2.0 1e1 <NA> <NA> Cy\n"
    )
    assert parse_rttm(text) == (
        Turn("Zoë_M", Span(250, 250)),
        Turn("Ben Low", Span(2000, 3000), 500),
        Turn("Cy", Span(2000, 12_000)),
    )


def test_nothing_gives_no_turns():
    assert parse_rttm("") == parse_rttm(";; nothing\n\n") == ()


@pytest.mark.parametrize("score", ["<NA>", "-3.2", "17", "high", "nan"])
def test_a_score_that_is_no_share_of_one_is_not_known(score):
    assert parse_rttm(LINE.replace("Ada <NA>", f"Ada {score}"))[0].confidence is None


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("WEBVTT", "is no line of RTTM"),
        ("SPEAKER talk 1 1.5 0.25 <NA> <NA>", "is no line of RTTM"),
        (LINE.replace("1.5", "one"), "has no start in seconds: 'one'"),
        (LINE.replace("1.5", "-1.5"), "has no start in seconds"),
        (LINE.replace("0.25", "nan"), "has no length in seconds"),
        (LINE.replace("0.25", "1e30"), "has no length in seconds"),
        (LINE.replace("0.25", "<NA>"), "has no length in seconds"),
        (LINE.replace("Ada", "<NA>"), "names no speaker"),
        (LINE.replace("Ada", "%20"), "names no speaker"),
        (LINE.replace("talk", "other"), "is about a second recording, 'other'"),
    ],
)
def test_what_is_wrong_is_named_by_its_line(line, message):
    with pytest.raises(InputError, match=message) as caught:
        parse_rttm(f"{LINE}\n{line}\n", path="a.rttm")
    assert (caught.value.path, caught.value.line) == ("a.rttm", 2)
    assert caught.value.excerpt == line


def test_a_file_is_read_with_or_without_a_byte_order_mark(tmp_path):
    path = tmp_path / "a.rttm"
    for mark in ("", "\ufeff"):
        path.write_text(mark + LINE, "utf-8")
        assert read_rttm(path) == (Turn("Ada", Span(1500, 1750)),)


def test_a_file_that_cannot_be_read_says_why(tmp_path):
    with pytest.raises(InputError, match="can't be read"):
        read_rttm(tmp_path / "none.rttm")
    (tmp_path / "a.wav").write_bytes(b"RIFF\xff\xfe")
    with pytest.raises(InputError, match="is no UTF-8 text"):
        read_rttm(str(tmp_path / "a.wav"))


def test_one_recording_of_several():
    text = f"{LINE}\n{LINE.replace('talk', 'other').replace('Ada', 'Ben')}\n"
    assert parse_rttm(text, recording="other") == (Turn("Ben", Span(1500, 1750)),)
    assert parse_rttm(text, recording="third") == ()


def test_real_references_read(audio):
    path = audio / "reference.rttm"
    names = {line.split()[1] for line in path.read_text("utf-8").splitlines()}
    turns = [turn for name in names for turn in read_rttm(path, recording=name)]
    assert len(names) > 1
    assert len(turns) == len(path.read_text("utf-8").splitlines())
    assert all(0 < turn.span.length_ms <= 30_001 for turn in turns)


@pytest.fixture
def audio():
    import os
    from pathlib import Path

    root = Path(__file__).parents[2]
    place = Path(os.environ.get("LVM_MEET_SHARED", root.parent / "shared")) / "audio"
    if not place.is_dir():
        pytest.skip(f"no real recordings in {place}")
    return place


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no devices on this system")
def test_a_file_without_an_end_is_refused(monkeypatch):
    monkeypatch.setattr("lvm_meet.speech.rttm._MAX_BYTES", 2 << 20)
    with pytest.raises(InputError, match="is larger than 2 MiB"):
        read_rttm("/dev/zero")
