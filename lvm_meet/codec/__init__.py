"""What leaves the program and comes back: the published, versioned forms (docs/schema.md).

An Analysis and a Transcript as JSON: counts and times stay integers, permille become ratios with
three digits, and so the round trip is exact: `from_json(to_json(analysis)) == analysis`. What can
be worked out from the sums stands beside them under "figures", for people and spreadsheets, and
is ignored on reading. Keys that this version does not know are ignored too; a newer
`schema_version` is refused.

`turns` and `fields` hold the spellings that the other written forms share with their readers.
"""

from lvm_meet.codec.decode import from_json, loads
from lvm_meet.codec.decode_transcript import loads_transcript, transcript_from_json
from lvm_meet.codec.encode import SCHEMA, SCHEMA_VERSION, dumps, signal_to_json, to_json
from lvm_meet.codec.encode_transcript import (
    TRANSCRIPT_SCHEMA,
    TRANSCRIPT_VERSION,
    dumps_transcript,
    transcript_to_json,
)

__all__ = [
    "SCHEMA",
    "SCHEMA_VERSION",
    "TRANSCRIPT_SCHEMA",
    "TRANSCRIPT_VERSION",
    "dumps",
    "dumps_transcript",
    "from_json",
    "loads",
    "loads_transcript",
    "signal_to_json",
    "to_json",
    "transcript_from_json",
    "transcript_to_json",
]
