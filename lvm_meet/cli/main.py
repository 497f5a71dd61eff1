"""The entry point: finds the command, and turns errors into one line and an exit code.

Only click and the standard library are imported here; a command's module is imported when the
command is used, so that `--help` answers at once.
"""

from __future__ import annotations

import os
import sys
from difflib import get_close_matches
from importlib import import_module

import click

from lvm_meet.cli.options import tell
from lvm_meet.errors import LvmError
from lvm_meet.version import __version__

# command -> (module:attribute, the line in --help)
COMMANDS = {
    "actions": ("lvm_meet.cli.actions:actions", "Show what is to do, across all meetings."),
    "agenda": ("lvm_meet.cli.agenda:agenda", "Draft the agenda of the next meeting."),
    "analyze": ("lvm_meet.cli.analyze:analyze", "Analyse meetings and show how they were led."),
    "batch": ("lvm_meet.cli.batch:batch", "Analyse all meetings in a folder."),
    "cache": ("lvm_meet.cli.cache:cache", "Show or clear what is kept of recordings."),
    "classify": ("lvm_meet.cli.classify:classify", "Code units given as JSON Lines."),
    "compare": ("lvm_meet.cli.compare:compare", "Show two meetings side by side."),
    "dataset": ("lvm_meet.cli.dataset:dataset", "Write meetings as tables for research."),
    "lexicon": ("lvm_meet.cli.lexicon:lexicon", "Check or show the words behind the signals."),
    "library": ("lvm_meet.cli.library:library", "Keep analysed meetings together."),
    "models": ("lvm_meet.cli.models:models", "List, verify or fetch models."),
    "report": ("lvm_meet.cli.report:report", "Show a saved analysis again, as a page or text."),
    "search": ("lvm_meet.cli.search:search", "Find in all meetings what was said."),
    "transcribe": ("lvm_meet.cli.transcribe:transcribe", "Write down a recording: who said what."),
    "trends": ("lvm_meet.cli.trends:trends", "Show how meetings change."),
    "validate": ("lvm_meet.cli.validate:validate", "Compare the codes with a person's labels."),
    "voices": ("lvm_meet.cli.voices:voices", "Name speakers by voices that you enrolled."),
}
INTERRUPTED = 130
BROKEN_PIPE = 141


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called, not when they are listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click has it; of a word that is none, with the command that was probably meant."""
        word = args[0]
        if word not in COMMANDS and not word.startswith("-") and not ctx.resilient_parsing:
            near = get_close_matches(word.lower(), sorted(COMMANDS), n=1)
            guess = f" Did you mean {near[0]!r}?" if near else ""
            ctx.fail(f"No such command {word!r}.{guess}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in sorted(COMMANDS)])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="lvm-meet")
def cli() -> None:
    """Show how a meeting was led and managed. Nothing leaves this machine.

    Start with: lvm-meet analyze MEETING.mp4 (or a transcript: MEETING.vtt)
    """
    from lvm_meet import resources

    resources.keep_memory()
    resources.one_thread_for_sums()


def run() -> None:
    """The console script: the one place where an error becomes an exit code."""
    try:
        cli.main(standalone_mode=False)
    except LvmError as error:
        tell(error)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted; nothing was half-written", err=True)
        sys.stdout.flush()
        # Not sys.exit: that waits for threads that are in the middle of hearing a block. Whatever
        # is written, is written by name only when it is complete.
        os._exit(INTERRUPTED)
    except BrokenPipeError:
        # The reader of our output went away (`| head`): no message, and no second failure when
        # the interpreter flushes stdout on its way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(BROKEN_PIPE)
