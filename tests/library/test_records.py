from dataclasses import replace
from datetime import date

import pytest

from lvm_meet.library.conclusions import FOLLOWED, ORPHAN, Kind
from lvm_meet.library.entities import NameFinder
from lvm_meet.library.masks import hidden, redacted
from lvm_meet.library.pseudonyms import Key
from lvm_meet.library.records import About, record_of
from lvm_meet.model import Balance


def test_a_record_has_every_conclusion(a_meeting) -> None:
    analysis = a_meeting("monday")
    record = record_of(analysis)
    kinds = [each.kind for each in record.conclusions]
    insights = analysis.insights
    for kind, of in (
        (Kind.HEADLINE, [insights.summary]),
        (Kind.SUMMARY, insights.summary.sentences),
        (Kind.TOPIC, insights.topics),
        (Kind.AGENDA, insights.agenda.items),
        (Kind.DECISION, insights.decisions),
        (Kind.ACTION, insights.actions),
        (Kind.QUESTION, insights.questions),
        (Kind.RISK, insights.risks),
        (Kind.DIRECTION, analysis.profile.threads),
    ):
        assert kinds.count(kind) == len(of), kind
    directions = [each for each in record.conclusions if each.kind is Kind.DIRECTION]
    assert [each.detail for each in directions] == [
        FOLLOWED if thread.steps else ORPHAN for thread in analysis.profile.threads
    ]
    counted = sum(each.leadership + each.management for each in record.counts)
    aspects = (*analysis.profile.aspects, *analysis.profile.duties, *analysis.style.contrasts)
    assert counted == sum(len(each.leadership) + len(each.management) for each in aspects)


def test_the_content_is_that_of_the_talk_and_not_of_what_is_known_beside(a_meeting) -> None:
    record = record_of(a_meeting("monday"))
    assert record.content == record_of(a_meeting("monday")).content
    assert record.content == replace(record, about=About("Other", date(2026, 1, 1))).content
    assert record.content != record_of(a_meeting("monday", of="untimed")).content


def test_a_doubtful_recording_has_one_speaker_without_a_name(analyses) -> None:
    record = record_of(analyses["doubtful recording"])
    (speaker,) = record.speakers
    assert speaker.name is None
    whole = sum(
        (each.balance for each in analyses["doubtful recording"].style.speakers), Balance.zero()
    )
    assert speaker.balance == whole


@pytest.mark.parametrize("name", ["hostile", "long names", "right to left", "empty"])
def test_no_sign_in_a_record_is_refused_by_a_database(analyses, name) -> None:
    for row in record_of(analyses[name]).utterances:
        assert "\0" not in row.text
        row.text.encode("utf-8")
        (row.speaker or "").encode("utf-8")


def test_nobody_is_left_in_a_record_under_pseudonyms(a_meeting) -> None:
    record = record_of(a_meeting("Anna_Berg_1on1"))
    key = Key("k", 1, {}).with_people(record.people)
    text = repr(hidden(record, key))
    for name in ("Anna", "Berg", "Tom'", "Tom ", "Noor", "Haddad"):
        assert name not in text
    assert "P1_1on1" in text


class Nothing:
    """Stands in for a model that finds no names."""

    def pipe(self, texts, batch_size):
        return (type("Document", (), {"ents": ()})() for _ in texts)


def test_redaction_keeps_who_spoke_and_takes_names_out_of_the_talk(a_meeting) -> None:
    record = record_of(a_meeting("monday"))
    found = redacted(record, finder=NameFinder(Nothing()), spare_people=False)
    assert [row.speaker for row in found.utterances] == [row.speaker for row in record.utterances]
    said = " ".join(row.text for row in found.utterances)
    assert "[name], did the test report go out" in said
    assert "Noor" not in said
    assert found.file == "monday.vtt"
