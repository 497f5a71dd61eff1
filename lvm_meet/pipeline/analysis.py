"""The order of the stages.

source -> Transcript -> Utterances -> Signals -> Style -> Conclusions -> Analysis. A Pipeline is
built once (lexicons read, splitter loaded, encoder opened, exemplars embedded; whatever is missing
is an error here) and then analyses any number of meetings. What hears recordings is built beside
it, because most meetings come as transcripts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from lvm_meet import lexicon as lexicons
from lvm_meet import readers, resources, speakers, speech, utterances
from lvm_meet.codec import SCHEMA_VERSION
from lvm_meet.embed import open_encoder
from lvm_meet.errors import SettingsError
from lvm_meet.model import Analysis, Note, Plan, Provenance, Transcript, Turn
from lvm_meet.pipeline.conclusions import Conclusions
from lvm_meet.ports import Progress
from lvm_meet.settings import Settings
from lvm_meet.signals.classifier import Classifier
from lvm_meet.signals.sentences import SentenceVectors, embed_sentences
from lvm_meet.signals.similarity import Calibration
from lvm_meet.style import find_contrasts, profile
from lvm_meet.version import __version__

if TYPE_CHECKING:
    from lvm_meet.speech.listener import Listener

_UNCALIBRATED = Note(
    "uncalibrated",
    "this encoder brings no calibration: the scores order the classes, but are no probabilities",
)


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The stages, ready to run."""

    settings: Settings
    unitizer: utterances.Unitizer
    classifier: Classifier
    sentences: SentenceVectors
    conclusions: Conclusions
    listener: Listener | None = None

    @classmethod
    def build(
        cls,
        settings: Settings | None = None,
        *,
        lexicon_dir: Path | None = None,
        listener: Listener | None = None,
    ) -> Pipeline:
        """LexiconError, MissingError or SettingsError where a part can't be had.

        `listener` hears the recordings; without one, each recording builds its own.
        """
        settings = settings or Settings()
        lexicon = lexicons.load(lexicon_dir)
        unitizer = utterances.prepare(words=lexicon.words, settings=settings.units)
        directory = settings.signals.encoder or resources.encoder()
        encoder = open_encoder(
            directory, threads=settings.signals.threads, batch=settings.signals.batch
        )
        vectors = embed_sentences(encoder, lexicon, directory=directory)
        classifier = Classifier(
            encoder=encoder,
            lexicon=lexicon,
            vectors=vectors.exemplars,
            calibration=Calibration.load(directory),
            evidence=settings.signals.evidence,
        )
        conclusions = Conclusions.build(settings, lexicon, vectors)
        return cls(settings, unitizer, classifier, vectors, conclusions, listener)

    def read(
        self,
        path: str | Path,
        *,
        stdin: BinaryIO | None = None,
        turns: Sequence[Turn] | None = None,
        names_from: Transcript | None = None,
        progress: Progress | None = None,
    ) -> Transcript:
        """Read a transcript or hear a recording, whichever the content is; "-" is standard input.

        `turns`, `names_from` and `progress` are for recordings (see `Listener.listen`). InputError
        where the source can't be read; with strict reading also where something of it was guessed
        or mended.
        """
        if self.settings.read.input_format or not speech.is_recording(path, stdin=stdin):
            transcript = readers.read(path, settings=self.settings.read, stdin=stdin)
            if turns is not None or names_from is not None:
                raise SettingsError(
                    f"{path} is no recording: turns or another transcript's names don't fit it",
                    hint="give the recording as FILE",
                )
            return transcript
        from lvm_meet.speech.listener import Listener  # brings faster-whisper and a decoder

        listener = self.listener or Listener.build(self.settings)
        heard = listener.listen(
            path, stdin=stdin, turns=turns, names_from=names_from, progress=progress
        )
        if self.settings.read.strict:
            readers.refuse_doubts(heard, path=str(path))
        return heard

    def analyze(
        self,
        transcript: Transcript,
        *,
        rename: Mapping[str, str] | None = None,
        title: str = "",
        plan: Plan | None = None,
    ) -> Analysis:
        """From the words as read to everything that is said about them.

        `plan` is what was known of the meeting before: its day, agenda and roles.
        """
        plan = plan or Plan()
        if rename:
            transcript = speakers.rename(transcript, rename)
        lexicon = self.classifier.lexicon
        units, notes = self.unitizer.split(transcript)
        if not self.classifier.calibration.fitted:
            notes = (*notes, _UNCALIBRATED)
        transcript = replace(transcript, notes=(*transcript.notes, *notes))
        coding = self.classifier.code(units, context=self.settings.signals.context)
        contrasts = find_contrasts(
            units,
            coding.signals,
            coding.vectors,
            self.sentences.contrasts,
            settings=self.settings.style,
        )
        style = profile(
            units,
            coding.signals,
            contrasts=contrasts,
            words=lexicon.words,
            settings=self.settings.style,
        )
        insights, found, more = self.conclusions.draw(
            transcript, units, coding.signals, coding.vectors, style=style, plan=plan
        )
        return Analysis(
            transcript=replace(transcript, notes=(*transcript.notes, *more)),
            utterances=units,
            signals=coding.signals,
            style=style,
            provenance=self.provenance(),
            title=title or plan.title,
            renamed=tuple(sorted((rename or {}).items())),
            insights=insights,
            profile=found,
        )

    def provenance(self) -> Provenance:
        """What made a result; the same for every meeting of this pipeline."""
        return Provenance(
            version=__version__,
            schema=SCHEMA_VERSION,
            settings=self.settings.fingerprint(),
            lexicons=self.classifier.lexicon.sha256,
            encoder=self.classifier.encoder.model_id,
            splitter=self.unitizer.splitter,
        )
