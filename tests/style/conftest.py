"""What the tests of the style modules share; meetings come from the fixture `meeting`."""

import pytest

from lvm_meet import lexicon


@pytest.fixture(scope="session")
def words():
    return lexicon.load().words
