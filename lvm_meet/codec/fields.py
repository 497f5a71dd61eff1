"""Foreign text in the fields of tables: spelled so that it does no harm, and so that it comes back.

Each pair of functions is exact: what was spelled is read as it was.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

COLUMNS = ("start_ms", "end_ms", "speaker", "confidence", "text")
"""of a transcript's CSV, and what it is known by when it comes back"""

# Spreadsheets run a cell that begins with one of these as a formula, some locales' with the
# full-width signs too; tab and line ends are eaten on import, so that what follows comes first.
# Text that begins with apostrophes in front of such a thing gets one more, or it could not be
# told from text that was guarded.
_FORMULA = re.compile(r"'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])")
# RTTM parts its fields by blanks and says "<NA>" for nothing. Only what would break it is spelled
# out, so that names stay readable in any script; `%` because it begins what is spelled out.
_BREAKS_A_FIELD = re.compile(r"[\s%\x00-\x1f\x7f-\x9f]|^;(?=;)|^<(?=NA>$)")
_SURROGATE = re.compile("[\ud800-\udfff]")


def guard(text: str) -> str:
    """`text` as a cell that no spreadsheet runs: with an apostrophe in front where it has to be.

    NUL and what UTF-8 can't encode are replaced; nothing else changes.
    """
    text = text.encode("utf-8", "replace").decode().replace("\0", "\N{REPLACEMENT CHARACTER}")
    return f"'{text}" if _FORMULA.match(text) else text


def unguard(cell: str) -> str:
    """The text that `guard` made a cell of."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def spell_name(name: str) -> str:
    """A name as one field of RTTM: blanks, `%` and control characters as "%20", UTF-8 in hex.

    An empty name is "%00", which no name contains: a field can't be empty.
    """
    name = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", name)
    return _BREAKS_A_FIELD.sub(_in_hex, name) or "%00"


def _in_hex(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8"))


def unspell_name(field: str) -> str:
    """The name in a field of RTTM; a `%` that two hex digits don't follow is just that."""
    return unquote(field, errors="replace").replace("\0", "")
