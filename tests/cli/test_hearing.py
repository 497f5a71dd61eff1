"""The options about recordings, from the command line to the settings. Nothing is heard here."""

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from lvm_meet.cli import hearing
from lvm_meet.cli.main import cli
from lvm_meet.errors import InputError, LvmError, SettingsError
from lvm_meet.settings import Channels, Settings

SAMPLES = Path(__file__).parents[2] / "samples"


def chosen(*words: str) -> hearing.Chosen:
    seen: list[hearing.Chosen] = []

    @click.command()
    @hearing.options
    def probe() -> None:
        seen.append(hearing.chosen())

    result = CliRunner().invoke(probe, words, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return seen[0]


def settings(*words: str) -> Settings:
    return chosen(*words).settings(Settings())


def vocabulary(folder: Path, content: bytes) -> tuple[str, ...]:
    path = folder / "names.txt"
    path.write_bytes(content)
    return settings("--vocabulary", str(path)).speech.vocabulary


def test_without_options_everything_is_as_it_is_by_default() -> None:
    plain = chosen()
    assert plain.settings(Settings()) == Settings()
    assert plain.given_turns() is None
    assert plain.names_from() is None
    assert (plain.cache, plain.resume) == (True, True)


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [("1", 1, 1), ("3", 3, 3), (" 4 ", 4, 4), ("2-4", 2, 4), ("5-5", 5, 5), ("1-999", 1, 999)],
)
def test_how_many_people_speak(text: str, least: int, most: int) -> None:
    found = settings("--speakers", text).diarize
    assert (found.least, found.most) == (least, most)


@pytest.mark.parametrize(
    "text", ["0", "0-3", "4-2", "-1", "two", "", "3,4", "2-", "-4", "2-3-4", "1e3", "1000", "3.5"]
)
def test_what_is_no_number_of_people(text: str) -> None:
    with pytest.raises(SettingsError, match="is no number of people") as caught:
        settings("--speakers", text)
    assert '"2-5"' in caught.value.hint


@pytest.mark.parametrize("name", list(Channels))
def test_every_kind_of_channels_can_be_asked_for(name: str) -> None:
    assert settings("--channels", name).speech.channels == name


def test_other_channels_list_what_there_is() -> None:
    with pytest.raises(SettingsError, match="left") as caught:
        settings("--channels", "left")
    assert "auto, mix, split" in caught.value.hint


def test_flags_and_values_reach_the_settings() -> None:
    found = settings(
        "--no-diarize", "--doubtful-speakers", "--voices", "--model", "tiny", "--language", "de"
    )
    assert not found.diarize.enabled
    assert found.diarize.report_doubtful
    assert found.diarize.voices
    assert (found.speech.model, found.speech.language) == ("tiny", "de")
    kept = chosen("--no-cache", "--no-resume")
    assert (kept.cache, kept.resume) == (False, False)


@pytest.mark.parametrize(
    ("content", "entries"),
    [
        (b"", ()),
        (b"\n \n# only a comment\n", ()),
        (b"Hannah Osei\nKubernetes", ("Hannah Osei", "Kubernetes")),
        (b"\xef\xbb\xbfHannah\r\nLeo\r\n", ("Hannah", "Leo")),
        (b"  Zo\xc3\xab \t Lindqvist \n\nZo\xc3\xab Lindqvist\n", ("Zoë Lindqvist",)),
        (b"# languages\nC#\nF# and C#\n", ("C#", "F# and C#")),
        (b"\x1b[31mred\nLeo\x00\nNora\n", ("Nora",)),
    ],
)
def test_a_vocabulary_is_lines(tmp_path: Path, content: bytes, entries: tuple[str, ...]) -> None:
    assert vocabulary(tmp_path, content) == entries


@pytest.mark.parametrize(
    ("content", "words", "line", "hint"),
    [
        ("Leo\nZoë\n".encode("latin-1"), "is not UTF-8", 2, "UTF-8"),
        ("Leo\n".encode("utf-16"), "is not UTF-8", 1, "UTF-8"),
        (b"Leo\n" * 300_000, "too large", None, "some dozens"),
    ],
)
def test_what_is_no_vocabulary(
    tmp_path: Path, content: bytes, words: str, line: int | None, hint: str
) -> None:
    with pytest.raises(InputError, match=words) as caught:
        vocabulary(tmp_path, content)
    assert caught.value.line == line
    assert hint in caught.value.hint
    assert "names.txt" in str(caught.value)


@pytest.mark.parametrize("option", ["--vocabulary", "--turns", "--transcript"])
@pytest.mark.parametrize("there", [False, True])
def test_files_that_cannot_be_read_are_named(tmp_path: Path, option: str, there: bool) -> None:
    path = tmp_path / "x"
    if there:
        path.mkdir()
    given = chosen(option, str(path))
    with pytest.raises(InputError, match="can't be read") as caught:
        given.settings(Settings())
        given.given_turns()
        given.names_from()
    assert caught.value.path == str(path)
    assert caught.value.hint


def test_turns_and_names_are_read_from_their_files() -> None:
    turns = chosen("--turns", str(SAMPLES / "planning.rttm")).given_turns()
    assert turns is not None
    assert {turn.speaker for turn in turns} == {"Hannah_Osei", "Leo_Marchetti", "Nora_Quinn"}
    names = chosen("--transcript", str(SAMPLES / "planning.txt")).names_from()
    assert names is not None
    assert {segment.speaker for segment in names.segments} == {
        "Hannah Osei",
        "Leo Marchetti",
        "Nora Quinn",
    }


@pytest.mark.parametrize(
    ("option", "file", "hint"),
    [
        ("--turns", "planning.txt", "wanted: SPEAKER"),
        ("--transcript", "planning.rttm", "--turns"),
        ("--transcript", "planning.ogg", "heard, not read"),
    ],
)
def test_the_wrong_kind_of_file_says_what_is_wanted(option: str, file: str, hint: str) -> None:
    given = chosen(option, str(SAMPLES / file))
    with pytest.raises(LvmError) as caught:
        given.given_turns()
        given.names_from()
    assert caught.value.exit_code == 3
    assert hint in caught.value.hint


@pytest.mark.parametrize("command", ["analyze", "transcribe"])
def test_help_fits_80_columns_and_explains_every_option(command: str) -> None:
    result = CliRunner().invoke(cli, [command, "--help"], terminal_width=80)
    assert max(map(len, result.output.splitlines())) <= 80
    probe = cli.get_command(click.Context(cli), command)
    assert probe is not None
    for option in probe.params:
        if isinstance(option, click.Option):
            assert option.help, option.name
            assert option.opts[0] in result.output
    # what the options take, said without the manual
    for words in ("4, or 2-5", "auto|mix|split", "FILE.rttm", "one a line", '"-" is standard'):
        assert words in " ".join(result.output.split())
