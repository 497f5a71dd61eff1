"""How well recordings are heard, and how fast, each against a peer in the same run.

    python -m benchmarks.speech [CLIPS_DIR] [--models base,tiny.en] [--rounds 3] [--minutes 10]
                                [--parts words,speakers,cost] [--proof DIR] [--long]

CLIPS_DIR holds NAME.wav, NAME.words.tsv (start, end, speaker, words) and reference.rttm; without
it, `shared/audio` beside the repository (LVM_MEET_SHARED names another `shared`).

words     WER against plain faster-whisper with the same weights (`WhisperModel.transcribe` with
          its defaults; int8 and English in both). Lower case, no punctuation, fillers left out.
          Its defaults try again by chance where they are unsure, so the peer may vary a little.
speakers  DER (collar 0, overlap counted), cpWER, and the share of rightly heard words that have
          the right, a wrong or no speaker; against plain faster-whisper with one speaker, and with
          --proof against the research proof (offline_diar.py in DIR) on the same networks.
cost      time for a recording made of the clips in changing order, ours and the peer in turn. Each
          process hears one clip first, so that its models are loaded: the time of the recording
          itself is compared, and that of the whole process from start to finish. With speakers:
          real-time factor and peak memory. --long adds a recording of one hour.

Needs the extra `bench`.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.speechlib import clips as recordings
from benchmarks.speechlib import proof, scores
from benchmarks.speechlib.clips import Clip
from benchmarks.speechlib.once import Heard, Run, run
from benchmarks.speechlib.scores import Score

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("LVM_MEET_SHARED", ROOT.parent / "shared"))
PARTS = ("words", "speakers", "cost")
HOUR = 3600


def main() -> None:
    """Print the tables that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?", default=SHARED / "audio")
    parser.add_argument("--models", default="base,tiny.en", help="the first is the one for voices")
    parser.add_argument("--parts", default=",".join(PARTS))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--minutes", type=int, default=10)
    parser.add_argument("--proof", type=Path, help=f"folder of {proof.SCRIPT}")
    parser.add_argument("--long", action="store_true", help="also one hour")
    options = parser.parse_args()
    models, parts = options.models.split(","), options.parts.split(",")
    clips = recordings.load(options.folder)
    words = sum(len(clip.words) for clip in clips)
    print(f"{len(clips)} clips, {words} words, {sum(clip.seconds for clip in clips):.0f} s")
    print(f"{os.cpu_count()} cores; [95 % over clips]")
    heard: dict[str, Sequence[Heard]] = {}
    if "words" in parts:
        for model in models:
            heard[model] = word_errors(clips, model)
    if "speakers" in parts:
        ours = run("ours", models[0], [clip.path for clip in clips]).heard
        peer = heard.get(models[0])
        if peer is None:
            peer = run("plain", models[0], [clip.path for clip in clips]).heard
        speakers(clips, ours, peer, options.proof)
    if "cost" in parts:
        with tempfile.TemporaryDirectory() as folder:
            cost(clips, Path(folder), models[0], options)


def word_errors(clips: Sequence[Clip], model: str) -> Sequence[Heard]:
    """Print WER of both; gives what the peer heard."""
    files = [clip.path for clip in clips]
    ours = run("ours", model, files, speakers=False).heard
    peer = run("plain", model, files).heard
    print(f"\nWER, {model:<26}{'%':>6}  {'95 %':<16}{'subst.':>8}{'delet.':>8}{'insert.':>8}")
    found = scores.wer(clips, ours), scores.wer(clips, peer)
    show("ours", found[0])
    show("plain faster-whisper", found[1])
    show_difference(*found)
    lost = [100 * scores.marks(clips, heard).value for heard in (ours, peer)]
    print(
        f"sentence marks lost, of those behind rightly heard words: {lost[0]:.0f} %, "
        f"plain {lost[1]:.0f} %"
    )
    return peer


