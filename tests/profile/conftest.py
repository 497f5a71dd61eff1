"""Small invented talk for the tests of who leads: lines of "SPEAKER label: words"."""

import re

import numpy as np
import pytest

from lvm_meet import lexicon
from lvm_meet.model import LABELS, Label, Signal, Span, Utterance
from lvm_meet.prose.replies import Replies

LINE = re.compile(r"^(?P<who>.*?)\s*(?:\[(?P<label>[vieccn])\])?:\s+(?P<words>.*)$")
CODES = {"v": "vision", "i": "inspiration", "e": "execution", "c": "control", "n": "none"}


@pytest.fixture(scope="session")
def lexicons():
    return lexicon.load()


@pytest.fixture(scope="session")
def leading(lexicons):
    return lexicons.book("leading")


@pytest.fixture(scope="session")
def replies(lexicons):
    return Replies(lexicons.book("prose"))


@pytest.fixture(scope="session")
def talk(lexicons):
    """A function from lines to (units, signals, vectors): "Ann [e]: I'll do it." is coded execution
    with 900; "-" is nobody's. Vectors are unit rows at right angles, zeros for back-channels."""

    def build(text, *, ms=None):
        units, signals = [], []
        for number, line in enumerate(text.strip().splitlines(), start=1):
            match = LINE.match(line.strip())
            who = match["who"]
            label = Label(CODES[match["label"] or "n"])
            silent = lexicons.words.is_backchannel(match["words"])
            span = Span(number * ms, (number + 1) * ms) if ms else None
            name = None if who == "-" else who
            units.append(
                Utterance(f"u{number:04d}", name, match["words"], span, (number - 1,), silent)
            )
            scores = [25] * 5
            scores[LABELS.index(label)] = 900
            signals.append(Signal(units[-1].id, label, tuple(scores)))
        vectors = np.eye(len(units), 8 + len(units), dtype=np.float32)
        vectors[[unit.backchannel for unit in units]] = 0
        return tuple(units), tuple(signals), vectors

    return build
