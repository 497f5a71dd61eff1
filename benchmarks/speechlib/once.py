"""One recogniser on some recordings, in a process of its own, so that its memory can be measured.

    python -m benchmarks.speechlib.once HOW MODEL [--no-speakers] FILE...

HOW is `ours` (the product's front door, without its cache) or `plain` (faster-whisper's
`WhisperModel.transcribe` with its defaults, all words given to one speaker). Both hear English and
compute in int8 on the CPU. Prints one JSON object.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard in one file.

    `words` are (speaker or None, word) in order, `turns` (start, end, speaker) in seconds;
    `seconds` is the time it took.
    """

    seconds: float
    words: tuple[tuple[str | None, str], ...]
    turns: tuple[tuple[float, float, str], ...]


@dataclass(frozen=True, slots=True)
class Run:
    """A process's results, with the time to load in seconds and its peak memory in MiB."""

    loading: float
    heard: tuple[Heard, ...]
    peak: float

    @property
    def seconds(self) -> float:
        """Loading and all recordings: one loads its models at once, another when it needs them."""
        return self.loading + sum(heard.seconds for heard in self.heard)


def run(how: str, model: str, files: Sequence[Path], *, speakers: bool = True) -> Run:
    """Start the process and wait for it; SystemExit with its last words where it fails."""
    command = [sys.executable, "-m", "benchmarks.speechlib.once", how, model, *map(str, files)]
    if not speakers:
        command.append("--no-speakers")
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    assert process.stdout is not None
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} failed")
    found = json.loads(output)
    heard = tuple(
        Heard(
            one["seconds"],
            tuple((speaker, word) for speaker, word in one["words"]),
            tuple((start, end, speaker) for start, end, speaker in one["turns"]),
        )
        for one in found["heard"]
    )
    return Run(found["loading"], heard, usage.ru_maxrss / 1024)


def ours(model: str, *, speakers: bool) -> Callable[[Path], Heard]:
    """The product's front door."""
    from lvm_meet import resources
    from lvm_meet.settings import DiarizeSettings, Settings, SpeechSettings
    from lvm_meet.speech.listener import Listener

    resources.keep_memory()  # as the command line does
    listener = Listener.build(
        Settings(
            speech=SpeechSettings(model=model, language=LANGUAGE),
            diarize=DiarizeSettings(enabled=speakers),
        )
    )

    def listen(path: Path) -> Heard:
        began = time.perf_counter()
        transcript = listener.listen(path)
        seconds = time.perf_counter() - began
        words = tuple(
            (segment.speaker, word)
            for segment in transcript.segments
            for word in segment.text.split()
        )
        turns = transcript.speech.turns if transcript.speech else ()
        return Heard(
            seconds,
            words,
            tuple((t.span.start_ms / 1000, t.span.end_ms / 1000, t.speaker) for t in turns),
        )

    return listen


def plain(model: str) -> Callable[[Path], Heard]:
    """The peer: what a user of faster-whisper gets without asking for more."""
    from faster_whisper import WhisperModel

    from lvm_meet.speech import weights

    whisper = WhisperModel(str(weights.find(model).directory), device="cpu", compute_type="int8")

    def listen(path: Path) -> Heard:
        began = time.perf_counter()
        segments = list(whisper.transcribe(str(path), language=LANGUAGE)[0])
        seconds = time.perf_counter() - began
        words = tuple(("one", word) for segment in segments for word in segment.text.split())
        return Heard(
            seconds, words, tuple((segment.start, segment.end, "one") for segment in segments)
        )

    return listen


def main() -> None:
    """Load, listen, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("how", choices=("ours", "plain"))
    parser.add_argument("model")
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--no-speakers", action="store_true")
    options = parser.parse_args()
    began = time.perf_counter()
    if options.how == "ours":
        listen = ours(options.model, speakers=not options.no_speakers)
    else:
        listen = plain(options.model)
    loading = time.perf_counter() - began
    heard = [asdict(listen(path)) for path in options.files]
    json.dump({"loading": loading, "heard": heard}, sys.stdout)


if __name__ == "__main__":
    main()