def speakers(
    clips: Sequence[Clip], ours: Sequence[Heard], peer: Sequence[Heard], folder: Path | None
) -> None:
    """Print DER, cpWER and whose words have whose name."""
    print(f"\nDER{'':<28}{'%':>6}  {'95 %':<16}{'missed':>8}{'false':>8}{'confus.':>8}")
    found = scores.der(clips, [heard.turns for heard in ours])
    show("ours", found)
    if folder is not None:
        theirs = scores.der(clips, proof.turns(folder, clips))
        show("the research proof", theirs)
        show_difference(found, theirs)
    plain = scores.der(clips, [heard.turns for heard in peer])
    show("plain faster-whisper", plain)
    show_difference(found, plain)
    print(f"\ncpWER{'':<26}{'%':>6}  95 %")
    both = scores.cpwer(clips, ours), scores.cpwer(clips, peer)
    show("ours", both[0], parts=False)
    show("plain, one speaker", both[1], parts=False)
    show_difference(*both)
    print(f"\nspeaker of rightly heard words{'':<24} {'right':>8}{'wrong':>8}{'unknown':>8}")
    show("ours", scores.voices(clips, ours), total=False)
    show("plain, one speaker", scores.voices(clips, peer), total=False)


def cost(clips: Sequence[Clip], folder: Path, model: str, options: argparse.Namespace) -> None:
    """Print time and memory; words only in turn with the peer, then the whole."""
    path = folder / "joined.wav"
    seconds = recordings.join(list(clips), path, seconds=60 * options.minutes)
    runs: dict[str, list[Run]] = {"ours": [], "plain": []}
    for _ in range(options.rounds):
        for how, taken in runs.items():
            taken.append(run(how, model, [clips[0].path, path], speakers=False))
    print(f"\ncost, {model}, {seconds / 60:.0f} min{'':<6}{'seconds':>9}{'RTF':>8}{'peak MiB':>10}")
    for how, name in (("ours", "ours, words only"), ("plain", "plain faster-whisper")):
        middle = statistics.median(found.heard[-1].seconds for found in runs[how])
        peak = max(found.peak for found in runs[how])
        print(f"{name:<28}{middle:>9.1f}{middle / seconds:>8.3f}{peak:>10.0f}")
    pairs = list(zip(runs["plain"], runs["ours"], strict=True))
    show_ratio("models loaded", [p.heard[-1].seconds / o.heard[-1].seconds for p, o in pairs])
    show_ratio("whole processes", [peer.seconds / mine.seconds for peer, mine in pairs])
    whole("ours, with speakers", path, model, seconds)
    if options.long:
        seconds = recordings.join(list(clips), path, seconds=HOUR)
        whole("ours, one hour", path, model, seconds)


def show_ratio(name: str, ratios: Sequence[float]) -> None:
    """The median of the rounds, and the least and the most."""
    print(
        f"ratio, {name}, median of {len(ratios)}: {statistics.median(ratios):.2f} "
        f"({min(ratios):.2f} to {max(ratios):.2f})"
    )


def whole(name: str, path: Path, model: str, seconds: float) -> None:
    """One run of the product as it is used."""
    found = run("ours", model, [path])
    print(f"{name:<28}{found.seconds:>9.1f}{found.seconds / seconds:>8.3f}{found.peak:>10.0f}")


def show(name: str, score: Score, *, parts: bool = True, total: bool = True) -> None:
    """One row: the whole with its interval, then each kind."""
    row = f"{name:<31}"
    if total:
        low, high = (100 * edge for edge in scores.interval(score.draws()))
        row += f"{100 * score.value:>6.1f}  {f'[{low:.1f}, {high:.1f}]':<16}"
    else:
        row += " " * 24
    if parts:
        row += "".join(f"{100 * share:>8.1f}" for share in score.shares)
    print(row.rstrip())


def show_difference(ours: Score, peer: Score) -> None:
    """Ours less the peer's: below 0 is better."""
    value, low, high = (100 * edge for edge in scores.difference(ours, peer))
    print(f"{'  ours less the peer':<31}{value:>+6.1f}  [{low:+.1f}, {high:+.1f}]")


if __name__ == "__main__":
    main()
