"""The ear: opens the models when they are needed, and hears a decoded recording with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from lvm_meet import resources
from lvm_meet.model import Note, Span
from lvm_meet.ports import Progress
from lvm_meet.settings import Settings
from lvm_meet.speech.activity import Within, cut_blocks, find_speech, total_ms
from lvm_meet.speech.channels import layout
from lvm_meet.speech.crosstalk import own_speech
from lvm_meet.speech.diarize import Diarizer
from lvm_meet.speech.diarize.models import identify
from lvm_meet.speech.kept import Hearing, Track
from lvm_meet.speech.recognise import BlockWords, Recogniser, has_gpu
from lvm_meet.speech.recording import Recording
from lvm_meet.speech.values import Diarization, Sound
from lvm_meet.speech.weights import WhisperWeights

_UNSURE_LANGUAGE = 500
"""permille of probability below which the language is a guess"""
_LONG_MS = 3_600_000
"""from an hour on, memory counts for more than half a second"""


class Ear:
    """Recogniser and diarizer of one setting; both are opened once, and only if they are used."""

    def __init__(self, settings: Settings, weights: WhisperWeights) -> None:
        self._settings = settings
        self._weights = weights

    @property
    def recogniser_id(self) -> str:
        """Name and hash of the weights."""
        return f"whisper-{self._weights.name}@{self._weights.sha256[:12]}"

    @cached_property
    def diarizer_id(self) -> str:
        """Name and hash of the networks that tell voices apart."""
        return identify(resources.diarizer())

    @cached_property
    def _recogniser(self) -> Recogniser:
        return Recogniser(self._weights, settings=self._settings.speech)

    @cached_property
    def _diarizer(self) -> Diarizer:
        return Diarizer.build(self._settings.diarize, threads=self._settings.speech.threads)

    def hear(
        self,
        recording: Recording,
        *,
        done: Mapping[int, BlockWords],
        keep: Callable[[int, BlockWords], None],
        progress: Progress | None = None,
    ) -> Hearing:
        """All words of a recording. `done` and `keep` as in `Recogniser.hear`."""
        settings = self._settings.speech
        channels = layout(recording, choice=settings.channels)
        spans = [find_speech(sound, settings=settings) for sound in channels.sounds]
        sounds: Sequence[Sound] = channels.sounds
        own: Sequence[tuple[Span, ...] | None] = [None]
        if channels.split:
            spans = [tuple(each) for each in own_speech(channels.sounds, spans)]
            sounds = [
                Within(sound, each) for sound, each in zip(channels.sounds, spans, strict=True)
            ]
            own = spans
        notes = recording.notes + channels.notes
        language, share = settings.language or "", 1000
        if not any(spans):
            return Hearing(recording.duration_ms, 0, language, 0, (), notes)
        if not language:
            longest = max(range(len(spans)), key=lambda place: total_ms(spans[place]))
            language, share = self._recogniser.find_language(sounds[longest], spans[longest])
        blocks = [
            cut_blocks(each, sound, settings=settings)
            for each, sound in zip(spans, sounds, strict=True)
        ]
        heard = self._recogniser.hear(
            [
                (sound, block)
                for sound, own_blocks in zip(sounds, blocks, strict=True)
                for block in own_blocks
            ],
            language=language,
            done=done,
            keep=keep,
            progress=progress,
        )
        return Hearing(
            duration_ms=recording.duration_ms,
            speech_ms=_union_ms(spans),
            language=language,
            language_share=share,
            tracks=_tracks(heard, blocks, own),
            notes=notes + self._notes(heard, language, share),
        )

    def diarize(self, recording: Recording, *, progress: Progress | None = None) -> Diarization:
        """Who speaks when in a recording with everybody on one track.

        For a long recording the recogniser is closed first: the diarizer then needs memory that
        grows with the length, and opening it again for the next recording takes half a second.
        """
        if recording.duration_ms >= _LONG_MS:
            self.__dict__.pop("_recogniser", None)
            resources.give_back_memory()
        (sound, *_) = layout(recording, choice=self._settings.speech.channels).sounds
        return self._diarizer.diarize(sound, progress=progress)

    def _notes(self, heard: Sequence[BlockWords], language: str, share: int) -> tuple[Note, ...]:
        notes = []
        invented = sum(block.invented for block in heard)
        repeated = sum(block.repeated for block in heard)
        if invented:
            notes.append(
                Note(
                    "invented-words",
                    "words were left out that recognisers are known to invent where nothing is "
                    "said",
                    count=invented,
                )
            )
        if repeated:
            notes.append(
                Note(
                    "repeated-words",
                    "words were left out where the recogniser ran in a circle",
                    count=repeated,
                )
            )
        if share < _UNSURE_LANGUAGE:
            notes.append(
                Note(
                    "unsure-language",
                    f"the language was guessed to be {language!r} with a probability of "
                    f"{share / 1000:.2f}; --language fixes it",
                )
            )
        if has_gpu() and not self._recogniser.on_gpu:
            notes.append(
                Note(
                    "gpu-unused",
                    "the graphics card could not be used, because CUDA's libraries are missing or "
                    "do not fit it; the processor did the work",
                    remark=True,
                )
            )
        vocabulary = self._settings.speech.vocabulary
        fits = self._recogniser.vocabulary_fits if vocabulary else 0
        if fits < len(vocabulary):
            notes.append(
                Note(
                    "vocabulary-cut",
                    f"only the first {fits} of {len(vocabulary)} entries of the vocabulary fit "
                    "into the model's memory",
                )
            )
        return tuple(notes)


def _tracks(
    heard: Sequence[BlockWords],
    blocks: Sequence[Sequence[Span]],
    own: Sequence[tuple[Span, ...] | None],
) -> tuple[Track, ...]:
    """The blocks' words, put together again by sound."""
    rest = iter(heard)
    return tuple(
        Track(tuple(word for _ in of_sound for word in next(rest).words), spans)
        for of_sound, spans in zip(blocks, own, strict=True)
    )


def _union_ms(spans: Sequence[Sequence[Span]]) -> int:
    """Time in which anybody speaks."""
    total, until = 0, 0
    for span in sorted(span for each in spans for span in each):
        total += max(0, span.end_ms - max(span.start_ms, until))
        until = max(until, span.end_ms)
    return total
