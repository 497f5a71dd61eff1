"""How often the intervals of `lvm-meet trends` hold, on real meetings, beside a plain bootstrap.

    python benchmarks/library/intervals.py ANALYSES_FOLDER

The saved analyses are the population: so many meetings are drawn from it with replacement, and the
interval should hold the figure of all of them in 95 of 100 draws.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

import numpy as np

from lvm_meet import codec
from lvm_meet.library import intervals
from lvm_meet.model import Balance

DRAWS = 1000
ROUNDS = 400
SIZES = (2, 3, 5, 8, 12, 20)


def bootstrap(parts: list[tuple[int, int]], seed: int) -> tuple[float, float]:
    """The percentile interval of the ratio of sums, drawing whole meetings."""
    pairs = np.array(parts, float)
    drawn = np.random.default_rng(seed).integers(0, len(pairs), (ROUNDS, len(pairs)))
    sums = pairs[drawn].sum(axis=1)
    low, high = np.percentile(sums[:, 0] / np.maximum(sums[:, 1], 1e-9), [2.5, 97.5])
    return float(low), float(high)


def sides(balance: Balance) -> tuple[int, int]:
    """Leading and managing units."""
    return balance.leadership.units, balance.management.units


def main() -> None:
    """Draw meetings, and print how often either interval holds."""
    population = [
        codec.loads(path.read_text("utf-8")).style.balance
        for path in sorted(Path(sys.argv[1]).glob("*.json"))
    ]
    print(f"{len(population)} meetings; the share of {DRAWS} draws whose interval holds")
    print(f"{'':14}{'meetings':>9}{'ours':>8}{'bootstrap':>11}")
    for name in ("balance", "vision", "control"):
        for size in SIZES:
            rng = random.Random(size)
            held = plain = 0
            for seed in range(DRAWS):
                drawn = [rng.choice(population) for _ in range(size)]
                if name == "balance":
                    pairs = [(a - b, a + b) for a, b in map(sides, drawn)]
                    found = intervals.index([sides(each) for each in drawn])
                    whole = [(a - b, a + b) for a, b in map(sides, population)]
                else:
                    pairs = [(getattr(each, name).units, each.talk.words) for each in drawn]
                    found = intervals.rate(pairs)
                    whole = [(getattr(b, name).units, b.talk.words) for b in population]
                truth = sum(part for part, _ in whole) / sum(of for _, of in whole)
                assert found is not None
                assert found.low is not None
                assert found.high is not None
                held += found.low <= truth <= found.high
                low, high = bootstrap(pairs, seed)
                plain += low <= truth <= high
            print(f"{name:14}{size:9}{held / DRAWS:8.3f}{plain / DRAWS:11.3f}", flush=True)


if __name__ == "__main__":
    main()
