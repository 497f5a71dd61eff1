"""What an Analysis can be turned into. Plug-ins add a form by an entry point in the group below.

The text, Markdown and HTML forms are laid out by `lvm_meet.report`; here they are only named. A
form is text, or bytes where it is no text (Word).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from lvm_meet.registry import Registry

if TYPE_CHECKING:
    from lvm_meet.model import Analysis
    from lvm_meet.ports import Exporter

EXPORTERS = Registry(
    kind="export format",
    group="lvm_meet.exporters",
    table=(
        ("actions-csv", "lvm_meet.export.actions.csv"),
        ("actions-ics", "lvm_meet.export.actions.ics"),
        ("csv", "lvm_meet.export.csv"),
        ("docx", "lvm_meet.export.docx"),
        ("html", "lvm_meet.report.html"),
        ("json", "lvm_meet.export.json"),
        ("md", "lvm_meet.report.markdown"),
        ("text", "lvm_meet.report.terminal"),
    ),
)

_MARKED = frozenset({"csv"})


def render_as(name: str, analysis: Analysis) -> str | bytes:
    """The analysis in the form `name`, as text or as a file's bytes.

    SettingsError where there is none of that name.
    """
    exporter = cast("Exporter", EXPORTERS.load(name))
    return exporter.render(analysis)


def to_bytes(name: str, content: str | bytes) -> bytes:
    """The bytes of a file of exporter `name`: UTF-8, for spreadsheets with a byte order mark.

    Without the mark a double click on a CSV file turns "ü" into "Ã¼" in the most common
    spreadsheet, and whoever clicks can't mend that; statistics packages skip the mark.
    """
    if isinstance(content, bytes):
        return content
    return content.encode("utf-8-sig" if name in _MARKED else "utf-8")
