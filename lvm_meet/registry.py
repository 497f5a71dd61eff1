"""Named plug-ins: a table of `name -> "module:attribute"`, extended by entry points.

Looking a name up imports only the one that was chosen; a miss lists what exists.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import entry_points

from lvm_meet.errors import MissingError, unknown_choice


@dataclass(frozen=True, slots=True)
class Registry:
    """One plug-in point. `kind` names it in messages, `group` is the entry-point group."""

    kind: str
    group: str
    table: tuple[tuple[str, str], ...]

    def targets(self) -> dict[str, str]:
        """All names with their targets, built-in first; a plug-in can't shadow a built-in name."""
        found = {point.name: point.value for point in entry_points(group=self.group)}
        return found | dict(self.table)

    def names(self) -> list[str]:
        return sorted(self.targets())

    def load(self, name: str) -> object:
        """The plug-in called `name`.

        SettingsError where there is none of that name, MissingError where it can't be imported.
        """
        # Finding plug-ins looks at every installed distribution: built-in names do without.
        targets = dict(self.table)
        if name not in targets:
            targets = self.targets()
        if name not in targets:
            raise unknown_choice(self.kind, name, targets)
        module, _, attribute = targets[name].partition(":")
        try:
            found: object = import_module(module)
        except ImportError as error:
            raise MissingError(
                f"the {self.kind} {name!r} needs {error.name or module}, which is not installed",
                command=f"pip install {(error.name or module).split('.')[0]}",
            ) from error
        return getattr(found, attribute) if attribute else found
