"""A record under pseudonyms, or with what could tell who somebody is taken out."""

from __future__ import annotations

from lvm_meet.library.entities import NameFinder
from lvm_meet.library.mentions import Mentions
from lvm_meet.library.pseudonyms import Key
from lvm_meet.library.records import Record
from lvm_meet.library.redact import Redactor
from lvm_meet.library.words import Words, words


def hidden(record: Record, key: Key, *, known: Words | None = None) -> Record:
    """The record with pseudonyms for everybody in `key`: as speakers, owners and in the talk.

    Everybody in the record has to be in the key. What a machine wrote for want of a name
    ("Speaker 2") gets a pseudonym as well, but is not looked for in the talk.
    """
    known = known or words()
    people = {name: other for name, other in key.names.items() if not known.unnamed(name)}
    mentions = Mentions.build(
        people,
        texts=[row.text for row in record.utterances],
        present=set(record.people),
        titles=known.titles,
    )
    return record.mapped(name=key.pseudonym, text=mentions.hide)


def redacted(
    record: Record,
    *,
    finder: NameFinder | None,
    spare_people: bool,
    known: Words | None = None,
) -> Record:
    """The record with names, addresses, links and long numbers taken out of its texts.

    Who spoke stays: that is what pseudonyms are for. With `spare_people` the names of the people
    in it stay too, since pseudonyms will take their place.
    """
    found: dict[str, str] = {}

    def collect(text: str) -> str:
        found[text] = text
        return text

    record.mapped(name=str, text=collect)
    for name in (record.file, record.about.title or ""):  # no talk: spaCy sees names in any file
        found.pop(name, None)
    texts = list(found)
    redactor = Redactor.build(
        record.people,
        texts=[row.text for row in record.utterances],
        words=known or words(),
        finder=finder,
        spare_people=spare_people,
    )
    found.update(zip(texts, redactor.apply(texts), strict=True))
    return record.mapped(name=str, text=lambda text: found.get(text) or redactor.plain(text))
