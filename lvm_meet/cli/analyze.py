"""`lvm-meet analyze`: from recordings and transcripts to reports."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lvm_meet.cli import delivery, hearing, meeting, options, saved
from lvm_meet.errors import BatchError, LvmError, SettingsError, unknown_choice
from lvm_meet.settings import Settings, Splitter

if TYPE_CHECKING:
    from lvm_meet.model import Analysis, Plan, Transcript
    from lvm_meet.pipeline import Pipeline
    from lvm_meet.ports import Progress


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1)
@click.option(
    "--media",
    metavar="FILE",
    help="The recording to analyse; the same as FILE, to stand beside --transcript.",
)
@click.option(
    "-o",
    "--output",
    metavar="OUT",
    type=click.Path(path_type=Path),
    help="Write to this file, or into this directory when there are several FILEs.",
)
@click.option(
    "-f",
    "--format",
    "format_",
    metavar="|".join(delivery.SUFFIXES),
    help="What to write; by default what OUT's name says, else text.",
)
@delivery.charts
@click.option("--force", is_flag=True, help="Overwrite what is there.")
@click.option(
    "--input-format",
    metavar="NAME",
    help="How to read FILE, instead of looking at its content (vtt, srt, plain, …).",
)
@click.option(
    "--strict",
    is_flag=True,
    help="Fail where the reader would have to guess or mend something. A mere matter of form, "
    "such as a byte order mark or Windows line ends, is no reason.",
)
@click.option(
    "--rename",
    "renames",
    metavar="OLD=NEW",
    multiple=True,
    help="Give a speaker another name; two with one name are merged. Repeatable.",
)
@click.option(
    "--splitter",
    default=Splitter.RULES.value,
    show_default=True,
    metavar="|".join(Splitter),
    help="What finds the ends of sentences.",
)
@saved.previous
@options.lexicons
@options.encoder
@meeting.options
@hearing.options
def analyze(
    files: tuple[str, ...],
    media: str | None,
    output: Path | None,
    format_: str | None,
    charts: bool,
    force: bool,
    input_format: str | None,
    strict: bool,
    renames: tuple[str, ...],
    splitter: str,
    previous: Path | None,
    lexicon_dir: Path | None,
    encoder: Path | None,
) -> None:
    """Analyse meetings: who set direction, inspired, organised, kept control, and when.

    FILE is a recording (any usual audio or video) or a transcript (WebVTT, SRT, text, DOCX, CSV,
    TSV, Whisper JSON, …); "-" is standard input. Without -o the result is printed.
    """
    from lvm_meet.files import make_folder
    from lvm_meet.pipeline import Pipeline
    from lvm_meet.speakers import parse_renames
    from lvm_meet.speech import is_recording

    heard, about = hearing.chosen(), meeting.chosen()
    files = _files(files, media, heard)
    format_ = delivery.format_of(format_, output, charts=charts)
    settings = about.settings(heard.settings(_settings(input_format, strict, splitter, encoder)))
    plan, last = about.plan(files), _last(previous, files)
    rename = parse_renames(renames)
    targets = _targets(files, output, format_, force=force)
    sound = input_format is None and any(map(is_recording, files))
    listener = heard.listener(settings) if sound else None
    pipeline = Pipeline.build(settings, lexicon_dir=lexicon_dir, listener=listener)
    if output is not None and len(files) > 1:
        make_folder(output)
    unknown = _analyze_each(
        pipeline,
        list(zip(files, targets, strict=True)),
        deliver=partial(delivery.deliver, format_=format_, force=force, charts=charts),
        heard=heard,
        rename=rename,
        plan=plan,
        last=last,
    )
    for option, names in unknown.items():
        if names:
            raise SettingsError(
                f"{option}: nobody is called {', '.join(sorted(names))} in any of the files",
                hint="the reports were written, with what is said of the others",
            )


def _analyze_each(
    pipeline: Pipeline,
    files: Sequence[tuple[str, Path | None]],
    *,
    deliver: Callable[..., None],
    heard: hearing.Chosen,
    rename: Mapping[str, str],
    plan: Plan,
    last: Analysis | None,
) -> dict[str, set[str]]:
    """Analyse and deliver one file after the other; by option the names that nobody has.

    One of several that fails is told and does not stop the others: BatchError at the end.
    """
    turns, names_from = heard.given_turns(), heard.names_from()
    unused, without = set(rename), {name for name, _ in plan.roles}
    failed = 0
    for number, (file, target) in enumerate(files):
        try:
            with _bar(shown=pipeline.listener is not None) as bar:
                transcript = pipeline.read(file, turns=turns, names_from=names_from, progress=bar)
            mine = _renames_of(transcript, rename) if len(files) > 1 else rename
            unused -= set(mine)
            without -= _present(transcript, mine, plan, alone=len(files) == 1)
            analysis = pipeline.analyze(transcript, rename=mine, plan=plan)
            analysis = analysis if last is None else saved.against(analysis, last)
            heard_from = Path(file) if transcript.speech and file != "-" else None
            deliver(analysis, target, first=number == 0, media=heard_from)
        except LvmError as error:
            if len(files) == 1:
                raise
            failed += 1
            options.tell(error)
    if failed:
        raise BatchError(f"{failed} of {len(files)} files could not be analysed")
    return {"--rename": unused, "--role": without}


def _bar(*, shown: bool) -> AbstractContextManager[Progress | None]:
    """The progress of a recording; transcripts are read in no time, and go without."""
    if not shown:
        return nullcontext()
    from lvm_meet.cli.progress import Bar

    return Bar()


def _files(files: tuple[str, ...], media: str | None, heard: hearing.Chosen) -> tuple[str, ...]:
    """What is analysed. Another transcript's names, or given turns, are those of one recording."""
    if files and media is not None:
        raise SettingsError(
            "--media and FILE are two names for the same thing",
            hint="the platform's transcript is given by --transcript: "
            "lvm-meet analyze MEETING.mp4 --transcript MEETING.vtt",
        )
    files = files if media is None else (media,)
    if not files:
        raise SettingsError("there is no FILE to analyse", hint="lvm-meet analyze MEETING.vtt")
    if len(files) > 1 and (heard.transcript or heard.turns):
        raise SettingsError(
            "--transcript and --turns belong to one recording, not to several",
            hint="analyse the recordings one by one",
        )
    return files


