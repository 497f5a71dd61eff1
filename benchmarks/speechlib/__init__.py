"""The parts of `benchmarks.speech`: what was said and by whom, ours, the peers, the scores."""
