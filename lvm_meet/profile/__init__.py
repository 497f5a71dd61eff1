"""The profile of a meeting: aspects, duties, who leads, threads, and whether the style fitted."""
