"""What Whisper is told was said before. It goes on in the style of that, and knows its words.

Without anything before, it at times writes half a minute without a single sentence mark, and where
sentences end can then only be guessed from pauses. After an example with marks that is rarer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lvm_meet.speech.lexicon import recogniser_words


def prompt(vocabulary: Sequence[str], *, language: str) -> str | None:
    """The example of the language, and the vocabulary as a sentence; None where there is neither.

    A language without an example gets none: one in another language would do harm. The vocabulary
    ends with a full stop: without it Whisper tends to leave them out itself, and words with them
    (with three terms tiny.en made 48 instead of 32 % errors on AMI clips).
    """
    parts = (recogniser_words().written.get(language, ""), _listed(vocabulary))
    return " ".join(part for part in parts if part) or None


def how_many_fit(vocabulary: Sequence[str], *, most: int, tokens: Callable[[str], int]) -> int:
    """How many entries of the vocabulary go into `most` tokens, beside the longest example."""
    most -= max(map(tokens, recogniser_words().written.values()), default=0)
    for count in range(1, len(vocabulary) + 1):
        if tokens(_listed(vocabulary[:count])) > most:
            return count - 1
    return len(vocabulary)


def _listed(vocabulary: Sequence[str]) -> str:
    return ", ".join(vocabulary) + "." if vocabulary else ""