def _last(previous: Path | None, files: Sequence[str]) -> Analysis | None:
    """The last meeting's analysis, read before any work is done."""
    if previous is None:
        return None
    if len(files) > 1:
        raise SettingsError(
            "--previous belongs to one meeting, not to several", hint="analyse the files one by one"
        )
    return saved.load(str(previous))


def _settings(
    input_format: str | None, strict: bool, splitter: str, encoder: Path | None
) -> Settings:
    from lvm_meet.readers import READERS

    if splitter not in list(Splitter):
        raise unknown_choice("--splitter", splitter, Splitter)
    if input_format is not None and input_format not in READERS.names():
        raise unknown_choice("--input-format", input_format, READERS.names())
    plain = options.settings_with(encoder)
    return replace(
        plain,
        read=replace(plain.read, input_format=input_format, strict=strict),
        units=replace(plain.units, splitter=Splitter(splitter)),
    )


def _renames_of(transcript: Transcript, rename: Mapping[str, str]) -> dict[str, str]:
    """Those renames whose speaker is in this one of several meetings."""
    from lvm_meet.speakers import speaker_names

    present = set(speaker_names(transcript))
    return {old: new for old, new in rename.items() if old in present}


def _present(
    transcript: Transcript, rename: Mapping[str, str], plan: Plan, *, alone: bool
) -> set[str]:
    """Those with a role who speak in this meeting, under their new names.

    SettingsError where somebody with a role doesn't, and there is no other meeting.
    """
    from lvm_meet.speakers import speaker_names

    speakers = [rename.get(name, name) for name in speaker_names(transcript)]
    known = {" ".join(name.lower().split()) for name in speakers}
    roles = {name for name, _ in plan.roles}
    present = {name for name in roles if " ".join(name.lower().split()) in known}
    if alone and present != roles:
        raise SettingsError(
            f"--role: there is no speaker {', '.join(map(repr, sorted(roles - present)))}",
            hint=f"speakers in this meeting: {', '.join(speakers) or 'none has a name'}",
        )
    return present


def _targets(
    files: tuple[str, ...], output: Path | None, format_: str, *, force: bool
) -> list[Path | None]:
    """Where each result goes (None: printed); an error here comes before any work is done."""
    from lvm_meet.files import require_free

    if output is None:
        if len(files) > 1 and format_ in delivery.ALONE:
            raise SettingsError(
                f"several {format_} documents can't share standard output",
                hint="give a directory with -o DIR",
            )
        return [None] * len(files)
    if len(files) == 1 and not output.is_dir():
        targets = [output]
    else:
        if output.exists() and not output.is_dir():
            raise SettingsError(
                f"{output} is a file, but there are several files to write",
                hint="give a directory with -o DIR",
            )
        suffix = delivery.SUFFIXES.get(format_, f".{format_}")
        targets = [output / (options.stem(file) + suffix) for file in files]
    seen: dict[Path, str] = {}
    for file, target in zip(files, targets, strict=True):
        if target in seen:
            raise SettingsError(
                f"{seen[target]} and {file} would both be written to {target}",
                hint="analyse them into different directories",
            )
        seen[target] = file
        if len(files) == 1 or output.exists():
            require_free(target, force=force)
    return list(targets)
