"""Text for one console: its encoding may lack signs, and columns have a width in cells."""

from __future__ import annotations

import unicodedata

from rich.cells import cell_len
from rich.text import Text

from lvm_meet.report.plain import settle

_NEAREST = {
    "“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "–": "-", "—": "-", "−": "-", "·": "|",
    "×": "x", "\xa0": " ", "\u200e": "", "\u200f": "",
}  # fmt: skip
_PICTURES = str.maketrans("█░│▲●─━▁▂▃▄▅▆▇", "#.|^o-=_.:-=+*")


class Ink:
    """Makes `Text` that a console with `encoding` can print without failing."""

    def __init__(self, encoding: str) -> None:
        self._encoding = encoding
        # All or nothing: "▄" beside stand-ins for "▃" and "▅" would not be between them.
        self._draws = all(self._has(chr(sign)) for sign in _PICTURES)

    def _has(self, sign: str) -> bool:
        # There and back: Shift-JIS encodes "−", and shows it as a sign of double width.
        try:
            return sign.encode(self._encoding).decode(self._encoding) == sign
        except (UnicodeError, LookupError):
            return False

    def plain(self, text: str) -> str:
        """The text with every sign that the encoding lacks replaced: "…" by "...", "č" by "c"."""
        if not self._draws:
            text = text.translate(_PICTURES)
        return text if self._has(text) else "".join(map(self._sign, text))

    def _sign(self, sign: str) -> str:
        base = unicodedata.normalize("NFKD", sign)[:1]
        candidates = (sign, _NEAREST.get(sign, base))
        return next((candidate for candidate in candidates if self._has(candidate)), "?")

    def text(self, text: str, style: str = "") -> Text:
        return Text(self.plain(text), style=style, overflow="fold")

    def join(self, *parts: tuple[str, str]) -> Text:
        """One Text of parts (text, style)."""
        return Text.assemble(*((self.plain(text), style) for text, style in parts), overflow="fold")

    def cut(self, text: str, cells: int) -> str:
        """At most `cells` columns wide, with an ellipsis where something is cut off."""
        text = self.plain(text)
        if cell_len(text) <= cells:
            return text
        mark = self.plain("…")
        while text and cell_len(text) + cell_len(mark) > cells:
            text = text[:-1]
        return self.plain(settle(text.rstrip() + mark))
