"""JSON -> Analysis: reads what `encode` wrote and checks all of it.

Whatever is broken or foreign is an InputError that names the JSON path. Beside types and ranges
the references are checked, so that a reader of an Analysis may look up ids and slice texts
without a second thought.
"""

from __future__ import annotations

from collections.abc import Mapping

from lvm_meet.codec.decode_style import StyleReader
from lvm_meet.codec.decode_transcript import check_schema, span_of, transcript_of
from lvm_meet.codec.encode import SCHEMA, SCHEMA_VERSION
from lvm_meet.codec.node import Node, parse
from lvm_meet.codec.records import read_record
from lvm_meet.model import (
    LABELS,
    Analysis,
    Cue,
    Evidence,
    Exemplar,
    Insights,
    Label,
    Profile,
    Provenance,
    Signal,
    Utterance,
)


def loads(text: str, *, path: str = "", hint: str = "") -> Analysis:
    """The analysis in the JSON text that `dumps` wrote; `path` names the file in errors, and `hint`
    says what to do with one that is not JSON.

    InputError where the text is not JSON, or is not an analysis of a known schema version.
    """
    return _analysis(parse(text, path=path, hint=hint))


def from_json(document: Mapping[str, object], *, path: str = "") -> Analysis:
    """The analysis in a parsed document; InputError names the JSON path of what is wrong."""
    return _analysis(Node(dict(document), path))


def _analysis(root: Node) -> Analysis:
    check_schema(root, SCHEMA, newest=SCHEMA_VERSION, hint="is this file a saved analysis?")
    transcript = transcript_of(root)
    utterances = root["utterances"].each(_utterance)
    signals = root["utterances"].each(_signal)
    ids = _ids(root["utterances"])
    for node, utterance in zip(root["utterances"].items(), utterances, strict=True):
        for index, segment in zip(node["segments"].items(), utterance.segments, strict=True):
            if segment >= len(transcript.segments):
                index.refuse(f"is beyond the {len(transcript.segments)} segments")
    insights, profile = _concluded(root, ids)
    return Analysis(
        transcript=transcript,
        utterances=utterances,
        signals=signals,
        style=StyleReader(ids).style(root["style"]),
        provenance=_provenance(root["provenance"]),
        title=root["title"].text(),
        insights=insights,
        profile=profile,
        renamed=root["renamed"].each(lambda node: (node["from"].text(), node["to"].text())),
    )


def _concluded(root: Node, ids: frozenset[str]) -> tuple[Insights, Profile]:
    """Conclusions and profile, empty in older files; what they say of each other is checked."""
    insights, profile = Insights(), Profile()
    if root.has("insights"):
        insights = read_record(root["insights"], Insights, known=ids)
    if root.has("profile"):
        profile = read_record(root["profile"], Profile, known=ids)
        _check_places(root["profile"], insights, profile)
    topics = len(insights.topics)
    for place, topic in enumerate(insights.agenda.off if insights.agenda else ()):
        if topic >= topics:
            node = list(root["insights"]["agenda"]["off"].items())[place]
            node.refuse(f"is beyond the {topics} topics")
    return insights, profile


def _check_places(node: Node, insights: Insights, profile: Profile) -> None:
    items = len(insights.agenda.items) if insights.agenda else 0
    for name, found, wanted in (
        ("topics", len(profile.topics), len(insights.topics)),
        ("items", len(profile.items), items),
    ):
        if found != wanted:
            where = "insights.topics" if name == "topics" else "insights.agenda.items"
            node[name].refuse(f"must be as many as {where}", show=False)
    for situation in node["situations"].items():
        if situation["topic"].whole() >= len(insights.topics):
            situation["topic"].refuse(f"is beyond the {len(insights.topics)} topics")
    seen, experiment = len(profile.observations), profile.experiment
    if experiment is not None and experiment.observation >= seen:
        node["experiment"]["observation"].refuse(f"is beyond the {seen} observations")


def _ids(utterances: Node) -> frozenset[str]:
    seen: set[str] = set()
    for node in utterances.items():
        id_ = node["id"].text()
        if id_ in seen:
            node["id"].refuse("is the id of an earlier utterance")
        seen.add(id_)
    return frozenset(seen)


def _utterance(node: Node) -> Utterance:
    return Utterance(
        id=node["id"].text(),
        speaker=node["speaker"].maybe(Node.text),
        text=node["text"].text(),
        span=span_of(node),
        segments=node["segments"].each(Node.whole),
        backchannel=node["backchannel"].flag(),
    )


def _label(node: Node) -> Label:
    name = node.text()
    if name not in LABELS:
        node.refuse(f"must be one of {', '.join(LABELS)}")
    return Label(name)


def _signal(node: Node) -> Signal:
    vision, inspiration, execution, control, none = (
        node["scores"][label.value].permille(low=0) for label in LABELS
    )
    scores = (vision, inspiration, execution, control, none)
    if sum(scores) != 1000:
        node["scores"].refuse(f"must sum to 1, not {sum(scores) / 1000}")
    length = len(node["text"].text())
    return Signal(
        utterance=node["id"].text(),
        label=_label(node["label"]),
        scores=scores,
        evidence=Evidence(
            exemplars=node["evidence"]["exemplars"].each(_exemplar),
            cues=node["evidence"]["cues"].each(lambda cue: _cue(cue, length)),
        ),
    )


def _exemplar(node: Node) -> Exemplar:
    return Exemplar(
        label=_label(node["label"]),
        text=node["text"].text(),
        entry=node["entry"].text(),
        similarity=node["similarity"].permille(low=-1),
    )


def _cue(node: Node, length: int) -> Cue:
    """A cue in a text of `length` characters."""
    end = node["end"].whole(high=length)
    return Cue(
        label=_label(node["label"]),
        start=node["start"].whole(high=end),
        end=end,
        entry=node["entry"].text(),
    )


def _provenance(node: Node) -> Provenance:
    return Provenance(
        version=node["version"].text(),
        schema=node["schema"].whole(),
        settings=node["settings"].text(),
        lexicons=node["lexicons"].text(),
        encoder=node["encoder"].text(),
        splitter=node["splitter"].text(),
    )
