"""Recordings with references, and longer files made of them."""

from __future__ import annotations

import csv
import random
import wave
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np

from benchmarks.speechlib.spoken import Spoken, spoken

RATE = 16_000


@dataclass(frozen=True, slots=True)
class Clip:
    """One recording. `words` are those that are counted, in the order of the turns.

    `turns` are (start, end, speaker) in seconds, from the RTTM; `seconds` is the scored length.
    """

    path: Path
    seconds: float
    words: tuple[Spoken, ...]
    turns: tuple[tuple[float, float, str], ...]

    @property
    def name(self) -> str:
        return self.path.stem

    def by_speaker(self) -> dict[str, str]:
        """Each speaker's words as one text."""
        texts: dict[str, list[str]] = {}
        for speaker, word, _ in self.words:
            texts.setdefault(speaker or "", []).append(word)
        return {speaker: " ".join(words) for speaker, words in texts.items()}


def load(folder: Path) -> list[Clip]:
    """Every NAME.wav with a NAME.words.tsv, and its turns from reference.rttm, by name.

    The columns of the table are start, end, speaker and words. SystemExit without any.
    """
    turns = _turns(folder / "reference.rttm")
    clips = []
    for path in sorted(folder.glob("*.wav")):
        table = path.with_suffix(".words.tsv")
        if table.exists():
            clips.append(
                Clip(path, _length(path), tuple(_words(table)), tuple(turns.get(path.stem, ())))
            )
    if not clips:
        raise SystemExit(f"{folder}: no NAME.wav with a NAME.words.tsv beside it")
    return clips


def _words(table: Path) -> list[Spoken]:
    with table.open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file, delimiter="\t"), key=lambda row: float(row["start"]))
    return spoken((row["speaker"], token) for row in rows for token in (row["words"] or "").split())


def _turns(rttm: Path) -> dict[str, list[tuple[float, float, str]]]:
    found: dict[str, list[tuple[float, float, str]]] = {}
    for line in rttm.read_text("utf-8").splitlines():
        fields = line.split()
        if fields and fields[0] == "SPEAKER":
            start, length = float(fields[3]), float(fields[4])
            found.setdefault(fields[1], []).append((start, start + length, fields[7]))
    return found


def sound(path: Path) -> np.ndarray:
    """The recording as 16-bit mono at 16,000 samples a second."""
    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    with av.open(str(path)) as container:
        frames = [f for frame in container.decode(audio=0) for f in resampler.resample(frame)]
    frames += resampler.resample(None)
    return np.concatenate([frame.to_ndarray()[0] for frame in frames])


def _length(path: Path) -> float:
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        assert stream.duration is not None
        assert stream.time_base is not None
        return float(round(stream.duration * stream.time_base, 2))


def join(clips: list[Clip], target: Path, *, seconds: int, seed: int = 1) -> float:
    """Write the clips one after the other, each round in another order, and give the length.

    No clip follows itself but where two rounds meet, so that nothing gains from what it just heard.
    """
    rng = random.Random(seed)
    pieces = [sound(clip.path) for clip in clips]
    written = 0
    with wave.open(str(target), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        while written < seconds * RATE:
            order = list(range(len(pieces)))
            rng.shuffle(order)
            for index in order:
                piece = pieces[index][: max(0, seconds * RATE - written)]
                file.writeframes(piece.tobytes())
                written += len(piece)
    return written / RATE
