"""The research proof of the diarizer, run from a path with the product's own networks."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.speechlib.clips import Clip, sound
from lvm_meet import resources

SCRIPT = "offline_diar.py"


def turns(folder: Path, clips: Sequence[Clip]) -> list[list[tuple[float, float, str]]]:
    """Who speaks when in each clip, by `OfflineDiarizer` of offline_diar.py in `folder`.

    SystemExit where it is not there.
    """
    script = folder / SCRIPT
    spec = importlib.util.spec_from_file_location("offline_diar", script)
    if not script.is_file() or spec is None or spec.loader is None:
        raise SystemExit(f"{folder}: there is no {SCRIPT}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    diarizer = module.OfflineDiarizer(str(resources.diarizer()))
    found = (diarizer(sound(clip.path).astype(np.float32) / 32768) for clip in clips)
    return [[(start, end, str(speaker)) for start, end, speaker in one] for one in found]
