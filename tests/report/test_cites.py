import runpy
from pathlib import Path

from lvm_meet.model import Said
from lvm_meet.report.cites import MAX_CITES, Cite, cites, quoted, said_quote
from lvm_meet.report.places import Places

CONCLUDE = runpy.run_path(str(Path(__file__).parents[1] / "made_conclusions.py"))["conclude"]


def test_a_place_is_cited_once_and_not_too_often(analyses):
    places = Places(analyses["kickoff"])
    assert cites(("u3", "u3", "u1"), places) == (Cite(2, "0:13"), Cite(0, "0:00"))
    everybody = tuple(places.order)
    assert len(cites(everybody, places)) == MAX_CITES
    assert cites((), places) == ()


def test_a_quote_has_who_and_where(analyses):
    found = quoted("u3", Places(analyses["kickoff"]), limit=20)
    assert (found.speaker, found.cite.number) == ("Anna Berg", 2)
    assert len(found.text) <= 20
    assert said_quote(Said("x", ()), Places(analyses["kickoff"])) is None


def test_without_times_a_place_is_a_word(analyses):
    assert cites(("u2",), Places(analyses["untimed"]))[0].place == "word 18"
