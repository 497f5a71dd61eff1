"""The colours and type of the charts: two hues with two shades each, told apart by anybody.

Orange and blue are safe for colour-blind readers; within a hue the shades differ in lightness, and
every chart has a second cue (a place, a sign or a word). On a page the colours are CSS variables,
so that they follow the reader's light or dark theme.
"""

from __future__ import annotations

from dataclasses import dataclass

from lvm_meet.model import LEADERSHIP, Label


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours as CSS writes them, and the font. `quiet` is for axes, `band` for backgrounds."""

    vision: str
    inspiration: str
    execution: str
    control: str
    ink: str
    quiet: str
    line: str
    band: str
    font: str

    def of(self, label: Label) -> str:
        """The colour of one signal."""
        colours = {
            Label.VISION: self.vision,
            Label.INSPIRATION: self.inspiration,
            Label.EXECUTION: self.execution,
            Label.CONTROL: self.control,
        }
        return colours[label]

    def side(self, *, leads: bool) -> str:
        """The colour of leadership or management as a whole: that of its first signal."""
        return self.of(LEADERSHIP[0]) if leads else self.execution


PAGE = Theme(
    vision="var(--vision)",
    inspiration="var(--inspiration)",
    execution="var(--execution)",
    control="var(--control)",
    ink="var(--ink)",
    quiet="var(--quiet)",
    line="var(--line)",
    band="var(--band)",
    font="system-ui, -apple-system, Segoe UI, Roboto, Noto Sans, Liberation Sans, sans-serif",
)
"""for a page: page.css says what the variables are"""

PAPER = Theme(
    vision="#9a3f06",
    inspiration="#d07f1d",
    execution="#174a86",
    control="#5b93cf",
    ink="#1f2430",
    quiet="#5c6370",
    line="#d9d7d1",
    band="#f1efea",
    font="Helvetica, Arial, Liberation Sans, DejaVu Sans, sans-serif",
)
"""for a picture on white"""
