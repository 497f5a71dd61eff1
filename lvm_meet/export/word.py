"""What all Word documents of ours share: what they say of themselves, and the same bytes each time.

Nothing in a document tells whose machine made it, or when.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime

from docx.document import Document

_TITLE = 255
"""characters that the format allows"""
_MOMENT = datetime(1980, 1, 1, tzinfo=UTC)
"""the earliest that a ZIP archive can say: same content, same bytes"""
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def fit_for_xml(text: str) -> str:
    """The text with a replacement character for every sign that XML can't hold."""
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def describe(document: Document, *, title: str) -> None:
    """Title, and who made it: the program, never a person or a machine."""
    properties = document.core_properties
    properties.title = fit_for_xml(title)[:_TITLE]
    properties.author = properties.last_modified_by = "lvm-meet"
    properties.comments = ""
    properties.created = properties.modified = _MOMENT
    properties.revision = 1


def packed(document: Document) -> bytes:
    """The document's bytes, without the time at which they were made."""
    made, again = io.BytesIO(), io.BytesIO()
    document.save(made)
    with (
        zipfile.ZipFile(made) as source,
        zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _MOMENT.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            # what the system is called stands in the entry, too: Unix, everywhere
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            target.writestr(entry, source.read(name))
    return again.getvalue()
