"""What is a recording and what is none, by content."""

import io
import os
import runpy
from pathlib import Path
from types import SimpleNamespace

import av
import numpy as np
import pytest

from lvm_meet.errors import InputError
from lvm_meet.settings import SpeechSettings
from lvm_meet.speech.recording import identify_recording, looks_like_recording, open_recording

MADE = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("made_recordings.py"))))
DEFAULT = SpeechSettings()


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return MADE.write_all(tmp_path_factory.mktemp("recordings"))


# --- what is no recording

DOCX = b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0" + bytes(range(200))
OTHERS = {
    "text": b"WEBVTT\n\n00:00.000 --> 00:01.000\nHello, everyone.\n",
    "umlauts": "Grüß Gott, schön, dass ihr da seid\n".encode("latin-1"),
    "utf-16": "Hello, everyone\n".encode("utf-16"),
    "text like riff": b"RIFF is what he said, WAVE or not\n",
    "text like id3": b"ID3 tags are what we talk about today\n",
    "playlist": b"#EXTM3U\n#EXTINF:5,\nhttp://localhost:9/x.ts\n",
    "docx": DOCX,
    "png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(300),
    "heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(300),
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\0",
    "zeros": bytes(5000),
    "empty": b"",
}


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_no_recording_says_so(tmp_path, name):
    path = tmp_path / "other.mp3"
    path.write_bytes(OTHERS[name])
    assert not looks_like_recording(path)
    for task in (lambda: open_recording(path, settings=DEFAULT), lambda: identify_recording(path)):
        with pytest.raises(InputError) as caught:
            task()
        assert caught.value.exit_code == 3
        assert caught.value.path == str(path)
        assert "audio or video" in caught.value.hint


def test_a_video_without_sound(tmp_path):
    path = tmp_path / "silent.mp4"
    with av.open(str(path), "w") as container:
        MADE.add_video(container, 1)
    with pytest.raises(InputError, match="no audio track"):
        open_recording(path, settings=DEFAULT)


def test_a_recording_without_a_single_sample():
    with pytest.raises(InputError, match="no sound"):
        open_recording("-", settings=DEFAULT, stdin=io.BytesIO(MADE.wav(MADE.noise(0))))


def test_references_to_other_files_are_not_followed(tmp_path, files):
    # a NUL makes it no text, and FFmpeg still takes it for a playlist
    part = tmp_path / "part.ts"
    part.write_bytes(files["ts"].read_bytes())
    playlist = tmp_path / "list.m3u8"
    playlist.write_bytes(
        b"#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\n"
        + bytes(part)
        + b"\n#EXT-X-ENDLIST\n\0"
    )
    assert not looks_like_recording(playlist)
    with pytest.raises(InputError):
        open_recording(playlist, settings=DEFAULT)


def test_files_that_cannot_be_opened(tmp_path):
    for path, reason in (
        (tmp_path, "directory"),
        (tmp_path / "missing.wav", "No such file"),
        ("nul\0.wav", "null"),
    ):
        with pytest.raises(InputError, match=reason) as caught:
            open_recording(path, settings=DEFAULT)
        assert caught.value.path == str(path)
        assert not looks_like_recording(path)


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 0)() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path):
    path = tmp_path / "locked.wav"
    path.write_bytes(MADE.wav(MADE.noise()))
    path.chmod(0)
    with pytest.raises(InputError, match="Permission denied"):
        open_recording(path, settings=DEFAULT)


def test_unknown_binary_is_asked_for_its_sound(tmp_path, files):
    path = tmp_path / "unknown"
    # a run-up of rubbish before the first frame: no magic bytes, but sound
    path.write_bytes(bytes([1, 2, 3, 0]) * 8 + files["mp3"].read_bytes()[100:])
    assert looks_like_recording(path)
    path.write_bytes(np.random.default_rng(5).bytes(300))
    assert not looks_like_recording(path)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no devices on this system")
@pytest.mark.parametrize("name", ["/dev/zero", "-"])
def test_a_device_has_no_end(name):
    with Path("/dev/zero").open("rb") as zeros, pytest.raises(InputError, match="device") as caught:
        open_recording(name, settings=DEFAULT, stdin=zeros)
    assert "audio or video" in caught.value.hint


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="no devices on this system")
def test_nothing_on_standard_input_is_empty():
    with Path("/dev/null").open("rb") as nothing, pytest.raises(InputError, match="is empty"):
        open_recording("-", settings=DEFAULT, stdin=nothing)


def test_a_pipe_that_never_ends_is_given_up(monkeypatch):
    monkeypatch.setattr("lvm_meet.speech.media._MOST_COPIED", 3 << 20)

    class Endless(io.RawIOBase):
        def readable(self):
            return True

        def readinto(self, buffer):
            buffer[:] = bytes(len(buffer))
            return len(buffer)

    with pytest.raises(InputError, match="is larger than") as caught:
        open_recording("-", settings=DEFAULT, stdin=Endless())
    assert "file first" in caught.value.hint


def test_standard_input_that_is_closed(monkeypatch):
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(InputError, match="standard input is closed") as caught:
        open_recording("-", settings=DEFAULT)
    assert caught.value.path == "<stdin>"
