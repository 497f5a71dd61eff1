"""What a Transcript can be written as. Plug-ins add a form by an entry point in the group below.

A form is a module (or an object) with `render(transcript) -> bytes`. What each can hold stands at
its top, and in docs/schema.md; all but RTTM, which holds no words, read back as transcripts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from lvm_meet.registry import Registry

if TYPE_CHECKING:
    from lvm_meet.model import Transcript
    from lvm_meet.ports import TranscriptExporter

TRANSCRIPTS = Registry(
    kind="transcript format",
    group="lvm_meet.transcript_exporters",
    table=(
        ("csv", "lvm_meet.export.transcripts.csv"),
        ("docx", "lvm_meet.export.transcripts.docx"),
        ("json", "lvm_meet.export.transcripts.json"),
        ("rttm", "lvm_meet.export.transcripts.rttm"),
        ("srt", "lvm_meet.export.transcripts.srt"),
        ("txt", "lvm_meet.export.transcripts.txt"),
        ("vtt", "lvm_meet.export.transcripts.vtt"),
    ),
)


def render_transcript(name: str, transcript: Transcript) -> bytes:
    """The bytes of a file of format `name`; same transcript, same bytes.

    SettingsError where there is no such format, or where it can't hold this transcript: captions
    and RTTM need times.
    """
    exporter = cast("TranscriptExporter", TRANSCRIPTS.load(name))
    return exporter.render(transcript)
