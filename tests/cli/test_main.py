import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from lvm_meet.cli.main import COMMANDS, cli
from lvm_meet.version import __version__

ROOT = Path(__file__).parents[2]


def test_help_lists_every_command_without_importing_one() -> None:
    result = CliRunner().invoke(cli, ["--help"])
    assert result.exit_code == 0
    for name, (_, line) in COMMANDS.items():
        assert name in result.output
        assert line in " ".join(result.output.split())


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_loads_and_explains_itself(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    result = CliRunner().invoke(cli, [name, "--help"])
    assert result.exit_code == 0
    assert command.help


def test_the_version() -> None:
    assert __version__ in CliRunner().invoke(cli, ["--version"]).output


def run(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "from lvm_meet.cli.main import run; run()", *arguments]
    return subprocess.run(command, cwd=ROOT, input=stdin, capture_output=True, check=False)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["frobnicate"], 2, "No such command 'frobnicate'.\n"),
        (["analyse"], 2, "No such command 'analyse'. Did you mean 'analyze'?"),
        (["Serch", "budget"], 2, "Did you mean 'search'?"),
        (["--colour"], 2, "No such option"),
        (["analyze", "samples"], 3, "lvm-meet batch samples --out results"),
        (["analyze"], 2, "no FILE"),
        (["analyze", "nothing-here.vtt"], 3, "nothing-here.vtt"),
        (["analyze", "samples/standup.vtt", "--format", "pdf"], 2, "choose one of"),
        (["analyze", "samples/standup.vtt", "--input-format", "xyz"], 2, "choose one of"),
        (["analyze", "samples/standup.vtt", "--rename", "Nobody=Dana"], 2, "Nobody"),
        (["analyze", "samples/standup.vtt", "--rename", "nonsense"], 2, "nonsense"),
        (["analyze", "samples/standup.vtt", "--lexicons", "no/such/dir"], 5, "no/such/dir"),
        (["analyze", "samples/standup.vtt", "--encoder", "samples"], 4, "samples"),
        (["lexicon", "show", "charisma"], 2, "choose one of"),
        (["validate", "samples/standup.vtt"], 3, "standup.vtt:1"),
    ],
)
def test_errors_are_one_line_with_their_exit_code(
    arguments: list[str], code: int, words: str
) -> None:
    done = run(*arguments)
    message = done.stderr.decode()
    assert done.returncode == code, message
    assert words in message
    assert "Traceback" not in message
    assert done.stdout == b""


def test_the_reader_of_our_output_may_go_away() -> None:
    code = "from lvm_meet.cli.main import run; run()"
    command = [sys.executable, "-c", code, "analyze", "samples/council.vtt", "-f", "json"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        errors = process.stderr.read().decode()
    assert process.returncode != 0
    assert "Traceback" not in errors
