"""docs/schema.md and the real output say the same: no field more, none less, of that type."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from lvm_meet.codec import to_json, transcript_to_json
from lvm_meet.model import Doubt, Segment, Span, Speech, Turn, Word

DOC = Path(__file__).parents[2] / "docs" / "schema.md"

SIMPLE = {
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "ratio": lambda value: isinstance(value, int | float) and -1 <= value <= 1,
    "boolean": lambda value: isinstance(value, bool),
}


def documented():
    """Object name -> field -> type, from the tables under the headings of level 3."""
    objects, current = {}, None
    for line in DOC.read_text(encoding="utf-8").splitlines():
        if heading := re.fullmatch(r"(##+) (.*)", line):
            current = heading[2] if heading[1] == "###" else None
            continue
        row = re.fullmatch(r"\| `(\w+)` \| ([^|]+) \| ([^|]*)\| ([^|]+) \|", line)
        if row and current is not None:
            objects.setdefault(current, {})[row[1]] = row[2]
    return objects


def disagreements(value, type_, objects, path, seen):
    """Yield what in `value` is not as `type_` says; note in `seen` what was met."""
    there = type_.removesuffix(" or missing")
    bare = there.removesuffix(" or null")
    if value is None:
        if bare == there:
            yield f"{path} is null"
    elif element := re.fullmatch(r"array of (.+)", bare):
        for item in value:
            yield from disagreements(item, element[1], objects, f"{path}[]", seen)
    elif bare in SIMPLE:
        if not SIMPLE[bare](value):
            yield f"{path} is {value!r}, documented as {bare}"
    else:
        fields = objects[bare]
        may = {key for key, kind in fields.items() if kind.endswith(" or missing")}
        if list(value) != [key for key in fields if key in value or key not in may]:
            yield f"{path} ({bare}) has {list(value)}, documented are {list(fields)}"
        for key in value.keys() & fields.keys():
            seen.add((bare, key))
            yield from disagreements(value[key], fields[key], objects, f"{path}.{key}", seen)


@pytest.fixture
def recorded(analyses):
    """The everyday meeting as it would be with a recording behind it."""
    analysis = analyses["kickoff"]
    word = Word("Good", Span(0, 400), 910)
    speech = Speech(
        60_000, 50_000, 1, 910, 20, 0, (Turn("Anna Berg", Span(0, 400), 930),),
        (Doubt.ONE_SPEAKER,), False, "base.en", "pyannote",
    )  # fmt: skip
    segments = (Segment("Good", "Anna Berg", word.span, 910, (word,)),)
    transcript = replace(
        analysis.transcript,
        segments=segments + analysis.transcript.segments[1:],
        speech=speech,
    )
    return replace(analysis, transcript=transcript)


def test_real_output_is_documented_field_by_field(analyses, recorded, concluded):
    objects, seen = documented(), set()
    for name, analysis in (analyses | {"recorded": recorded, "concluded": concluded}).items():
        found = list(disagreements(to_json(analysis), "analysis", objects, name, seen))
        form = transcript_to_json(analysis.transcript)
        found += disagreements(form, "transcript", objects, name, seen)
        assert found == []
    every = {(name, field) for name, fields in objects.items() for field in fields}
    assert every - seen == set(), "documented, but in no output"


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda document: document.update(mood="good"), "documented are"),
        (lambda document: document["source"].pop("size"), "documented are"),
        (lambda document: document.update(title=None), "title is null"),
        (lambda document: document["source"].update(size="4"), "documented as integer"),
        (lambda document: document["segments"][0].update(words=None), "words is null"),
        (lambda document: document.pop("speech"), "documented are"),
    ],
)
def test_the_comparison_itself_finds_differences(analyses, change, complaint):
    document = to_json(analyses["kickoff"])
    change(document)
    found = list(disagreements(document, "analysis", documented(), "x", set()))
    assert complaint in found[0]


def test_every_field_has_a_meaning():
    rows = [line for line in DOC.read_text(encoding="utf-8").splitlines() if line[:3] == "| `"]
    assert len(rows) > 90
    for row in rows:
        assert row.rstrip(" |").rsplit("|", 1)[1].strip(), row
