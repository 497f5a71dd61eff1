"""Units and turns: one row per sentence-sized piece of talk, and one per run of a speaker."""

from __future__ import annotations

from itertools import pairwise

from lvm_meet.dataset.columns import (
    Cell,
    Column,
    Holds,
    Kind,
    Reference,
    Row,
    Table,
    count,
    id_,
    ratio,
    text,
)
from lvm_meet.dataset.shared import (
    END,
    LABEL_VALUES,
    MEETING,
    OF_MEETING,
    OF_SPEAKER,
    SPEAKER,
    SPEAKER_ID,
    START,
    TALK,
    UNITS,
    WORDS,
    number,
    per_label,
)
from lvm_meet.dataset.talk import Floor, Talk, units_by_label, words_by_label
from lvm_meet.model import LABELS

UNITS_TABLE = Table(
    "units",
    "Units of talk",
    "One row per unit: a sentence-sized piece of one speaker's talk, with its code and why.",
    (
        MEETING,
        id_("unit_id", "the unit"),
        number("position", "place in the meeting"),
        text("turn_id", "the turn; empty for a back-channel in somebody else's turn"),
        text("topic_id", "the topic; empty where the meeting has none"),
        SPEAKER_ID,
        SPEAKER,
        START,
        END,
        count("words", "words", "words"),
        Column(
            "backchannel",
            Kind.BOOLEAN,
            'whether it only acknowledges ("mm-hm"): talk, but never coded',
            required=True,
        ),
        Column("label", Kind.STRING, "the code", required=True, enum=LABEL_VALUES),
        *(
            ratio(f"p_{label}", f"probability of {label}; the five add up to 1", required=True)
            for label in LABELS
        ),
        text("exemplar", "the nearest sentence of the lexicons; empty for a back-channel"),
        Column("exemplar_label", Kind.STRING, "what it is an example of", enum=LABEL_VALUES),
        text("exemplar_entry", "its place in the lexicons: file, section, number"),
        ratio("similarity", "cosine of the unit and that sentence", least=-1),
        Column(
            "question",
            Kind.STRING,
            "form of the question, where it is one: what or why; how, when or who; another",
            enum=("what_why", "how_when", "other"),
        ),
        text("text", "what was said", holds=Holds.TEXT),
    ),
    ("unit_id",),
    (
        OF_MEETING,
        OF_SPEAKER,
        Reference("turn_id", "turns", "turn_id"),
        Reference("topic_id", "topics", "topic_id"),
    ),
)

TURNS_TABLE = Table(
    "turns",
    "Turns",
    "One row per turn: from where a speaker takes the floor until another one does. Back-channels "
    "of others in between are counted, and are no part of it.",
    (
        MEETING,
        id_("turn_id", "the turn"),
        number("turn", "place among the turns of the meeting"),
        SPEAKER_ID,
        SPEAKER,
        text("previous_speaker_id", "whose turn was before; empty for the first"),
        START,
        END,
        Column(
            "gap_ms",
            Kind.INTEGER,
            "from the end of the turn before to its beginning; below 0 they overlap",
            unit="ms",
        ),
        TALK,
        count("units", "units of the speaker", "units"),
        count("words", "words of the speaker", "words"),
        count("backchannels", "back-channels of others in it", "units"),
        *per_label("units"),
        *per_label("words"),
    ),
    ("turn_id",),
    (OF_MEETING, OF_SPEAKER, Reference("previous_speaker_id", "speakers", "speaker_id")),
)

TOPICS_TABLE = Table(
    "topics",
    "Topics",
    "One row per topic: a stretch of the meeting. The topics of a meeting cover it.",
    (
        MEETING,
        id_("topic_id", "the topic"),
        number("topic", "place among the topics of the meeting"),
        text("title", "its title, made of words of the talk", holds=Holds.TEXT),
        text("phrases", "its key phrases, strongest first, between semicolons", holds=Holds.TEXT),
        START,
        END,
        TALK,
        UNITS,
        WORDS,
        *per_label("units"),
        *per_label("words"),
    ),
    ("topic_id",),
    (OF_MEETING,),
)


