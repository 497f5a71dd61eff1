"""What the action items of an Analysis can be written as: a table, and entries for a calendar.

A form is a module with `render(analysis) -> bytes`; same analysis, same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from lvm_meet.registry import Registry

if TYPE_CHECKING:
    from lvm_meet.model import Analysis


class ActionExporter(Protocol):
    """Writes the action items of an Analysis in one format."""

    def render(self, analysis: Analysis) -> bytes:
        """The whole file; of a meeting without action items one that holds none."""


ACTIONS = Registry(
    kind="form of action items",
    group="lvm_meet.action_exporters",
    table=(
        ("csv", "lvm_meet.export.actions.csv"),
        ("ics", "lvm_meet.export.actions.ics"),
    ),
)


def render_actions(name: str, analysis: Analysis) -> bytes:
    """The bytes of a file of format `name`; SettingsError where there is no such format."""
    exporter = cast("ActionExporter", ACTIONS.load(name))
    return exporter.render(analysis)
