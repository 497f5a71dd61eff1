"""Which languages weights know, by the marks in their own vocabulary."""

from __future__ import annotations

import re

from lvm_meet.errors import SettingsError
from lvm_meet.speech.weights.copies import WhisperWeights

_MARK = re.compile(rb"<\|([a-z]{2,3})\|>")


def languages(weights: WhisperWeights) -> frozenset[str]:
    """Their codes ("en", "yue"); empty where that can't be told from the files."""
    if not weights.multilingual:
        return frozenset({"en"})
    found: set[str] = set()
    for vocabulary in sorted(weights.directory.glob("vocabulary.*")):
        found.update(code.decode() for code in _MARK.findall(vocabulary.read_bytes()))
    return frozenset(found)


def as_known(language: str | None, weights: WhisperWeights) -> str | None:
    """The code by which the weights know a language: "en" for "EN_us"; None stays None.

    SettingsError, with all that they know, where they don't know it.
    """
    if language is None:
        return None
    code = language.strip().casefold().replace("_", "-").partition("-")[0]
    known = languages(weights)
    if not code or (known and code not in known):
        raise SettingsError(
            f"the Whisper weights {weights.name} know no language {language!r}",
            hint=f"choose one of: {', '.join(sorted(known)) or 'en, de, fr, …'}",
        )
    return code
