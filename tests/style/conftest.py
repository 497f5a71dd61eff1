"""Short meetings for the style modules, from a notation of one unit a letter."""

import pytest

from lvm_meet import lexicon
from lvm_meet.model import LABELS, Label, Signal, Span, Utterance

LETTERS = {label.value[0]: label for label in LABELS}  # v, i, e, c, n


def signal(unit, label):
    scores = tuple(1000 if each is label else 0 for each in LABELS)
    return Signal(unit.id, label, scores)


@pytest.fixture(scope="session")
def words():
    return lexicon.load().words


@pytest.fixture(scope="session")
def meeting():
    """(utterances, signals) of units like "A:v A:e B:b": speaker, and label or b for back-channel.

    "-" is a nameless speaker. `ms` is how long a unit lasts, None for untimed talk.
    """

    def build(notation, *, ms=1000, text="one two three four"):
        units, signals = [], []
        for number, mark in enumerate(notation.split()):
            speaker, letter = mark.split(":")
            quiet = letter == "b"
            unit = Utterance(
                id=f"u{number + 1:04d}",
                speaker=None if speaker == "-" else speaker,
                text="mm-hm" if quiet else text,
                span=Span(number * ms, (number + 1) * ms) if ms else None,
                segments=(number,),
                backchannel=quiet,
            )
            units.append(unit)
            signals.append(signal(unit, Label.NONE if quiet else LETTERS[letter]))
        return tuple(units), tuple(signals)

    return build
