"""Meetings: one row each, with sums, counted conclusions, quality of the sound, what made it."""

from __future__ import annotations

from dataclasses import dataclass

from lvm_meet.dataset.columns import (
    Cell,
    Column,
    Holds,
    Kind,
    Row,
    Table,
    count,
    id_,
    joined,
    permille,
    ratio,
    text,
    time,
)
from lvm_meet.dataset.people import INDEX, index_cells
from lvm_meet.dataset.shared import MEETING, TALK, TURNS, UNITS, WORDS, per_label
from lvm_meet.dataset.talk import Talk, units_by_label, words_by_label
from lvm_meet.model import AgendaOrigin

_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a meeting beside its analysis; "" is not known."""

    team: str = ""
    type: str = ""


UNTOLD = Told()

MEETINGS_TABLE = Table(
    "meetings",
    "Meetings",
    "One row per meeting.",
    (
        MEETING,
        id_("sha256", "the whole hash of what was analysed"),
        text("file", "name of the file that was analysed", holds=Holds.FILE),
        text("title", "its title, where one was given", holds=Holds.TEXT),
        Column("held", Kind.DATE, "the day of the meeting, where it is known"),
        text("team", "whose meeting it was, where a batch's manifest says it", holds=Holds.TEXT),
        text("type", "what kind of meeting, where a batch's manifest says it", holds=Holds.TEXT),
        text("language", "language of the talk (BCP 47), where it is known"),
        time("duration_ms", "from the first to the last talk"),
        TALK,
        UNITS,
        count("timed_units", "units that have a time", "units"),
        count("backchannels", "back-channels", "units"),
        WORDS,
        TURNS,
        count("speakers", "speakers with a name", "people"),
        count("nameless_units", "units whose speaker has no name", "units"),
        *per_label("units"),
        *per_label("words"),
        ratio("coded_share", "share of units that carry a signal; empty without units"),
        *INDEX,
        count("questions_what_why", "questions of what or why", "units"),
        count("questions_how_when", "questions of how, when or who", "units"),
        count("questions_other", "other questions", "units"),
        count("topics", "topics", "topics"),
        count("decisions", "decisions", "decisions"),
        count("actions", "action items", "actions"),
        count("open_questions", "questions that got no answer", "questions"),
        count("risks", "risks and blockers", "risks"),
        Column(
            "agenda",
            Kind.STRING,
            "where the agenda is from: a file, the opening, or only the topics",
            enum=tuple(origin.value for origin in AgendaOrigin),
        ),
        count("agenda_items", "items of the agenda", "items"),
        count("agenda_reached", "of these, those that were talked about", "items"),
        count("situations", "situations that called for one of the two ways", "situations"),
        count("situations_judged", "of these, those in which one way prevailed", "situations"),
        count("situations_fitting", "of these, those that got what they called for", "situations"),
        count("changes", "places where the style changed", "places"),
        Column("from_recording", Kind.BOOLEAN, "whether it was heard, not read", required=True),
        time("recording_ms", "length of the recording"),
        time("speech_ms", "time of the recording in which anybody speaks"),
        ratio("speech_confidence", "the recogniser's mean confidence over all words"),
        time("overlap_ms", "time in which two or more speak at once"),
        Column(
            "unknown_words",
            Kind.INTEGER,
            "words that were heard and whose speaker could not be told",
            unit="words",
            least=0,
        ),
        Column(
            "named",
            Kind.BOOLEAN,
            "false: it is in doubt who spoke, and no speaker has a name here",
            required=True,
        ),
        text("doubts", "why, between semicolons"),
        text("recogniser", "the speech model"),
        text("diarizer", "what told the voices apart"),
        text("notes", "codes of what was guessed or degraded in reading, between semicolons"),
        text("read_as", "format that it was read as"),
        text("reader", "what read or heard it, with its version"),
        id_("version", "version of lvm-meet that analysed it"),
        id_("settings", "fingerprint of the settings (sha256)"),
        id_("lexicons", "hash of all lexicon files (sha256)"),
        id_("encoder", "the sentence encoder, with the hash of its weights"),
        id_("splitter", "what found the ends of sentences"),
    ),
    ("meeting_id",),
)


def meeting_row(talk: Talk, told: Told = UNTOLD) -> Row:
    """The row of one meeting; of an empty one with zeros."""
    units = talk.units
    everything = range(len(units))
    balance = talk.balance(everything)
    start, end = talk.start_ms, talk.end_ms
    share = balance.coded_share
    questions = talk.analysis.style.questions
    return MEETINGS_TABLE.row(
        {
            "meeting_id": talk.meeting,
            "duration_ms": None if start is None or end is None else end - start,
            "talk_ms": talk.talk_ms(everything),
            "units": balance.talk.units,
            "timed_units": sum(unit.span is not None for unit in units),
            "backchannels": sum(unit.backchannel for unit in units),
            "words": balance.talk.words,
            "turns": len(talk.floors),
            "speakers": sum(speaker is not None for speaker in talk.speakers),
            "nameless_units": sum(unit.speaker is None for unit in units),
            **units_by_label(balance),
            **words_by_label(balance),
            "coded_share": None if share is None else round(share, _DIGITS),
            **index_cells(talk.analysis.style.index),
            "questions_what_why": len(questions.what_why),
            "questions_how_when": len(questions.how_when),
            "questions_other": len(questions.other),
            **_source(talk),
            "team": told.team or None,
            "type": told.type or None,
            **_conclusions(talk),
            **_sound(talk),
        }
    )


def _source(talk: Talk) -> dict[str, Cell]:
    analysis = talk.analysis
    transcript, made = analysis.transcript, analysis.provenance
    codes = dict.fromkeys(note.code for note in transcript.notes if not note.remark)
    return {
        "sha256": transcript.source.sha256,
        "file": transcript.source.name,
        "title": analysis.title,
        "held": analysis.insights.held,
        "language": transcript.language,
        "notes": joined(tuple(codes)),
        "read_as": transcript.source.kind,
        "reader": transcript.origin,
        "version": made.version,
        "settings": made.settings,
        "lexicons": made.lexicons,
        "encoder": made.encoder,
        "splitter": made.splitter,
    }


def _conclusions(talk: Talk) -> dict[str, Cell]:
    insights, profile = talk.analysis.insights, talk.analysis.profile
    agenda = insights.agenda
    items = agenda.items if agenda else ()
    fits = [situation.fits for situation in profile.situations]
    return {
        "topics": len(insights.topics),
        "decisions": len(insights.decisions),
        "actions": len(insights.actions),
        "open_questions": len(insights.questions),
        "risks": len(insights.risks),
        "agenda": agenda.origin.value if agenda else None,
        "agenda_items": len(items),
        "agenda_reached": sum(item.reached for item in items),
        "situations": len(fits),
        "situations_judged": sum(fit is not None for fit in fits),
        "situations_fitting": sum(fit is True for fit in fits),
        "changes": len(talk.analysis.style.changes),
    }


def _sound(talk: Talk) -> dict[str, Cell]:
    speech = talk.analysis.transcript.speech
    return {
        "from_recording": speech is not None,
        "recording_ms": speech.duration_ms if speech else None,
        "speech_ms": speech.speech_ms if speech else None,
        "speech_confidence": permille(speech.confidence) if speech else None,
        "overlap_ms": speech.overlap_ms if speech else None,
        "unknown_words": speech.unknown_words if speech else None,
        "named": speech is None or speech.named,
        "doubts": joined([doubt.value for doubt in speech.doubts]) if speech else None,
        "recogniser": speech.recogniser if speech else None,
        "diarizer": speech.diarizer if speech else None,
    }
