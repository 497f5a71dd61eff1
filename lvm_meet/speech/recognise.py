"""Whisper, by faster-whisper's batched pipeline: blocks of speech -> words with times.

Blocks are decoded side by side, one thread each: on 2 cores that takes about a sixth less
processor time than two threads on one block. What a block gives depends on nothing outside of it
but language and vocabulary, so an interrupted run can go on after the last finished block.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lvm_meet import resources
from lvm_meet.errors import MissingError
from lvm_meet.model import Span
from lvm_meet.ports import Progress
from lvm_meet.settings import SpeechSettings
from lvm_meet.speech.activity import detector_options, find_speech, unheard
from lvm_meet.speech.guards import guard
from lvm_meet.speech.values import PER_MS, Heard, Samples, Sound
from lvm_meet.speech.weights import WhisperWeights

if TYPE_CHECKING:
    from faster_whisper import WhisperModel
    from faster_whisper.transcribe import Segment, Word

_LISTEN_MS = 30_000
_LANGUAGE_PLACES = 4
"""places of a recording whose language is looked at: people greet each other in another one"""
_SECOND_LOOK = 5
"""beam where the first decoding heard nothing: there it is worth the time"""


@dataclass(frozen=True, slots=True)
class BlockWords:
    """One block's words, and how many were taken out: invented in silence, or said in a circle."""

    words: tuple[Heard, ...]
    invented: int = 0
    repeated: int = 0


