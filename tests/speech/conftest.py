"""The real weights that tests hear with, for those that ask for them."""

import pytest

from lvm_meet.errors import MissingError
from lvm_meet.speech.weights import find


def _weights(name):
    try:
        return find(name)
    except MissingError as error:
        return pytest.skip(f"{error} ({error.hint})")


@pytest.fixture(scope="session")
def tiny():
    """The small English-only weights."""
    return _weights("tiny.en")


@pytest.fixture(scope="session")
def base():
    """Weights that know many languages."""
    return _weights("base")
