"""DOCX, as Teams saves it and as anybody else does: its paragraphs are read as plain text.

Only the main part of the package is unpacked, in pieces and up to a bound, and parsed as a
stream that refuses document type declarations: a zip bomb or an entity bomb costs nothing, and
the portraits that Teams puts beside each turn are never touched.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree

from lvm_meet.errors import InputError
from lvm_meet.model import Transcript
from lvm_meet.readers.clean import find_invisible, strip_invisible
from lvm_meet.readers.document import Document
from lvm_meet.readers.magic import ZIP
from lvm_meet.readers.notes import Notes
from lvm_meet.readers.plain import read_lines

_LARGEST = 64 * 1024 * 1024
"""bytes of the unpacked main part: 12 hours of talk take about 20 MB"""
_CHUNK = 64 * 1024
_RELATIONS = "_rels/.rels"
_MAIN = "word/document.xml"
_WORD = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_SKIPPED = frozenset({"moveFrom", "Fallback"})
"""text that was moved elsewhere, and a second copy of what a newer element says"""
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def sniff(document: Document) -> bool:
    """True for an Office package with a part of Word's."""
    data = document.data
    return data.startswith(ZIP.prefix) and b"[Content_Types].xml" in data and b"word/" in data


def read(document: Document) -> Transcript:
    """The talk in its paragraphs. InputError for a package that is damaged or hostile."""
    if not document.data.startswith(ZIP.prefix):
        raise document.error("is no Word document", hint="DOCX is a ZIP archive: this is none")
    lines: list[str] = []
    for paragraph in _paragraphs(document):
        lines += [*paragraph.split("\n"), ""]
    notes = Notes(numbered=False)
    # Teams sets direction marks around names; they must be gone before names are looked for
    if unseen := sum(find_invisible(line)[0] for line in lines):
        notes.add("invisible-characters", count=unseen)
    lines = [strip_invisible(line) for line in lines]
    segments = read_lines(lines, notes, title=True)
    return document.transcript("docx", segments, notes=notes.collect())


def _paragraphs(document: Document) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(document.data)) as package:
            name = _main_part(package, document)
            target = _Paragraphs(document)
            _parse(package, name, target, document)
            return target.done
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        raise document.error(
            f"is a damaged Word document: {error}",
            hint="it looks cut off or half downloaded: get it again from its source",
        ) from error
    except (NotImplementedError, RuntimeError) as error:
        # RuntimeError: a part that is encrypted
        raise document.error(
            f"is a Word document that can't be unpacked: {error}", hint="save it without a password"
        ) from error


def _main_part(package: zipfile.ZipFile, document: Document) -> str:
    """The part that holds the text: what the package's relations say, else the usual name."""
    names = set(package.namelist())
    if _RELATIONS in names:
        relations = _Relations(document)
        _parse(package, _RELATIONS, relations, document)
        if relations.main in names:
            return relations.main
    if _MAIN in names:
        return _MAIN
    raise document.error(f"is {ZIP.kind}", hint=ZIP.hint)


def _parse(package: zipfile.ZipFile, name: str, target: _Target, document: Document) -> None:
    parser = ElementTree.XMLParser(target=target)
    try:
        for chunk in _chunks(package, name, document):
            parser.feed(chunk)
        parser.close()
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise document.error(f"holds damaged XML in {name}: {error}") from error


def _chunks(package: zipfile.ZipFile, name: str, document: Document) -> Iterator[bytes]:
    done = 0
    with package.open(name) as part:
        while chunk := part.read(_CHUNK):
            done += len(chunk)
            if done > _LARGEST:
                raise document.error(
                    f"unpacks to more than {_LARGEST} bytes in {name}",
                    hint="no transcript is that large: is this a zip bomb?",
                )
            yield chunk


class _Target:
    """What the parser calls. A document type is refused before any entity could be declared."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        raise self.refusal(name)

    def refusal(self, name: str) -> InputError:
        return self.document.error(
            "holds XML with a document type, which Word never writes", excerpt=name
        )

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Overridden where it matters."""

    def end(self, tag: str) -> None:
        """Overridden where it matters."""

    def data(self, text: str) -> None:
        """Overridden where it matters."""

    def close(self) -> None:
        """The parser wants it."""


class _Relations(_Target):
    """Finds the main part among the package's relations."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.main = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if attributes.get("Type", "").endswith("/officeDocument"):
            self.main = attributes.get("Target", "").lstrip("/")


class _Paragraphs(_Target):
    """Collects the text of paragraphs, in the order in which they end."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.done: list[str] = []
        self.open: list[list[str]] = []
        self.skipped = 0
        self.inside = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        if name in _SKIPPED:
            self.skipped += 1
        elif not tag.startswith(_WORD):
            return
        elif name == "p":
            self.open.append([])
        elif name == "t":
            self.inside = True
        elif name in _MARKS:
            self.add(_MARKS[name])

    def end(self, tag: str) -> None:
        name = tag.rpartition("}")[2]
        if name in _SKIPPED:
            self.skipped -= 1
        elif not tag.startswith(_WORD):
            return
        elif name == "p" and self.open:
            self.done.append("".join(self.open.pop()))
        elif name == "t":
            self.inside = False

    def data(self, text: str) -> None:
        if self.inside:
            self.add(text)

    def add(self, text: str) -> None:
        if self.open and not self.skipped:
            self.open[-1].append(text)
