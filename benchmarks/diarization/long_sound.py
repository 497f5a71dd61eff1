"""Time and peak memory of diarizing a long sound. `benchmarks.diarization.measure` runs it.

    python -m benchmarks.diarization.long_sound SOUND.npy --minutes 60

SOUND.npy holds int16 samples, 16 kHz, mono; they are repeated until the length is reached, piece
by piece, as a decoded recording would be read. Imports nothing but what diarizing needs.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from lvm_meet.settings import DiarizeSettings
from lvm_meet.speech.diarize import Diarizer
from lvm_meet.speech.values import RATE


@dataclass(frozen=True, slots=True)
class Repeated:
    """A sound over and over, without the memory that it would take."""

    data: np.ndarray
    samples: int

    def read(self, start: int, stop: int) -> np.ndarray:
        """See `lvm_meet.speech.values.Sound`."""
        rows = np.arange(max(0, start), min(stop, self.samples)) % len(self.data)
        return np.asarray(self.data[rows] / np.float32(32768), dtype=np.float32)


def main() -> None:
    """Diarize and print one line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("sound", type=Path)
    parser.add_argument("--minutes", type=int, required=True)
    parser.add_argument("--set", nargs="*", default=[], metavar="NAME=NUMBER", dest="changes")
    options = parser.parse_args()
    diarizer = Diarizer.build(changed(options.changes))
    before = peak_mib()
    sound = Repeated(np.load(options.sound, mmap_mode="r"), options.minutes * 60 * RATE)
    cpu, wall = time.process_time(), time.perf_counter()
    found = diarizer.diarize(sound)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    print(
        f"{options.minutes} min: {cpu / options.minutes / 60:.3f} CPU-s/s, {wall:.0f} s with "
        f"{diarizer.models.threads} threads, peak {peak_mib():.0f} MiB ({before:.0f} when loaded), "
        f"{len(found.voices)} voices, {len(found.turns)} turns"
    )


def changed(changes: list[str]) -> DiarizeSettings:
    """The settings with changes like "step_ms=1000"."""
    parts = (change.partition("=") for change in changes)
    return replace(DiarizeSettings(), **{name: int(value) for name, _, value in parts})


def peak_mib() -> float:
    """The most memory that this process has had (Linux)."""
    status = Path("/proc/self/status").read_text("utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


if __name__ == "__main__":
    main()
