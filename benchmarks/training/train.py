"""Tune the sentence encoder for the signals: one command, on two CPU cores in under an hour.

    python -m benchmarks.training.train --labelled train.jsonl --dev dev.jsonl --out build/encoder \
        [--texts unlabelled.jsonl --labels benchmarks/training/labels.tsv.gz] [--invented FILE]

Writes the tuned model in sentence-transformers' format with `training.json` (arguments, the
data's sha256, figures). `convert.py` makes the shipped encoder from it. The same arguments on the
same machine give the same weights.

How: units and lexicon exemplars are embedded by the encoder that is being tuned; the loss is the
cross-entropy of the classifier that is used later (soft maximum of similarity to the exemplars of
each class, `lvm_meet.signals.similarity`). The exemplars' vectors are refreshed every few steps;
exemplars are training units as well, each without itself. What comes out is the exponential
moving average of the weights.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

import numpy as np
import torch

from benchmarks.training import data
from benchmarks.training.network import Network, logits, piece_maker, shuffled_batches
from lvm_meet import lexicon as lexicons
from lvm_meet.embed import base
from lvm_meet.embed.pieces import Piece
from lvm_meet.model import LABELS
from lvm_meet.signals.validate import figures

SHARPNESS = 16.0
REFRESH = 64
"""steps between two embeddings of the exemplars"""
DECAY, DECAY_EVERY = 0.98, 10
WARM_UP = 0.06


def main() -> None:
    """Read the arguments, train, report, save."""
    options = arguments()
    torch.manual_seed(options.seed)
    lexicon = lexicons.load()
    start = Path(options.base) if options.base else base.find()
    units, held_out = training_units(options)
    trainer = Trainer(
        options, start, units + data.exemplar_units(lexicon) * options.exemplar_repeats, lexicon
    )
    checks = {"dev": data.read_labelled(options.dev)} if options.dev else {}
    if held_out:
        checks["held out"] = held_out
    trainer.run(checks)
    trainer.average()
    results = {name: trainer.check(name, found) for name, found in checks.items()}
    save(options, start, trainer, results, sizes={"train": len(units), "held out": len(held_out)})
    data.write_held_out(options.out / data.HELD_OUT, held_out)


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument(
        "--labelled", type=Path, nargs="+", required=True, help="JSON Lines with labels"
    )
    parser.add_argument("--texts", type=Path, help="JSON Lines with id and text, for --labels")
    parser.add_argument("--labels", type=Path, help="table of id, label, second for --texts")
    parser.add_argument(
        "--invented", type=Path, help="further labelled JSON Lines that are never held out"
    )
    parser.add_argument(
        "--dev", type=Path, help="labelled JSON Lines to report on; never trained on"
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--base", help="directory of the stock encoder (default: where it is installed)"
    )
    parser.add_argument("--epochs", type=float, default=2.0)
    parser.add_argument("--rate", type=float, default=5e-5)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--smoothing", type=float, default=0.05)
    parser.add_argument(
        "--blank", type=float, default=0.15, help="share of units whose context is left out"
    )
    parser.add_argument("--exemplar-repeats", type=int, default=2)
    parser.add_argument(
        "--hold-out", type=int, default=12, help="hold out every n-th meeting, for the calibration"
    )
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


def training_units(options: argparse.Namespace) -> tuple[list[data.Unit], list[data.Unit]]:
    """(training units, units of held-out meetings)."""
    codes = data.read_codes(options.labels) if options.labels else {}
    units = [unit for path in options.labelled for unit in data.read_labelled(path, codes)]
    if options.texts:
        units += data.read_annotated(options.texts, codes)
    units, held_out = data.hold_out(units, part=options.hold_out, seed=5)
    if options.invented:
        units += data.read_labelled(options.invented)
    return units, held_out


class Trainer:
    """The network with its optimiser, its exemplars and its moving average."""

    def __init__(
        self,
        options: argparse.Namespace,
        start: Path,
        units: list[data.Unit],
        lexicon: lexicons.Lexicon,
    ) -> None:
        self.options = options
        self.rng = np.random.default_rng(options.seed)
        self.network = Network(start)
        self.maker = piece_maker(start)
        self.pieces, self.bare = (
            self.pieces_of(units),
            self.pieces_of([data.without_context(u) for u in units]),
        )
        self.targets = torch.tensor([unit.target for unit in units])
        self.own = torch.tensor([-1 if unit.exemplar is None else unit.exemplar for unit in units])
        self.weights = torch.tensor(data.class_weights(units), dtype=torch.float32)
        self.exemplars = self.maker.make([entry.text for entry in lexicon.exemplars])
        self.labels = torch.tensor([LABELS.index(entry.label) for entry in lexicon.exemplars])
        self.bank = torch.zeros(0)
        self.steps = int(-(-len(units) // options.batch) * options.epochs)
        self.step, self.began = 0, time.monotonic()
        trained = [weight for weight in self.network.encoder.parameters() if weight.requires_grad]
        self.optimizer = torch.optim.AdamW(
            [
                {
                    "params": [w for w in trained if w.ndim > 1],
                    "lr": options.rate,
                    "weight_decay": 0.01,
                },
                {
                    "params": [w for w in trained if w.ndim <= 1],
                    "lr": options.rate,
                    "weight_decay": 0.0,
                },
                {"params": [self.network.offsets], "lr": 5e-3, "weight_decay": 0.0},
            ]
        )
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimizer,
            lambda step: min((step + 1) / (self.steps * WARM_UP), max(0.0, 1 - step / self.steps)),
        )
        self.mean = {
            name: weight.detach().clone() for name, weight in self.network.state_dict().items()
        }

    def pieces_of(self, units: list[data.Unit]) -> list[Piece]:
        return self.maker.make([unit.text for unit in units], [unit.before for unit in units])

    def run(self, checks: dict[str, list[data.Unit]]) -> None:
        """Train to the last step, with figures after each epoch."""
        while self.step < self.steps:
            blank = self.rng.random(len(self.pieces)) < self.options.blank
            pieces = [
                bare if hide else full
                for full, bare, hide in zip(self.pieces, self.bare, blank, strict=True)
            ]
            for batch in shuffled_batches(pieces, size=self.options.batch, rng=self.rng):
                self.learn([pieces[index] for index in batch], torch.tensor(batch))
                if self.step == self.steps:
                    break
            for name, units in checks.items():
                self.check(name, units)

    def learn(self, pieces: list[Piece], rows: torch.Tensor) -> None:
        """One step."""
        if self.step % REFRESH == 0:
            self.bank = self.network.embed(self.exemplars)
        self.network.train()
        scores = (
            logits(
                self.network(pieces),
                self.bank,
                self.labels,
                sharpness=SHARPNESS,
                own=self.own[rows],
            )
            + self.network.offsets
        )
        smoothing = self.options.smoothing
        targets = self.targets[rows] * (1 - smoothing) + smoothing / len(LABELS)
        loss = -(self.weights * targets * torch.log_softmax(scores, dim=1)).sum(dim=1).mean()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()
        self.schedule.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.step += 1
        if self.step % DECAY_EVERY == 0:
            decay = min(DECAY, self.step / (self.step + 100.0))
            for name, weight in self.network.state_dict().items():
                if weight.is_floating_point():
                    self.mean[name].lerp_(weight.detach(), 1 - decay)
        if self.step % 100 == 0:
            elapsed = time.monotonic() - self.began
            left = elapsed / self.step * (self.steps - self.step)
            print(
                f"step {self.step}/{self.steps}  loss {loss.item():.3f}  "
                f"{elapsed / 60:.1f} min, about {left / 60:.1f} left",
                file=sys.stderr,
                flush=True,
            )

    def average(self) -> None:
        """Put the moving average in the network's place."""
        self.network.load_state_dict(self.mean)

    def scores(self, units: list[data.Unit]) -> np.ndarray:
        """Uncalibrated logits, shape (n, 5)."""
        with torch.no_grad():
            vectors = self.network.embed(self.pieces_of(units))
            bank = self.network.embed(self.exemplars)
            found = logits(vectors, bank, self.labels, sharpness=SHARPNESS) + self.network.offsets
        result: np.ndarray = found.numpy()
        return result

    def check(self, name: str, units: list[data.Unit]) -> dict[str, float]:
        """Figures on labelled units, printed and returned."""
        truth = [unit.label for unit in units]
        scores = torch.softmax(torch.tensor(self.scores(units)), dim=1).numpy()
        guesses = [LABELS[index] for index in scores.argmax(axis=1)]
        found = figures(truth, guesses, scores)
        classes = "  ".join(f"{row.label} {row.f1:.3f}" for row in found.classes)
        print(
            f"{name}: macro-F1 {found.macro_f1:.4f}  accuracy {found.accuracy:.3f}  {classes}",
            flush=True,
        )
        return {"macro_f1": found.macro_f1, "accuracy": found.accuracy}


def save(
    options: argparse.Namespace,
    start: Path,
    trainer: Trainer,
    results: dict[str, dict[str, float]],
    *,
    sizes: dict[str, int],
) -> None:
    """The model in sentence-transformers' format, its offsets and a record of the run."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(start))
    model[0].auto_model.load_state_dict(trainer.network.encoder.state_dict(), strict=False)
    model.save(str(options.out))
    record = {
        "arguments": {key: str(value) for key, value in sorted(vars(options).items())},
        "sha256": {
            path.name: data.sha256(path)
            for path in [
                *options.labelled,
                options.texts,
                options.labels,
                options.invented,
                options.dev,
            ]
            if path
        },
        "sizes": sizes,
        "steps": trainer.steps,
        "minutes": round((time.monotonic() - trainer.began) / 60, 1),
        "offsets": [round(float(value), 4) for value in trainer.network.offsets.detach()],
        "sharpness": SHARPNESS,
        "figures": results,
    }
    (options.out / "training.json").write_text(json.dumps(record, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
