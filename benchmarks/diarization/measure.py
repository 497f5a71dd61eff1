"""How often the diarizer errs, what it costs, and how much memory an hour takes.

    python -m benchmarks.diarization.measure [--minutes 60] [--set cut=550 ...]

DER by pyannote.metrics: collar 0, overlap counted, pooled (sum of errors by sum of speech), on the
clips of `../shared/audio` (LVM_MEET_SHARED overrides), one by one and joined end to end into
groups. Where the proof of concept lies in `../shared/research/diarization`, it runs on the same
sound in the same run, with the same networks.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from pyannote.core import Annotation, Segment, Timeline
from pyannote.metrics.diarization import DiarizationErrorRate

from benchmarks.diarization.long_sound import changed
from lvm_meet import resources
from lvm_meet.settings import DiarizeSettings
from lvm_meet.speech.diarize import Diarizer
from lvm_meet.speech.values import RATE, Samples

Turns = list[tuple[float, float, str]]
"""start and end in seconds, and who"""
Method = Callable[[np.ndarray], Turns]

ROOT = Path(__file__).parents[2]
GROUPS = (
    ("dev00", "dev01"),
    ("trn06", "trn09"),
    ("trn03", "trn04", "trn05"),
    ("dev00", "trn03", "trn05"),
    ("dev01", "trn04", "trn09"),
    ("trn04", "trn05", "trn06", "trn09"),
    ("dev00", "dev01", "trn03", "trn04", "trn05", "trn06", "trn09"),
)
"""clips that share speakers, clips that don't, and all"""


@dataclass(frozen=True, slots=True)
class Clip:
    """A recording with who speaks in it; `samples` float32 in [-1, 1]."""

    name: str
    samples: np.ndarray
    reference: Turns


@dataclass(frozen=True, slots=True)
class Errors:
    """Seconds of missed speech, of false alarm, of confusion, and of speech; they add."""

    missed: float = 0.0
    false_alarm: float = 0.0
    confused: float = 0.0
    total: float = 0.0

    def __add__(self, other: Errors) -> Errors:
        return Errors(
            self.missed + other.missed,
            self.false_alarm + other.false_alarm,
            self.confused + other.confused,
            self.total + other.total,
        )

    @property
    def rate(self) -> float:
        """The diarization error rate in percent."""
        return 100 * (self.missed + self.false_alarm + self.confused) / self.total

    def __str__(self) -> str:
        parts = (self.missed, self.false_alarm, self.confused)
        shown = " ".join(f"{100 * part / self.total:5.1f}" for part in parts)
        return f"{self.rate:5.1f} ({shown})"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--minutes", type=int, default=0, help="length of the memory test; 0: none")
    parser.add_argument("--set", nargs="*", default=[], metavar="NAME=NUMBER", dest="changes")
    parser.add_argument("--no-proof", action="store_true", help="leave the proof out")
    options = parser.parse_args()
    settings = changed(options.changes)
    clips = read_clips(shared() / "audio")
    methods: dict[str, Method] = {"ours": method(settings)}
    proof = shared() / "research" / "diarization" / "offline_diar.py"
    if proof.is_file() and not options.no_proof:
        methods["proof"] = proof_method(proof)
    compare(clips, methods)
    if options.minutes:
        long_sound(clips, minutes=options.minutes, changes=options.changes)


