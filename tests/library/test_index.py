from sqlalchemy.dialects import postgresql, sqlite

from lvm_meet.library import index, tables


def test_sqlite_quotes_every_term() -> None:
    found = index.sqlite_statement(tables.utterance, ["test run", "hous*", "budget"], 5)
    compiled = found.compile(dialect=sqlite.dialect())
    assert compiled.params["question"] == '"test run" OR "hous"* OR "budget"'
    assert "utterance_fts MATCH" in str(compiled)


def test_postgresql_uses_the_expression_of_its_index() -> None:
    found = index.postgresql_statement(tables.insight, ["test run", "hous*"], 5)
    text = str(found.compile(dialect=postgresql.dialect()))
    assert "to_tsvector('english'::regconfig, insight.text) @@" in text
    assert "phraseto_tsquery" in text
    assert "to_tsquery" in text
