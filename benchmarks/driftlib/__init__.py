"""The parts of `benchmarks.drift`: words one by one, what changed, and the tables of it."""
