"""An Analysis as JSON and back: the published, versioned form (docs/schema.md).

Counts and times stay integers, permille become ratios with three digits, and so the round trip is
exact: `from_json(to_json(analysis)) == analysis`. What can be worked out from the sums stands
beside them under "figures", for people and spreadsheets, and is ignored on reading. Keys that
this version does not know are ignored too; a newer `schema_version` is refused.
"""

from lvm_meet.codec.decode import from_json, loads
from lvm_meet.codec.encode import SCHEMA, SCHEMA_VERSION, dumps, signal_to_json, to_json

__all__ = ["SCHEMA", "SCHEMA_VERSION", "dumps", "from_json", "loads", "signal_to_json", "to_json"]
