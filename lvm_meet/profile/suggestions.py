"""What could be said instead: one sentence from the lexicon, the same one for the same words."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from lvm_meet.lexicon.entries import Poles
from lvm_meet.model import Mode, Suggestion, spoken_words

_FILE = "suggestions.toml"
_LETTERS = 7
"""of a word that says what a sentence is about, at least"""


def suggest(
    poles: Sequence[Poles],
    *,
    contrast: str,
    mode: Mode,
    words: Iterable[str],
    salt: str,
    used: Collection[str] = (),
) -> Suggestion | None:
    """The sentence of that contrast and way that shares most words with `words`; None without one.

    A word counts only if it is long and no other sentence of the list has it, so that "what" and
    "the" decide nothing. Among equals a hash of `salt` (the quote) picks, so that reports vary and
    a report stays as it is. `used`: entries that stand in the report already; they come last.
    `entry` counts from 1 over the packaged sentences and then the user's own.
    """
    found = next((each for each in poles if each.name == contrast), None)
    texts = () if found is None else getattr(found, mode.value)
    if not texts:
        return None
    said = frozenset(words)
    own = [frozenset(spoken_words(text)) for text in texts]
    common = Counter(word for each in own for word in each)
    ranked = []
    for place, (text, each) in enumerate(zip(texts, own, strict=True)):
        entry = f"{_FILE} {contrast}.{mode.value}[{place + 1}]"
        shared = sum(common[word] == 1 and len(word) >= _LETTERS for word in each & said)
        lot = hashlib.sha256(f"{salt}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()
        ranked.append((entry in used, -shared, lot, Suggestion(contrast, mode, text, entry)))
    return min(ranked, key=lambda each: each[:3])[3]
