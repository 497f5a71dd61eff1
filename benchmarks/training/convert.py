"""Make the shipped encoder from a tuned one: int8, calibrated, hashed.

    python -m benchmarks.training.convert build/encoder --coded-from 360

Converts with CTranslate2 (int8), fits the calibration (one scale, five offsets) by maximum
likelihood on the units that training held out (`held-out.jsonl` beside the model), as the
converted encoder sees them, embeds the packaged lexicons, and writes the manifest with the sha256
of every file.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
from ctranslate2.converters import TransformersConverter
from scipy.optimize import minimize

from benchmarks.training.data import HELD_OUT
from benchmarks.training.network import MAX_TEXT
from lvm_meet import lexicon as lexicons
from lvm_meet.embed.fast import MANIFEST, FastEncoder
from lvm_meet.model import LABELS, Label
from lvm_meet.signals.sentences import sentences
from lvm_meet.signals.similarity import CALIBRATION, Bank
from lvm_meet.signals.store import STORE, save

CONTEXT, ALONE_FROM = 32, 24
"""tokens of context, and of a text that still gets one: a fifth less work than with all of what it
was trained with, and macro-F1, kappa and calibration are no worse (the model card has them)"""
FILES = ("model.bin", "config.json", "vocabulary.json", "tokenizer.json", CALIBRATION, STORE)


def main() -> None:
    """Convert, calibrate, embed the lexicons, write the manifest."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("model", type=Path, help="tuned model (sentence-transformers' format)")
    parser.add_argument(
        "--coded-from",
        type=int,
        required=True,
        help="permille of 'some signal' from which a unit is coded (chosen on dev.jsonl)",
    )
    parser.add_argument("--name", default="lvm-meet-signals-1")
    parser.add_argument("--out", type=Path, default=Path("lvm_meet/models/signals"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        converted = Path(scratch) / "ct2"
        TransformersConverter(str(options.model), copy_files=["tokenizer.json"]).convert(
            str(converted), quantization="int8"
        )
        options.out.mkdir(parents=True, exist_ok=True)
        for path in converted.iterdir():
            shutil.copyfile(path, options.out / path.name)
    for stale in (CALIBRATION, STORE):
        (options.out / stale).unlink(missing_ok=True)
    write_manifest(options.out, name=options.name)
    encoder = FastEncoder(options.out)
    record = json.loads((options.model / "training.json").read_text("utf-8"))
    pooled, labels = held_out(encoder, options.model / HELD_OUT, sharpness=record["sharpness"])
    facts = fit(pooled, labels, sharpness=record["sharpness"])
    facts["coded_from"] = options.coded_from
    (options.out / CALIBRATION).write_text(json.dumps(facts, indent=2) + "\n", "utf-8")
    store_lexicons(encoder, options.out)
    write_manifest(options.out, name=options.name)


def held_out(
    encoder: FastEncoder, path: Path, *, sharpness: float
) -> tuple[np.ndarray, np.ndarray]:
    """(pooled similarities (n, 5), labels (n,)) of the held-out units, by the converted encoder."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    entries = lexicons.load().exemplars
    bank = Bank.of([entry.label for entry in entries], encoder.embed([e.text for e in entries]))
    vectors = encoder.embed([row["text"] for row in rows], [row["before"] for row in rows])
    labels = np.array([LABELS.index(Label(row["label"])) for row in rows])
    return bank.pooled(bank.cosines(vectors), sharpness=sharpness), labels


def fit(pooled: np.ndarray, labels: np.ndarray, *, sharpness: float) -> dict[str, object]:
    """Scale and offsets that make the held-out labels most likely (vector scaling)."""

    def loss(parameters: np.ndarray) -> float:
        scores = parameters[0] * pooled + parameters[1:]
        top = scores.max(axis=1, keepdims=True)
        total = top[:, 0] + np.log(np.exp(scores - top).sum(axis=1))
        return float((total - scores[np.arange(len(labels)), labels]).mean())

    start = np.array([sharpness, *[0.0] * len(LABELS)])
    found = minimize(loss, start, method="L-BFGS-B").x
    offsets = found[1:] - found[1:].mean()
    return {
        "sharpness": sharpness,
        "scale": round(float(found[0]), 4),
        "offsets": {label.value: round(float(offsets[i]), 4) for i, label in enumerate(LABELS)},
        "fitted_on": len(labels),
    }


def write_manifest(directory: Path, *, name: str) -> None:
    """`encoder.json`: what `lvm_meet.embed.fast` needs to know and to check."""
    hashes = {
        file: hashlib.sha256((directory / file).read_bytes()).hexdigest()
        for file in FILES
        if (directory / file).is_file()
    }
    manifest = {
        "name": name,
        "licence": "Apache-2.0",
        "dimension": 384,
        "max_text": MAX_TEXT,
        "max_context": CONTEXT,
        "alone_from": ALONE_FROM,
        "sha256": hashes,
    }
    (directory / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", "utf-8")


def store_lexicons(encoder: FastEncoder, directory: Path) -> None:
    """Embed every sentence of the packaged lexicons once."""
    texts = sentences(lexicons.load())
    save(directory / STORE, texts, encoder.embed(texts))


if __name__ == "__main__":
    main()
