"""What a worker does with one meeting: read or hear, analyse, render, write."""

from __future__ import annotations

import platform
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from lvm_meet import resources
from lvm_meet.batch import origins
from lvm_meet.batch.places import deliver
from lvm_meet.batch.summary import facts_of
from lvm_meet.batch.urls import address_from, is_url
from lvm_meet.batch.values import Done, Job
from lvm_meet.errors import SettingsError
from lvm_meet.export import render_as, to_bytes
from lvm_meet.files import sha256_of
from lvm_meet.model import Analysis, Provenance
from lvm_meet.pipeline import Pipeline
from lvm_meet.settings import Settings
from lvm_meet.speech import is_recording


@dataclass(frozen=True, slots=True)
class Analyse:
    """The work of a batch (`lvm_meet.engines.base.Work`).

    `cache` keeps what was heard of recordings, `resume` goes on where hearing was interrupted.
    `expected` is the provenance that the results are to have, wherever they are made.
    """

    settings: Settings
    lexicon_dir: Path | None = None
    cache: bool = True
    resume: bool = True
    expected: Provenance | None = None

    def prepare(self) -> Callable[[Job], Done]:
        """See `Work.prepare`; what hears is built when the first recording comes.

        SettingsError where the results would not be those that are `expected`: another machine may
        have another version, or other lexicons.
        """
        origins.sweep()
        pipeline = Pipeline.build(self.settings, lexicon_dir=self.lexicon_dir)
        if self.expected not in (None, pipeline.provenance()):
            raise SettingsError(
                f"the worker on {platform.node()} has another version of lvm-meet, or other "
                "lexicons or models, than the machine that started the batch",
                hint="install the same on all of them",
            )
        return _Analyst(self, pipeline)

    def gains_from_graphics(self, job: Job) -> bool:
        """See `Work.gains_from_graphics`: hearing does."""
        return origins.is_recording(job.meeting)

    def with_ears(self, pipeline: Pipeline) -> Pipeline:
        """The pipeline with what hears recordings; MissingError where a model is not installed."""
        from lvm_meet.cache import Cache, recordings
        from lvm_meet.speech.listener import Listener  # brings faster-whisper and a decoder

        cache = Cache(recordings() if self.cache else None)
        listener = Listener.build(self.settings, cache=cache, resume=self.resume)
        return replace(pipeline, listener=listener)

    def identify_ears(self, pipeline: Pipeline) -> str:
        """What stands for everything that hears: models, and enrolled voices where they count."""
        listener = self.with_ears(pipeline).listener
        if listener is None:
            return ""
        parts = [listener.ear.recogniser_id]
        if self.settings.diarize.enabled:
            parts.append(listener.ear.diarizer_id)
        if self.settings.diarize.enabled and self.settings.diarize.voices:
            from lvm_meet.speech.voices import book_path

            book = book_path()
            parts.append(sha256_of(book) if book.is_file() else "no voices")
        return " ".join(parts)


class _Analyst:
    """The work, ready to be done: models are loaded once, ears when they are first needed."""

    def __init__(self, work: Analyse, pipeline: Pipeline) -> None:
        self._work, self._pipeline = work, pipeline

    def __call__(self, job: Job) -> Done:
        about = job.about
        before = origins.state_of(job.meeting)
        with origins.opened(job.meeting) as path:
            if self._pipeline.listener is None and is_recording(path):
                self._pipeline = self._work.with_ears(self._pipeline)
            transcript = self._pipeline.read(path)
        analysis = self._pipeline.analyze(transcript, rename=dict(about.rename), plan=about.plan)
        contents = {
            target: to_bytes(name, _rendered(analysis, name, job.meeting.path, target))
            for name, target in job.targets
        }
        deliver(contents)
        if transcript.speech is not None:
            resources.give_back_memory()
        return Done(
            sha256=transcript.source.sha256,
            size=before.size,
            mtime_ns=before.mtime_ns,
            written=tuple(map(len, contents.values())),
            facts=facts_of(analysis),
            tag=before.tag,
        )


def _rendered(analysis: Analysis, name: str, source: str, target: str) -> str | bytes:
    """The analysis in one form; the HTML page of a recording gets its player."""
    if name == "html" and analysis.transcript.speech is not None:
        from lvm_meet.report.html import beside, elsewhere, render_page

        if is_url(source) or is_url(target):
            return render_page(analysis, media=elsewhere(*address_from(target, source)))
        return render_page(analysis, media=beside(Path(source), Path(target)))
    return render_as(name, analysis)
