"""Embed the packaged lexicons anew, after they were changed.

    python -m benchmarks.training.store

Without this a changed lexicon still works: what is new in it is embedded at every start. A model
that was not trained again keeps its name.
"""

from __future__ import annotations

import json

from benchmarks.training.convert import store_lexicons, write_manifest
from lvm_meet import resources
from lvm_meet.embed.fast import MANIFEST, FastEncoder


def main() -> None:
    """Write the store and the manifest with its hash."""
    directory = resources.encoder()
    name = json.loads((directory / MANIFEST).read_text("utf-8"))["name"]
    store_lexicons(FastEncoder(directory), directory)
    write_manifest(directory, name=name)


if __name__ == "__main__":
    main()
