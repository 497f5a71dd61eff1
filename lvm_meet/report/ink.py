"""Text for one console: its encoding may lack signs, and columns have a width in cells."""

from __future__ import annotations

import unicodedata

from rich.cells import cell_len
from rich.text import Text

_NEAREST = {
    "“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "–": "-", "—": "-", "−": "-", "·": "|",
    "×": "x", "\xa0": " ", "█": "#", "░": ".", "│": "|", "▲": "^", "●": "o", "─": "-", "━": "=",
    "▁": "_", "▂": ".", "▃": ":", "▄": "-", "▅": "=", "▆": "+", "▇": "*",
}  # fmt: skip


class Ink:
    """Makes `Text` that a console with `encoding` can print without failing."""

    def __init__(self, encoding: str) -> None:
        self._encoding = encoding

    def plain(self, text: str) -> str:
        """The text with every sign that the encoding lacks replaced: "…" by "...", "č" by "c"."""
        try:
            text.encode(self._encoding)
        except UnicodeEncodeError:
            return "".join(map(self._sign, text))
        except LookupError:
            return text.encode("ascii", "replace").decode("ascii")
        return text

    def _sign(self, sign: str) -> str:
        base = unicodedata.normalize("NFKD", sign)[:1]
        for candidate in (sign, _NEAREST.get(sign, base), "?"):
            if candidate.encode(self._encoding, "ignore").decode(self._encoding) == candidate:
                return candidate
        return "?"

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
        return text.rstrip() + mark
