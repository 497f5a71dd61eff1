import pytest

from lvm_meet import lexicon
from lvm_meet.prose.clean import Cleaner
from lvm_meet.prose.reported import Reporter


@pytest.fixture(scope="session")
def prose():
    return lexicon.load().book("prose")


@pytest.fixture(scope="session")
def cleaner(prose):
    return Cleaner(prose)


@pytest.fixture(scope="session")
def reporter(prose, cleaner):
    return Reporter(prose, cleaner)