def long_sound(clips: dict[str, Clip], *, minutes: int, changes: list[str]) -> None:
    """Time and memory of a long sound, in a process that holds nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sound.npy"
        samples = joined(list(clips.values())).samples
        np.save(file, np.round(samples * 32767).astype(np.int16))
        command = [sys.executable, "-m", "benchmarks.diarization.long_sound", str(file)]
        command += ["--minutes", str(minutes), "--set", *changes]
        subprocess.run(command, cwd=ROOT, check=True)


def compare(clips: dict[str, Clip], methods: dict[str, Method]) -> None:
    """DER of every method on clips and groups, and its CPU time."""
    titles = "".join(f"{f'{name}: DER (miss  f.a. conf.) voices':>38}" for name in methods)
    print(f"{'':40}{titles}")
    everything = [(name,) for name in clips]
    for title, sets in (("clips", everything), ("groups", list(GROUPS))):
        pooled = {name: Errors() for name in methods}
        seconds = dict.fromkeys(methods, 0.0)
        for names in sets:
            clip = joined([clips[name] for name in names])
            shown = []
            for name, run in methods.items():
                start = time.process_time()
                turns = run(clip.samples)
                seconds[name] += time.process_time() - start
                errors = score(clip, turns)
                pooled[name] += errors
                voices = f"{len(voices_of(clip.reference))}->{len(voices_of(turns))}"
                shown.append(f"{errors} {voices:>7}")
            print(f"{' '.join(names) if len(names) < 7 else 'all seven':40}{f_columns(shown)}")
        length = sum(len(clips[name].samples) / RATE for names in sets for name in names)
        print(f"{title + ' pooled':40}{f_columns([f'{e}        ' for e in pooled.values()])}")
        cost = [f"{seconds[name] / length:.3f} CPU-s/s        " for name in methods]
        print(f"{'':40}{f_columns(cost)}")


def f_columns(cells: list[str]) -> str:
    """Cells of a row, right-aligned."""
    return "".join(f"{cell:>38}" for cell in cells)


def method(settings: DiarizeSettings) -> Method:
    """The diarizer of the package, on one thread."""
    diarizer = Diarizer.build(settings, threads=1)

    def run(samples: np.ndarray) -> Turns:
        turns = diarizer.diarize(Samples(samples)).turns
        return [(t.span.start_ms / 1000, t.span.end_ms / 1000, str(t.voice)) for t in turns]

    return run


def proof_method(path: Path) -> Method:
    """The proof of concept, with the package's networks, on one thread."""
    spec = importlib.util.spec_from_file_location("offline_diar", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} cannot be imported")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    proof = module.OfflineDiarizer(str(resources.diarizer()), workers=1)
    return lambda samples: [(a, b, str(voice)) for a, b, voice in proof(samples)]


def score(clip: Clip, turns: Turns) -> Errors:
    """Errors of `turns` against the clip's reference, collar 0, overlap counted."""
    found = DiarizationErrorRate(collar=0.0, skip_overlap=False)(
        annotation(clip.reference),
        annotation(turns),
        uem=Timeline([Segment(0, len(clip.samples) / RATE)]),
        detailed=True,
    )
    keys = ("missed detection", "false alarm", "confusion", "total")
    return Errors(*(float(found[key]) for key in keys))


def annotation(turns: Turns) -> Annotation:
    """The turns in pyannote's form."""
    found = Annotation()
    for track, (start, end, who) in enumerate(turns):
        found[Segment(start, end), track] = who
    return found


def voices_of(turns: Turns) -> set[str]:
    """Everybody who has a turn."""
    return {who for _, _, who in turns}


def joined(clips: list[Clip]) -> Clip:
    """The clips end to end; who has the same name in two clips is the same person."""
    turns, offset = [], 0.0
    for clip in clips:
        turns += [(start + offset, end + offset, who) for start, end, who in clip.reference]
        offset += len(clip.samples) / RATE
    samples = np.concatenate([clip.samples for clip in clips])
    return Clip("+".join(clip.name for clip in clips), samples, turns)


def shared() -> Path:
    """The directory with the sound that is not part of the project."""
    return Path(os.environ.get("LVM_MEET_SHARED", ROOT.parent / "shared"))


def read_clips(directory: Path) -> dict[str, Clip]:
    """The clips with their references (`reference.rttm`)."""
    turns: dict[str, Turns] = {}
    for line in (directory / "reference.rttm").read_text("utf-8").splitlines():
        _, name, _, start, length, _, _, who, *_ = line.split()
        turns.setdefault(name, []).append((float(start), float(start) + float(length), who))
    return {
        path.stem: Clip(path.stem, read_sound(path), turns[path.stem])
        for path in sorted(directory.glob("*.wav"))
        if path.stem in turns
    }


def read_sound(path: Path) -> np.ndarray:
    """Mono, 16 kHz, float32 in [-1, 1]."""
    with av.open(str(path)) as container:
        mono = av.AudioResampler(format="flt", layout="mono", rate=RATE)
        frames = [f for frame in container.decode(audio=0) for f in mono.resample(frame)]
        frames += mono.resample(None)
    return np.concatenate([frame.to_ndarray()[0] for frame in frames])


if __name__ == "__main__":
    main()
