"""How a phrase is written, and which words are only people's names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from lvm_meet.insights.phrases_words import Clauses, base
from lvm_meet.model import Utterance, spoken_words


def speaker_names(units: Sequence[Utterance], spoken: Sequence[Clauses]) -> frozenset[str]:
    """Words of the speakers' labels, lower case, that are names and not roles.

    A name is mostly capitalised where it is said inside a clause, or never said there; in talk
    without any capitals every word of a label counts as one. `spoken`: the units' clauses.
    """
    speakers = {unit.speaker for unit in units}
    labels = {word for speaker in speakers for word in spoken_words(speaker or "")}
    if not labels:
        return frozenset()
    high: Counter[str] = Counter()
    low: Counter[str] = Counter()
    capitals = False
    for said in spoken:
        for clause in said:
            capitals = capitals or any(word != word.lower() for word in clause)
            for word in clause[1:]:
                plain = base(word)
                if plain in labels:
                    (low if word.islower() else high)[plain] += 1
    return frozenset(
        word for word in labels if not capitals or high[word] > low[word] or not low[word]
    )


def shown(written: Mapping[str, int]) -> str:
    """How a phrase is mostly written, small at the beginning unless it is a name there.

    Letters spelled out ("L_C_D_") are joined. Of forms that are as frequent the first in the
    alphabet is taken.
    """
    text = min(written, key=lambda form: (-written[form], form))
    return " ".join(_spelled(word) for word in text.split())


def _spelled(word: str) -> str:
    letters = word.split("_")
    if len(letters) > 1 and all(len(letter) <= 1 for letter in letters):
        return "".join(letters).upper()
    return word.replace("_", " ")
