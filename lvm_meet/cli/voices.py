"""`lvm-meet voices`: whose voice is known on this machine, and how to forget it."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import click

from lvm_meet.cli import options

ABOUT = (
    "A voice is biometric data: ask the person first. It stays on this machine, "
    "is used only with --voices, and goes with: lvm-meet voices remove NAME"
)


@click.group()
def voices() -> None:
    """Name speakers by their voices.

    A voice is biometric data: ask the person before you enrol it. What is kept is 192 numbers, not
    the sound. They stay on this machine, in a file for you only, are used only with --voices, and
    are deleted with `remove` or `clear`. LVM_MEET_DATA_DIR names another folder.
    """


@voices.command()
@click.argument("name")
@click.argument("file")
def enroll(name: str, file: str) -> None:
    """Learn the voice of NAME from FILE, a recording in which only this person speaks.

    Twenty seconds are good, several recordings from different days are better: enrol them one by
    one under the same name. "-" reads standard input. Ask the person first.
    """
    from lvm_meet.cli.progress import Bar
    from lvm_meet.settings import Settings
    from lvm_meet.speech.diarize import Diarizer
    from lvm_meet.speech.recording import open_recording
    from lvm_meet.speech.voices import VoiceBook, book_path

    settings = Settings()
    path = book_path()
    book = VoiceBook.load(path)  # a damaged book is told before the work, not after it
    diarizer = Diarizer.build(settings.diarize)
    with (
        Bar() as bar,
        open_recording(file, settings=settings.speech, progress=bar) as recording,
    ):
        voice = diarizer.voice(recording.mixed(), progress=bar)
    book = book.enroll(
        name,
        voice.embedding,
        speech_ms=voice.speech_ms,
        when=datetime.now(UTC).date().isoformat(),
        model=diarizer.model_id,
        settings=settings.attribution,
    )
    book.save(path)
    with options.printing():
        click.echo(
            f"learnt the voice of {name} from {_seconds(voice.speech_ms)} of speech, kept in {path}"
        )
    click.echo(ABOUT, err=True)


@voices.command("list")
@options.as_json
def list_(as_json: bool) -> None:
    """Show whose voices are known, since when, and from how much speech."""
    from lvm_meet.speech.voices import VoiceBook, book_path

    path = book_path()
    book = VoiceBook.load(path)
    if as_json:
        document = {
            "file": str(path),
            "voices": [
                {
                    "name": voice.name,
                    "when": voice.when,
                    "speech_ms": voice.speech_ms,
                    "model": voice.model,
                }
                for voice in book.voices
            ],
        }
        with options.printing():
            click.echo(json.dumps(document, indent=2, ensure_ascii=False))
        return
    with options.printing():
        for voice in book.voices:
            click.echo(f"{voice.name:<24} {voice.when}  {_seconds(voice.speech_ms):>7} of speech")
    many = "1 voice" if len(book.voices) == 1 else f"{len(book.voices)} voices"
    click.echo(f"{many} in {path}" if book.voices else "no voice is enrolled", err=True)


@voices.command()
@click.argument("name")
def remove(name: str) -> None:
    """Delete the voice of NAME."""
    from lvm_meet.speech.voices import VoiceBook, book_path

    path = book_path()
    VoiceBook.load(path).remove(name).save(path)
    with options.printing():
        click.echo(f"deleted the voice of {name} from {path}")


@voices.command()
def clear() -> None:
    """Delete all voices, also from a file that is damaged."""
    from lvm_meet.speech.voices import book_path, forget

    path = book_path()
    done = f"deleted {path}" if forget(path) else "no voice is enrolled"
    with options.printing():
        click.echo(done)


def _seconds(ms: int) -> str:
    return f"{ms / 1000:.0f} s"
