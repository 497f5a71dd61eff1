"""What a worker does with one meeting: read or hear, analyse, render, write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from lvm_meet import resources
from lvm_meet.batch.summary import facts_of
from lvm_meet.batch.values import Done, Job
from lvm_meet.errors import unreadable
from lvm_meet.export import render_as, to_bytes
from lvm_meet.files import make_folder, sha256_of, write_together
from lvm_meet.model import Analysis
from lvm_meet.pipeline import Pipeline
from lvm_meet.settings import Settings
from lvm_meet.speech import is_recording


@dataclass(frozen=True, slots=True)
class Analyse:
    """The work of a batch (`lvm_meet.engines.base.Work`).

    `cache` keeps what was heard of recordings, `resume` goes on where hearing was interrupted.
    """

    settings: Settings
    lexicon_dir: Path | None = None
    cache: bool = True
    resume: bool = True

    def prepare(self) -> Callable[[Job], Done]:
        """See `Work.prepare`; what hears is built when the first recording comes."""
        return _Analyst(self, Pipeline.build(self.settings, lexicon_dir=self.lexicon_dir))

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
        path, about = job.meeting.path, job.about
        try:
            before = Path(path).stat()
        except (OSError, ValueError) as error:
            raise unreadable(path, error) from error
        if self._pipeline.listener is None and is_recording(path):
            self._pipeline = self._work.with_ears(self._pipeline)
        transcript = self._pipeline.read(path)
        analysis = self._pipeline.analyze(transcript, rename=dict(about.rename), plan=about.plan)
        contents = {
            Path(target): to_bytes(name, _rendered(analysis, name, path, Path(target)))
            for name, target in job.targets
        }
        for folder in {target.parent for target in contents}:
            make_folder(folder)
        write_together(contents)
        if transcript.speech is not None:
            resources.give_back_memory()
        return Done(
            sha256=transcript.source.sha256,
            size=before.st_size,
            mtime_ns=before.st_mtime_ns,
            written=tuple(map(len, contents.values())),
            facts=facts_of(analysis),
        )


def _rendered(analysis: Analysis, name: str, path: str, target: Path) -> str | bytes:
    """The analysis in one form; the HTML page of a recording gets its player."""
    if name == "html" and analysis.transcript.speech is not None:
        from lvm_meet.report.html import beside, render_page

        return render_page(analysis, media=beside(Path(path), target))
    return render_as(name, analysis)