def unit_rows(talk: Talk) -> list[Row]:
    """A row per unit, in the order of the talk; none for an empty meeting."""
    turns = {index: floor.number for floor in talk.floors for index in floor.units}
    topics = {
        ref: number
        for number, topic in enumerate(talk.analysis.insights.topics, start=1)
        for ref in topic.utterances
    }
    lens = talk.analysis.style.questions
    asked = {ref: form for form in ("what_why", "how_when", "other") for ref in getattr(lens, form)}
    rows = []
    for index, unit in enumerate(talk.units):
        turn, topic = turns.get(index), topics.get(unit.id)
        rows.append(
            UNITS_TABLE.row(
                {
                    "meeting_id": talk.meeting,
                    "unit_id": talk.unit_id(index),
                    "position": index + 1,
                    "turn_id": talk.turn_id(turn) if turn else None,
                    "topic_id": talk.topic_id(topic) if topic else None,
                    "speaker_id": talk.speaker_id(unit.speaker),
                    "speaker": unit.speaker,
                    "start_ms": unit.span.start_ms if unit.span else None,
                    "end_ms": unit.span.end_ms if unit.span else None,
                    "words": unit.words,
                    "backchannel": unit.backchannel,
                    "question": asked.get(unit.id),
                    "text": unit.text,
                    **_code(talk, index),
                }
            )
        )
    return rows


def _code(talk: Talk, index: int) -> dict[str, Cell]:
    signal = talk.signals[index]
    nearest = next(iter(signal.evidence.exemplars), None)
    scores = zip(LABELS, signal.scores, strict=True)
    return {
        "label": talk.label(index).value,
        **{f"p_{label}": score / 1000 for label, score in scores},
        "exemplar": nearest.text if nearest else None,
        "exemplar_label": nearest.label.value if nearest else None,
        "exemplar_entry": nearest.entry if nearest else None,
        "similarity": nearest.similarity / 1000 if nearest else None,
    }


def gap_ms(talk: Talk, before: Floor, after: Floor) -> int | None:
    """From the end of a turn to the beginning of the next; None where either has no time."""
    end, start = _edges(talk, before)[1], _edges(talk, after)[0]
    return None if end is None or start is None else start - end


def turn_rows(talk: Talk) -> list[Row]:
    """A row per turn, in order; none where nobody says more than a back-channel."""
    before = {after.number: floor for floor, after in pairwise(talk.floors)}
    rows = []
    for floor in talk.floors:
        previous = before.get(floor.number)
        start, end = _edges(talk, floor)
        balance = talk.balance(floor.units)
        rows.append(
            TURNS_TABLE.row(
                {
                    "meeting_id": talk.meeting,
                    "turn_id": talk.turn_id(floor.number),
                    "turn": floor.number,
                    "speaker_id": talk.speaker_id(floor.speaker),
                    "speaker": floor.speaker,
                    "previous_speaker_id": talk.speaker_id(previous.speaker) if previous else None,
                    "start_ms": start,
                    "end_ms": end,
                    "gap_ms": gap_ms(talk, previous, floor) if previous else None,
                    "talk_ms": talk.talk_ms(floor.units),
                    "units": balance.talk.units,
                    "words": balance.talk.words,
                    "backchannels": len(floor.backchannels),
                    **units_by_label(balance),
                    **words_by_label(balance),
                }
            )
        )
    return rows


def topic_rows(talk: Talk) -> list[Row]:
    """A row per topic, in order."""
    places = {unit.id: index for index, unit in enumerate(talk.units)}
    rows = []
    for topic_number, topic in enumerate(talk.analysis.insights.topics, start=1):
        inside = [places[ref] for ref in topic.utterances]
        spans = [span for index in inside if (span := talk.units[index].span)]
        balance = talk.balance(inside)
        rows.append(
            TOPICS_TABLE.row(
                {
                    "meeting_id": talk.meeting,
                    "topic_id": talk.topic_id(topic_number),
                    "topic": topic_number,
                    "title": topic.title,
                    "phrases": "; ".join(topic.phrases),
                    "start_ms": min((span.start_ms for span in spans), default=None),
                    "end_ms": max((span.end_ms for span in spans), default=None),
                    "talk_ms": talk.talk_ms(inside),
                    "units": balance.talk.units,
                    "words": balance.talk.words,
                    **units_by_label(balance),
                    **words_by_label(balance),
                }
            )
        )
    return rows


def _edges(talk: Talk, floor: Floor) -> tuple[int | None, int | None]:
    """Where a turn begins and ends, by its units that have a time; one speaker's may overlap."""
    spans = [span for index in floor.units if (span := talk.units[index].span)]
    if not spans:
        return None, None
    return min(span.start_ms for span in spans), max(span.end_ms for span in spans)