class Recogniser:
    """One opened Whisper model. Opening takes about half a second for base."""

    def __init__(self, weights: WhisperWeights, *, settings: SpeechSettings) -> None:
        """MissingError where the files do not load."""
        from faster_whisper import WhisperModel

        logging.getLogger("faster_whisper").setLevel(logging.ERROR)
        self.weights = weights
        self._settings = settings
        self._gpu = _has_gpu()
        self._workers = 1 if self._gpu else settings.threads or resources.cores()
        try:
            self._model: WhisperModel = WhisperModel(
                str(weights.directory),
                device="cuda" if self._gpu else "cpu",
                compute_type="float16" if self._gpu else "int8",
                cpu_threads=1,
                num_workers=self._workers,
                local_files_only=True,
            )
        except (RuntimeError, ValueError, OSError) as error:
            raise MissingError(
                f"the weights in {weights.directory} do not load: {error}",
                hint="lvm-meet models verify tells whether they are damaged",
            ) from error

    def find_language(self, sound: Sound, spans: Sequence[Span]) -> tuple[str, int]:
        """The language's code and its probability in permille, found once for all of `spans`.

        Places spread over the recording vote with their probabilities. Without speech, and with a
        model that knows English only, it is English.
        """
        if not self._model.model.is_multilingual:
            return "en", 1000
        long = [span for span in spans if span.length_ms >= 1000] or list(spans)
        if not long:
            return "en", 0
        chosen = {len(long) * place // _LANGUAGE_PLACES for place in range(_LANGUAGE_PLACES)}
        votes: dict[str, float] = {}
        for place in sorted(chosen):
            start = long[place].start_ms
            piece = sound.read(start * PER_MS, (start + _LISTEN_MS) * PER_MS)
            _, _, found = self._model.detect_language(audio=piece)
            for code, share in found:
                votes[code] = votes.get(code, 0.0) + share / len(chosen)
        best = max(sorted(votes), key=votes.__getitem__)
        return best, round(1000 * min(1.0, votes[best]))

    def vocabulary_fits(self) -> int:
        """How many entries of the vocabulary the model can keep in mind."""
        most = int(self._model.max_length) // 2 - 1
        fits, text = 0, ""
        for entry in self._settings.vocabulary:
            text = f"{text}, {entry}" if text else entry
            if len(self._model.hf_tokenizer.encode(" " + text, add_special_tokens=False)) > most:
                break
            fits += 1
        return fits

    def hear(
        self,
        tasks: Sequence[tuple[Sound, Span]],
        *,
        language: str,
        done: Mapping[int, BlockWords],
        keep: Callable[[int, BlockWords], None],
        progress: Progress | None = None,
    ) -> list[BlockWords]:
        """All blocks (a sound and a stretch of it, about one batch of speech), in order.

        Those in `done` are not heard again; each new one goes to `keep`. On an interrupt what was
        kept stays, and the blocks that are being heard are given up.
        """
        found = {place: words for place, words in done.items() if place < len(tasks)}
        finished = sum(tasks[place][1].length_ms for place in found)
        if progress:
            progress.stage("transcribe", sum(block.length_ms for _, block in tasks))
            progress.at(finished)
        pool = ThreadPoolExecutor(self._workers)
        try:
            waiting: dict[Future[BlockWords], int] = {
                pool.submit(self._hear_block, sound, block, language): place
                for place, (sound, block) in enumerate(tasks)
                if place not in found
            }
            for future in as_completed(waiting):
                place = waiting[future]
                found[place] = future.result()
                keep(place, found[place])
                finished += tasks[place][1].length_ms
                if progress:
                    progress.at(finished)
        finally:
            # Without waiting: a block takes seconds, and who interrupts wants the prompt back.
            pool.shutdown(wait=False, cancel_futures=True)
        return [found[place] for place in range(len(tasks))]

    def _hear_block(self, sound: Sound, block: Span, language: str) -> BlockWords:
        from faster_whisper import BatchedInferencePipeline

        piece = np.ascontiguousarray(
            sound.read(block.start_ms * PER_MS, block.end_ms * PER_MS), dtype=np.float32
        )
        if not np.any(piece):
            return BlockWords(())
        segments, _ = BatchedInferencePipeline(self._model).transcribe(
            piece,
            language=language,
            beam_size=self._settings.beam,
            batch_size=self._settings.batch,
            word_timestamps=True,
            vad_filter=True,
            vad_parameters=detector_options(self._settings),
            hotwords=self._hotwords(),
        )
        words = [
            word
            for segment in segments
            if not self._failed(segment)
            for word in _heard(segment.words or (), block.start_ms, block)
        ]
        words += self._second_look(piece, words, block, language)
        guarded = guard(sorted(words, key=lambda word: word.span.start_ms), settings=self._settings)
        return BlockWords(guarded.words, guarded.invented, guarded.repeated)

    def _failed(self, segment: Segment) -> bool:
        """Whether the model's own figures say that it was lost."""
        settings = self._settings
        return bool(
            1000 * segment.compression_ratio > settings.most_repetitive
            or 1000 * segment.avg_logprob < settings.least_likely
        )

    def _second_look(
        self, piece: np.ndarray, words: Sequence[Heard], block: Span, language: str
    ) -> list[Heard]:
        """What is said where the first decoding has no words although somebody speaks.

        Decoding many seconds at once, Whisper at times jumps to the end of them; and where it
        failed, nothing of it was taken. Heard alone, such a stretch is often clear.
        """
        settings = self._settings
        speech = find_speech(Samples(piece), settings=settings)
        spoken = [
            Span(each.start_ms + block.start_ms, each.end_ms + block.start_ms) for each in speech
        ]
        found: list[Heard] = []
        for gap in unheard(spoken, words, least_ms=settings.unheard_ms):
            start = gap.start_ms - block.start_ms
            # No fall-back to sampling at higher temperatures: it draws lots, and the same
            # recording must give the same words.
            again, _ = self._model.transcribe(
                piece[start * PER_MS : (gap.end_ms - block.start_ms) * PER_MS],
                language=language,
                beam_size=_SECOND_LOOK,
                temperature=0.0,
                condition_on_previous_text=False,
                word_timestamps=True,
                vad_filter=False,
                hotwords=self._hotwords(),
            )
            for segment in again:
                sure = 1000 * segment.avg_logprob >= settings.second_likely
                if sure and 1000 * segment.no_speech_prob <= settings.silent:
                    found += _heard(segment.words or (), gap.start_ms, gap)
        return found

    def _hotwords(self) -> str | None:
        return ", ".join(self._settings.vocabulary) or None


def _heard(words: Sequence[Word], origin_ms: int, inside: Span) -> list[Heard]:
    """faster-whisper's words (seconds from `origin_ms`) as ours, kept inside a stretch."""
    found: list[Heard] = []
    latest = inside.start_ms
    for place, word in enumerate(words):
        if not word.word.strip():
            continue
        start = min(max(latest, origin_ms + round(word.start * 1000)), inside.end_ms)
        end = min(max(start, origin_ms + round(word.end * 1000)), inside.end_ms)
        latest = start
        confidence = min(1000, max(0, round(1000 * float(word.probability))))
        found.append(Heard(word.word, Span(start, end), confidence, breaks=place == 0))
    return found


def _has_gpu() -> bool:
    import ctranslate2

    return int(ctranslate2.get_cuda_device_count()) > 0
