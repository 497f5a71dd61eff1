"""What a draft of the next agenda can be written as: Markdown, and an event for a calendar.

A form is a module with `render(facts) -> bytes`; same facts, same bytes. What it writes comes back
from `lvm_meet.plans.read_plan` with the same items.
"""

from __future__ import annotations

from typing import Protocol, cast

from lvm_meet.registry import Registry
from lvm_meet.report.upcoming import NextFacts


class AgendaExporter(Protocol):
    """Writes a draft of the next agenda in one format."""

    def render(self, facts: NextFacts) -> bytes:
        """The whole file; where nothing is open one that says so."""


AGENDAS = Registry(
    kind="form of an agenda",
    group="lvm_meet.agenda_exporters",
    table=(
        ("ics", "lvm_meet.export.agendas.ics"),
        ("md", "lvm_meet.export.agendas.md"),
    ),
)


def render_agenda(name: str, facts: NextFacts) -> bytes:
    """The bytes of a file of format `name`; SettingsError where there is none, or it can't be."""
    exporter = cast("AgendaExporter", AGENDAS.load(name))
    return exporter.render(facts)
