import csv
from dataclasses import replace
from pathlib import Path

from lvm_meet.batch.origins import Presence
from lvm_meet.batch.records import Begun, Failed, Finished
from lvm_meet.batch.state import Journal
from lvm_meet.batch.summary import COLUMNS, FACTS, facts_of, write_tables


def table(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def finished(folder: Path, name: str, **facts: object) -> tuple[Begun, Finished]:
    output = f"{name}.json"
    (folder / output).write_text("{}")
    source = str(folder / name)
    return Begun(source, name, (output,)), Finished(
        source, name, name, "m", "h", 1, 2, (output,), (2,), facts, team="red"
    )


def test_a_row_has_the_figures_of_the_report(analyses):
    analysis = analyses["kickoff"]
    facts = facts_of(analysis)
    assert tuple(facts) == FACTS
    assert facts["words"] == analysis.style.balance.talk.words
    assert facts["speakers"] == 3
    assert facts["minutes"] and 2 < float(facts["minutes"]) < 6
    index = analysis.style.index
    assert index is not None
    assert facts["balance"] == index.value / 1000
    rate = analysis.style.balance.rate(analysis.style.balance.leadership)
    assert rate is not None
    assert facts["leadership_per_1000_words"] == round(rate, 2)


def test_without_evidence_there_is_no_number(analyses):
    analysis = analyses["kickoff"]
    minimum = replace(analysis.style.minimum, words=10**6)
    facts = facts_of(replace(analysis, style=replace(analysis.style, minimum=minimum, index=None)))
    empty = {"balance", "balance_low", "coded_share", "vision_per_1000_words"}
    assert {name for name in empty if facts[name] is not None} == set()


def test_the_tables_say_what_there_is_by_name_and_can_be_rewritten(tmp_path):
    journal = Journal(tmp_path)
    for name in ("b.vtt", "a.vtt", "gone.vtt"):
        for line in finished(tmp_path, name, title="=1+1", words=12, balance=-0.5):
            journal.add(line)
    (tmp_path / "gone.vtt.json").unlink()
    for name, there in (("bad.vtt", True), ("deleted.vtt", False)):
        source = tmp_path / name
        if there:
            source.touch()
        journal.add(Begun(str(source), name, ()))
        journal.add(Failed(str(source), name, "InputError", "is empty", "give another"))
    write_tables(journal, presence=Presence())
    rows = table(tmp_path / "summary.csv")
    assert tuple(rows[0]) == COLUMNS
    assert [row[:3] for row in rows[1:]] == [
        ["a.vtt", "a.vtt", "red"],
        ["b.vtt", "b.vtt", "red"],
    ]
    assert rows[1][COLUMNS.index("title")] == "'=1+1"
    assert rows[1][COLUMNS.index("date")] == ""
    assert table(tmp_path / "failures.csv") == [
        ["file", "error", "hint"],
        ["bad.vtt", "is empty", "give another"],
    ]
    before = (tmp_path / "summary.csv").read_bytes()
    write_tables(journal, presence=Presence())
    assert (tmp_path / "summary.csv").read_bytes() == before
    journal.close()
