"""The plug-in points: what a reader, an embedder or an exporter must offer, and nothing more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np

    from lvm_meet.model import Analysis, Transcript
    from lvm_meet.readers.document import Document


class Reader(Protocol):
    """Turns one format into a Transcript. A module with these two functions is a reader."""

    def sniff(self, document: Document) -> bool:
        """True where the content (never the file's name) looks like this format."""

    def read(self, document: Document) -> Transcript:
        """Read it, leniently, with a note per tolerance; InputError where nothing can be read."""


class Embedder(Protocol):
    """Batch only: whoever calls it dedupes and caches."""

    model_id: str
    """name and hash of the weights; part of the provenance"""

    def embed(self, texts: Sequence[str], contexts: Sequence[str] | None = None) -> np.ndarray:
        """Vectors, float32, shape (len(texts), dimension), each of length 1.

        `contexts`, where given, holds for each text what was said before it ("" for nothing).
        No texts give an array of shape (0, dimension).
        """


class Progress(Protocol):
    """Whoever wants to know how far a recording is. Nothing of it changes a result."""

    def stage(self, name: str, total_ms: int) -> None:
        """A stage ("decode", "transcribe", "diarize") begins; it works through `total_ms`."""

    def at(self, done_ms: int) -> None:
        """So much of the stage is done."""

    def say(self, message: str) -> None:
        """Something that the user should know and that is no part of the result."""


class Exporter(Protocol):
    """Renders an Analysis as text or bytes; can't open a recording and can't write a file."""

    def render(self, analysis: Analysis) -> str | bytes:
        """The whole document; same analysis, same content."""


class TranscriptExporter(Protocol):
    """Writes a Transcript in one format. A module with this function is an exporter."""

    def render(self, transcript: Transcript) -> bytes:
        """The whole file; same transcript, same bytes.

        SettingsError where the format can't hold this transcript.
        """
