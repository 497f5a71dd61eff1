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
from functools import cached_property
from threading import Event
from typing import TYPE_CHECKING

import numpy as np
from threadpoolctl import threadpool_limits

from lvm_meet import resources
from lvm_meet.errors import MissingError
from lvm_meet.model import Span
from lvm_meet.ports import Progress
from lvm_meet.settings import SpeechSettings
from lvm_meet.speech.activity import detector_options, unheard
from lvm_meet.speech.guards import guard
from lvm_meet.speech.lexicon import recogniser_words
from lvm_meet.speech.prompt import how_many_fit, prompt
from lvm_meet.speech.values import PER_MS, Heard, Sound
from lvm_meet.speech.weights import WhisperWeights

if TYPE_CHECKING:
    from faster_whisper import WhisperModel
    from faster_whisper.transcribe import Segment, Word

_LISTEN_MS = 30_000
_LANGUAGE_PLACES = 4
"""places of a recording whose language is looked at: people greet each other in another one"""
_MOST_BLOCKS = 4
"""blocks that are heard at a time; of more cores each gets several, as memory grows by block"""
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
        """MissingError where the files do not load; LexiconError where recogniser.toml is broken.

        `on_gpu` says where it runs: on a graphics card that works, else on the processor.
        """
        logging.getLogger("faster_whisper").setLevel(logging.ERROR)
        recogniser_words()  # before the first block is heard, not after it
        self.weights, self._settings = weights, settings
        resources.prefer_wide_vectors()
        model = _on_gpu(weights) if has_gpu() else None
        self.on_gpu = model is not None
        cores = settings.threads or resources.cores()
        self._workers = 1 if self.on_gpu else min(_MOST_BLOCKS, cores)
        self._model: WhisperModel = model or _on_cpu(
            weights, blocks=self._workers, threads=cores // self._workers
        )

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

    @cached_property
    def vocabulary_fits(self) -> int:
        """How many entries of the vocabulary the model can keep in mind; it is told no more."""
        tokenizer = self._model.hf_tokenizer
        return how_many_fit(
            self._settings.vocabulary,
            most=int(self._model.max_length) // 2 - 1,
            tokens=lambda text: len(tokenizer.encode(" " + text, add_special_tokens=False)),
        )

    def hear(
        self,
        tasks: Sequence[tuple[Sound, Span]],
        *,
        language: str,
        done: Mapping[int, BlockWords],
        keep: Callable[[int, BlockWords], None],
        progress: Progress | None = None,
    ) -> list[BlockWords]:
        """All blocks (a sound and a stretch of it, see `cut_blocks`), in order.

        Those in `done` are not heard again; each new one goes to `keep`. On an interrupt what was
        kept stays, and the blocks that are being heard are given up.
        """
        found = {place: words for place, words in done.items() if place < len(tasks)}
        finished = sum(tasks[place][1].length_ms for place in found)
        if progress:
            progress.stage("transcribe", sum(block.length_ms for _, block in tasks))
            progress.at(finished)
        pool, given_up = ThreadPoolExecutor(self._workers), Event()
        # numpy's BLAS adds up in another order with another number of threads; the last digits of
        # the features then turn an "okay" into an "OK" from one run to the next.
        blas = threadpool_limits(limits=1, user_api="blas")
        try:
            waiting: dict[Future[BlockWords], int] = {
                pool.submit(self._hear_block, sound, block, language, given_up): place
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
            # Without waiting: who interrupts wants the prompt back. What is being heard ends with
            # its batch (an interpreter that ends waits for that, the command line doesn't).
            given_up.set()
            pool.shutdown(wait=False, cancel_futures=True)
            blas.restore_original_limits()
        return [found[place] for place in range(len(tasks))]

    def _hear_block(self, sound: Sound, block: Span, language: str, given_up: Event) -> BlockWords:
        from faster_whisper import BatchedInferencePipeline

        piece = np.ascontiguousarray(
            sound.read(block.start_ms * PER_MS, block.end_ms * PER_MS), dtype=np.float32
        )
        if not np.any(piece):
            return BlockWords(())
        segments, info = BatchedInferencePipeline(self._model).transcribe(
            piece,
            language=language,
            beam_size=self._settings.beam,
            batch_size=self._settings.batch,
            word_timestamps=True,
            vad_filter=True,
            vad_parameters=detector_options(self._settings),
            hotwords=self._said_before(language),
        )
        sure = []
        for segment in segments:  # each batch is decoded when it is asked for
            if given_up.is_set():
                return BlockWords(())
            if not self._failed(segment):
                sure.append(segment.words or ())
        words = _heard(sure, block.start_ms, block)
        spoken = [
            Span(block.start_ms + each["start"] // PER_MS, block.start_ms + each["end"] // PER_MS)
            for each in info.transcription_options.clip_timestamps
        ]
        words += self._second_look(piece, words, spoken, block, language)
        guarded = guard(sorted(words, key=lambda word: word.span), settings=self._settings)
        return BlockWords(guarded.words, guarded.invented, guarded.repeated)

    def _failed(self, segment: Segment) -> bool:
        """Whether the model's own figures say that it was lost."""
        settings = self._settings
        return bool(
            1000 * segment.compression_ratio > settings.most_repetitive
            or 1000 * segment.avg_logprob < settings.least_likely
        )

    def _second_look(
        self,
        piece: np.ndarray,
        words: Sequence[Heard],
        spoken: Sequence[Span],
        block: Span,
        language: str,
    ) -> list[Heard]:
        """What is said where the first decoding has no words although somebody speaks.

        Decoding many seconds at once, Whisper at times jumps to the end of them; and where it
        failed, nothing of it was taken. Heard alone, such a stretch is often clear.
        """
        settings = self._settings
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
                hotwords=self._said_before(language),
            )
            sure = [
                segment.words or ()
                for segment in again
                if 1000 * segment.avg_logprob >= settings.second_likely
                and 1000 * segment.no_speech_prob <= settings.silent
            ]
            found += _heard(sure, gap.start_ms, gap)
        return found

    def _said_before(self, language: str) -> str | None:
        return prompt(self._settings.vocabulary[: self.vocabulary_fits], language=language)


def _heard(segments: Sequence[Sequence[Word]], origin_ms: int, inside: Span) -> list[Heard]:
    """faster-whisper's words (seconds from `origin_ms`) as ours, kept inside a stretch.

    They stay in the order of the text: no word begins or ends before the one ahead of it does.
    """
    found: list[Heard] = []
    start = end = inside.start_ms
    for words in segments:
        breaks = True
        for word in words:
            if not word.word.strip():
                continue
            start = min(max(start, origin_ms + round(word.start * 1000)), inside.end_ms)
            end = min(max(start, end, origin_ms + round(word.end * 1000)), inside.end_ms)
            confidence = min(1000, max(0, round(1000 * float(word.probability))))
            found.append(Heard(word.word, Span(start, end), confidence, breaks))
            breaks = False
    return found


def has_gpu() -> bool:
    """Whether there is a graphics card that CTranslate2 knows, of use or not."""
    import ctranslate2

    return int(ctranslate2.get_cuda_device_count()) > 0


def _on_gpu(weights: WhisperWeights) -> WhisperModel | None:
    """The model on the graphics card; None where that does not work."""
    from faster_whisper import WhisperModel

    try:
        model = WhisperModel(
            str(weights.directory), device="cuda", compute_type="float16", local_files_only=True
        )
        # Whether CUDA's libraries are there only shows when something is computed.
        model.encode(np.zeros((model.model.n_mels, model.feature_extractor.nb_max_frames), "f4"))
    except (RuntimeError, ValueError, OSError):
        return None
    return model


def _on_cpu(weights: WhisperWeights, *, blocks: int, threads: int) -> WhisperModel:
    from faster_whisper import WhisperModel

    try:
        return WhisperModel(
            str(weights.directory),
            device="cpu",
            compute_type="int8",
            cpu_threads=threads,
            num_workers=blocks,
            local_files_only=True,
        )
    except (RuntimeError, ValueError, OSError) as error:
        raise MissingError(
            f"the weights in {weights.directory} do not load: {error}",
            hint="lvm-meet models verify tells whether they are damaged",
        ) from error
