"""From a recording to a transcript with speakers; the one place that knows the order.

decode -> find speech -> recognise -> tell voices apart -> give words their speakers. What was heard
is kept in the user's cache by content, model and settings, block by block while it is being heard:
a second report is immediate, and an interrupted run goes on where it stopped.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO

import av
import onnxruntime

from lvm_meet import resources
from lvm_meet.cache import Cache
from lvm_meet.model import Note, Source, Transcript, Turn
from lvm_meet.ports import Progress
from lvm_meet.settings import Settings
from lvm_meet.speech.attribution import (
    Attributed,
    Voices,
    attribute_tracks,
    channel_voices,
    enrolled_voices,
    given_voices,
)
from lvm_meet.speech.diarize.models import identify as identify_networks
from lvm_meet.speech.hearing import Ear
from lvm_meet.speech.kept import (
    Hearing,
    pack_block,
    pack_diarization,
    pack_hearing,
    unpack_block,
    unpack_diarization,
    unpack_hearing,
)
from lvm_meet.speech.lexicon import recogniser_words
from lvm_meet.speech.media import Media, open_media
from lvm_meet.speech.recognise import BlockWords, has_gpu
from lvm_meet.speech.recording import Recording, identify, open_recording
from lvm_meet.speech.values import Diarization
from lvm_meet.speech.voices import VoiceBook, book_path
from lvm_meet.speech.weights import WhisperWeights, as_known, find

_GENERATION = 1
"""raised when the code changes what is heard: what older code kept is then not taken any more"""
_WORDS, _VOICES = "words", "voices"
_BLOCK = re.compile(r"block-([0-9]{5,9})")


@dataclass(frozen=True, slots=True)
class Listener:
    """Everything that hearing needs, checked: files missing or damaged are an error before work."""

    settings: Settings
    weights: WhisperWeights
    cache: Cache
    resume: bool = True
    ear: Ear = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "ear", Ear(self.settings, self.weights))

    @classmethod
    def build(
        cls, settings: Settings | None = None, *, cache: Cache | None = None, resume: bool = True
    ) -> Listener:
        """Find the weights that the settings name; `cache` None keeps nothing.

        With `resume` blocks that an interrupted run finished are not heard again. MissingError
        where weights are not installed, SettingsError where the settings don't fit them,
        InputError where the book of enrolled voices is asked for and damaged.
        """
        settings = settings or Settings()
        weights = find(settings.speech.model, language=settings.speech.language)
        language = as_known(settings.speech.language, weights)
        settings = replace(settings, speech=replace(settings.speech, language=language))
        if settings.diarize.enabled:
            identify_networks(resources.diarizer())
        if settings.diarize.enabled and settings.diarize.voices:
            VoiceBook.load(book_path())
        return cls(settings, weights, cache or Cache(None), resume)

    def listen(
        self,
        path: str | Path,
        *,
        stdin: BinaryIO | None = None,
        turns: Sequence[Turn] | None = None,
        names_from: Transcript | None = None,
        progress: Progress | None = None,
    ) -> Transcript:
        """The transcript of the recording `path`; "-" reads standard input.

        `turns` say who speaks when instead of the diarizer; `names_from` is another transcript of
        the same meeting, whose names the speakers get. A recording without speech gives a
        transcript without segments and a note that says so. InputError where it is no recording.
        """
        with ExitStack() as stack:
            media = stack.enter_context(open_media(path, stdin=stdin))
            source = identify(media)
            opened = _Once(media, self.settings, stack, progress)
            store = _Store(self.cache, progress)
            hearing = self._hearing(source, opened, store, progress)
            if turns is not None:
                voices: Voices | None = given_voices(turns)
            elif not (self.settings.diarize.enabled and hearing.spoken):
                voices = None
            elif hearing.split:
                voices = channel_voices(hearing.tracks)
            else:
                found = self._diarization(source, opened, store, progress)
                voices = enrolled_voices(
                    found, diarizer=self.ear.diarizer_id, settings=self.settings
                )
        attributed = attribute_tracks(
            hearing,
            voices,
            settings=self.settings,
            recogniser=self.ear.recogniser_id,
            names_from=names_from,
        )
        return self._transcript(source, hearing, attributed)

    def _transcript(self, source: Source, hearing: Hearing, found: Attributed) -> Transcript:
        notes = hearing.notes + found.notes
        if not found.segments and hearing.speech_ms:
            text = "somebody seems to speak in this recording, but no word could be recognised"
            notes += (Note("no-words", text),)
        elif not found.segments:
            notes += (Note("no-speech", "no speech was heard in this recording"),)
        return Transcript(
            source=source,
            segments=found.segments,
            language=hearing.language or None,
            origin=f"{self.ear.recogniser_id}, faster-whisper {version('faster-whisper')}",
            notes=notes,
            speech=found.speech,
        )

    def _hearing(
        self, source: Source, opened: _Once, store: _Store, progress: Progress | None
    ) -> Hearing:
        key = self._key(source, self._words_facts())
        kept = self.cache.get(key, _WORDS)
        hearing = None if kept is None else unpack_hearing(kept)
        if hearing is not None:
            return hearing
        done = self._done(key) if self.resume else {}

        def keep(block: int, words: BlockWords) -> None:
            store.put(key, f"block-{block:05d}", pack_block(words))

        hearing = self.ear.hear(opened.recording(), done=done, keep=keep, progress=progress)
        if store.put(key, _WORDS, pack_hearing(hearing)):
            for name in self.cache.names(key):
                if _BLOCK.fullmatch(name):
                    self.cache.drop(key, name)
        return hearing

    def _done(self, key: str) -> dict[int, BlockWords]:
        """What an interrupted run has left: its blocks by number."""
        found = {}
        for named in filter(None, map(_BLOCK.fullmatch, self.cache.names(key))):
            data = self.cache.get(key, named[0])
            block = None if data is None else unpack_block(data)
            if block is not None:
                found[int(named[1])] = block
        return found

    def _diarization(
        self, source: Source, opened: _Once, store: _Store, progress: Progress | None
    ) -> Diarization:
        key = self._key(source, self._voices_facts())
        kept = self.cache.get(key, _VOICES)
        found = None if kept is None else unpack_diarization(kept)
        if found is None:
            found = self.ear.diarize(opened.recording(), progress=progress)
            if not self.settings.diarize.voices:
                found = found.without_prints()  # nobody's voice is kept unless it is asked for
            store.put(key, _VOICES, pack_diarization(found))
        return found

    def _key(self, source: Source, facts: dict[str, object]) -> str:
        text = json.dumps([_GENERATION, source.sha256, facts], sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()

    def _words_facts(self) -> dict[str, object]:
        """What the words depend on, beside the recording."""
        facts = asdict(self.settings.speech)
        for name in ("model", "threads", "max_hours"):
            del facts[name]
        return facts | {
            "weights": self.weights.sha256,
            "recogniser": [version("faster-whisper"), version("ctranslate2"), has_gpu()],
            "detector": onnxruntime.__version__,
            "decoder": av.__version__,
            "inventions": sorted(recogniser_words().inventions),
            "written": dict(recogniser_words().written),
        }

    def _voices_facts(self) -> dict[str, object]:
        """What the turns depend on, beside the recording."""
        facts = asdict(self.settings.diarize)
        for name in ("enabled", "report_doubtful"):
            del facts[name]
        return facts | {
            "networks": self.ear.diarizer_id,
            "runtime": onnxruntime.__version__,
            "decoder": av.__version__,
            "channels": self.settings.speech.channels.value,
        }


class _Once:
    """The decoded recording: made when it is first asked for, and only then."""

    def __init__(
        self, media: Media, settings: Settings, stack: ExitStack, progress: Progress | None
    ) -> None:
        self._media, self._settings, self._stack = media, settings, stack
        self._progress = progress
        self._recording: Recording | None = None

    def recording(self) -> Recording:
        if self._recording is None:
            self._recording = self._stack.enter_context(
                open_recording(self._media, settings=self._settings.speech, progress=self._progress)
            )
        return self._recording


class _Store:
    """Keeps results for the next time; where that can't be, says so once, and early."""

    def __init__(self, cache: Cache, progress: Progress | None) -> None:
        self._cache, self._progress = cache, progress

    def put(self, key: str, name: str, data: bytes) -> bool:
        """See `Cache.put`."""
        kept = self._cache.put(key, name, data)
        if not kept and self._cache.directory is not None and self._progress is not None:
            self._progress.say(
                f"{self._cache.directory} can't be written: nothing is kept for next time"
            )
            self._progress = None
        return kept
