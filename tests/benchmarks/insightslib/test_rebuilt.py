"""Meetings put together from single sentences."""

import json

from benchmarks.insightslib.rebuilt import FILES, read_rebuilt


def test_sentences_of_all_files_come_in_the_order_of_the_talk(tmp_path):
    rows = [("a#10.0", "last"), ("a#2.1", "second"), ("a#2.0", "first"), ("b#0.0", "other")]
    for name, some in zip(FILES, (rows[:1], rows[1:3], rows[3:]), strict=True):
        lines = [
            json.dumps({"id": id_, "meeting": id_[0], "speaker": "A", "text": text})
            for id_, text in some
        ]
        (tmp_path / name).write_text("\n".join(lines), "utf-8")
    found = read_rebuilt(tmp_path)
    assert list(found) == ["a", "b"]
    assert found["a"].pieces == ("2.0", "2.1", "10.0")
    assert [each.text for each in found["a"].transcript.segments] == ["first", "second", "last"]
    assert list(read_rebuilt(tmp_path, {"b"})) == ["b"]
