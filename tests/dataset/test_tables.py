from collections import Counter, defaultdict
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.dataset.columns import Kind, Table, id_
from lvm_meet.dataset.tables import BY_NAME, TABLES, rows_of
from lvm_meet.dataset.talk import Talk
from lvm_meet.errors import InputError, LvmError, SettingsError
from lvm_meet.model import LABELS, Span, Utterance
from lvm_meet.settings import DatasetSettings
from lvm_meet.style.speakers import speaker_styles

PLAIN = DatasetSettings()
LABEL_UNITS = [f"{label}_units" for label in LABELS]
LABEL_WORDS = [f"{label}_words" for label in LABELS]


def records(analysis, name, settings=PLAIN):
    columns = [column.name for column in BY_NAME[name].columns]
    rows = rows_of(analysis, settings=settings)[name]
    return [dict(zip(columns, row, strict=True)) for row in rows]


def total(rows, name):
    return sum(row[name] for row in rows)


@pytest.fixture(params=["kickoff", "untimed", "one nameless", "recording", "hostile", "long"])
def analysis(request, meetings):
    return meetings[request.param]


@pytest.mark.parametrize("window_ms", [1000, 7001, 60_000, 10_000_000])
def test_windows_add_up_to_the_meeting(analysis, window_ms):
    (meeting,) = records(analysis, "meetings")
    windows = records(analysis, "windows", DatasetSettings(window_ms=window_ms))
    for name in ("units", "words", *LABEL_UNITS, *LABEL_WORDS):
        assert total(windows, name) == meeting[name]
    if meeting["talk_ms"] is None:
        assert {row["talk_ms"] for row in windows} == {None}
    else:
        assert total(windows, "talk_ms") == meeting["talk_ms"]


def test_every_speaker_stands_in_every_window(analysis):
    speakers = {row["speaker_id"] for row in records(analysis, "speakers")}
    rows = records(analysis, "windows", DatasetSettings(window_ms=20_000))
    numbers = {row["window"] for row in rows}
    assert numbers == set(range(1, len(numbers) + 1))
    assert {(row["window"], row["speaker_id"]) for row in rows} == {
        (number, speaker) for number in numbers for speaker in speakers
    }
    assert len(rows) == len(numbers) * len(speakers)


def test_nobody_speaks_longer_than_a_window(meetings):
    rows = records(meetings["kickoff"], "windows", DatasetSettings(window_ms=5000))
    assert all(row["talk_ms"] <= row["end_ms"] - row["start_ms"] for row in rows)
    assert rows[-1]["end_ms"] == records(meetings["kickoff"], "units")[-1]["end_ms"]


def test_without_times_there_is_one_window_without_times(meetings):
    rows = records(meetings["untimed"], "windows")
    assert {(row["window"], row["start_ms"], row["end_ms"], row["talk_ms"]) for row in rows} == {
        (1, None, None, None)
    }
    assert len(rows) == 3


def test_labels_of_a_row_add_up(analysis):
    for name in ("meetings", "speakers", "turns", "topics", "windows"):
        for row in records(analysis, name):
            assert sum(row[label] for label in LABEL_UNITS) == row["units"]
            assert sum(row[label] for label in LABEL_WORDS) == row["words"]


def test_speakers_add_up_to_the_meeting(analysis):
    (meeting,) = records(analysis, "meetings")
    speakers = records(analysis, "speakers")
    for name in ("units", "words", "turns", "backchannels", "questions_other", *LABEL_UNITS):
        assert total(speakers, name) == meeting[name]
    known = {style.speaker: style for style in analysis.style.speakers}
    for row in speakers:
        assert row["turns"] == known[row["speaker"]].turns
        assert row["words"] == known[row["speaker"]].balance.talk.words


def test_turns_are_those_of_the_reports(meetings):
    import numpy as np

    from lvm_meet.model import Lens
    from lvm_meet.settings import StyleSettings

    analysis = meetings["kickoff"]
    codes = np.zeros(len(analysis.utterances), dtype=np.int64)
    styles = speaker_styles(
        analysis.utterances, analysis.signals, codes, questions=Lens(), settings=StyleSettings()
    )
    turns = Counter(row["speaker"] for row in records(analysis, "turns"))
    assert turns == {style.speaker: style.turns for style in styles}
    longest = defaultdict(int)
    for row in records(analysis, "turns"):
        longest[row["speaker"]] = max(longest[row["speaker"]], row["words"])
    assert longest == {style.speaker: style.longest_turn_words for style in styles}


def test_units_in_turns_and_back_channels_of_others_are_all_units(analysis):
    turns, units = records(analysis, "turns"), records(analysis, "units")
    inside = Counter(row["turn_id"] for row in units if row["turn_id"])
    assert inside == {row["turn_id"]: row["units"] for row in turns}
    outside = [row for row in units if row["turn_id"] is None]
    assert all(row["backchannel"] for row in outside)
    assert total(turns, "backchannels") <= len(outside)
    assert total(turns, "words") + total(outside, "words") == total(units, "words")


def test_dyads_add_up(analysis):
    turns, dyads = records(analysis, "turns"), records(analysis, "dyads")
    assert total(dyads, "turns") == max(0, len(turns) - 1)
    assert total(dyads, "backchannels") == total(turns, "backchannels")
    pairs = Counter((one["speaker_id"], two["speaker_id"]) for one, two in pairwise(turns))
    for row in dyads:
        pair = (row["from_speaker_id"], row["to_speaker_id"])
        assert row["turns"] == pairs[pair]
        assert pair[0] != pair[1]
        assert row["overlaps"] <= row["gaps"] <= row["turns"]
        assert (row["gap_sum_ms"] is None) == (row["gaps"] == 0)
    gaps = [row["gap_ms"] for row in turns if row["gap_ms"] is not None]
    assert sum(row["gap_sum_ms"] or 0 for row in dyads) == sum(gaps)


def test_a_unit_says_what_it_was_coded_by(meetings):
    first, second, *_ = records(meetings["kickoff"], "units")
    assert first["unit_id"].endswith("-u1")
    assert (first["label"], first["p_execution"]) == ("execution", 0.93)
    assert (first["exemplar_entry"], first["similarity"]) == ("execution.toml:execution.3", 0.86)
    assert (first["start_ms"], first["end_ms"], first["words"]) == (0, 9000, 17)
    assert (second["backchannel"], second["label"], second["exemplar"]) == (True, "none", None)
    assert first["topic_id"].endswith("-k1")


def test_what_a_meeting_came_to_is_counted(meetings):
    analysis = meetings["kickoff"]
    (row,) = records(analysis, "meetings")
    assert row["decisions"] == len(analysis.insights.decisions) > 0
    assert row["actions"] == len(analysis.insights.actions) > 0
    assert (row["index"], row["index_low"], row["index_high"]) == (-0.158, -0.579, 0.263)
    assert (row["lexicons"], row["settings"]) == ("1e" * 32, "5e" * 32)
    assert row["encoder"] == analysis.provenance.encoder
    assert (row["speakers"], row["from_recording"], row["speech_ms"]) == (3, False, None)


def test_a_recording_says_how_well_it_was_heard(meetings):
    (row,) = records(meetings["recording"], "meetings")
    assert (row["from_recording"], row["named"], row["doubts"]) == (True, True, None)
    assert (row["speech_confidence"], row["overlap_ms"]) == (0.871, 4000)
    assert row["nameless_units"] > 0


def test_where_it_is_in_doubt_who_spoke_nobody_has_a_name(meetings):
    analysis = meetings["doubtful recording"]
    (row,) = records(analysis, "meetings")
    assert (row["named"], row["speakers"]) == (False, 0)
    assert row["doubts"] == "similar-voices; much-overlap"
    assert [each["speaker"] for each in records(analysis, "speakers")] == [None]
    assert {each["speaker"] for each in records(analysis, "units")} == {None}


def test_an_empty_meeting_is_one_row(meetings):
    rows = rows_of(meetings["empty"], settings=PLAIN)
    assert {name: len(found) for name, found in rows.items() if found} == {"meetings": 1}
    (row,) = records(meetings["empty"], "meetings")
    assert (row["units"], row["coded_share"], row["index"], row["duration_ms"]) == (
        0,
        None,
        None,
        None,
    )


def test_who_only_acknowledges_has_no_turn(meetings):
    rows = rows_of(meetings["back-channels"], settings=PLAIN)
    assert (rows["turns"], rows["dyads"]) == ([], [])
    assert [row["turns"] for row in records(meetings["back-channels"], "speakers")] == [0, 0]


def test_a_broken_clock_is_told(meetings):
    analysis = meetings["kickoff"]
    last = replace(analysis.utterances[-1], span=Span(10**13, 10**13 + 5))
    broken = replace(analysis, utterances=(*analysis.utterances[:-1], last))
    with pytest.raises(InputError, match="windows") as told:
        rows_of(broken, settings=PLAIN)
    assert "--window-ms" in told.value.hint


@pytest.mark.parametrize("window_ms", [0, -1, 999])
def test_a_window_has_a_length(window_ms):
    with pytest.raises(SettingsError, match="window"):
        DatasetSettings(window_ms=window_ms)


def test_keys_name_one_row_and_references_lead_somewhere(meetings):
    for analysis in meetings.values():
        rows = {table.name: records(analysis, table.name) for table in TABLES}
        for table in TABLES:
            keys = [tuple(row[name] for name in table.key) for row in rows[table.name]]
            assert len(keys) == len(set(keys))
            for reference in table.references:
                there = {row[reference.key] for row in rows[reference.table]} | {None}
                assert {row[reference.field] for row in rows[table.name]} <= there


def test_cells_have_the_type_that_is_written_down(meetings):
    types = {
        Kind.STRING: (str,),
        Kind.INTEGER: (int,),
        Kind.NUMBER: (float,),
        Kind.BOOLEAN: (bool,),
    }
    for analysis in meetings.values():
        for name, rows in rows_of(analysis, settings=PLAIN).items():
            for row in rows:
                for cell, column in zip(row, BY_NAME[name].columns, strict=True):
                    if cell is None:
                        assert not column.required, column.name
                    elif column.kind in types:
                        assert type(cell) in types[column.kind], column.name
                        assert not column.enum or cell in column.enum
                        if column.kind is not Kind.STRING:
                            assert column.least is None or cell >= column.least, column.name
                            assert column.most is None or cell <= column.most, column.name


def test_columns_say_what_they_are():
    for table in TABLES:
        names = [column.name for column in table.columns]
        assert len(names) == len(set(names))
        assert all(column.description for column in table.columns)
        assert all(name == name.lower() and name.isascii() for name in names)
        for column in table.columns:
            if column.kind in (Kind.INTEGER, Kind.NUMBER):
                assert column.unit, column.name


def test_text_that_no_file_can_hold_is_mended():
    table = Table("t", "T", "", (id_("a", "it"),), ("a",))
    assert table.row({"a": "x\0\ud800y"}) == (
        "x\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}y",
    )
    assert table.row({"a": ""}) == (None,)
    with pytest.raises(LvmError):
        table.row({"b": "x"})
    with pytest.raises(LvmError):
        table.row({"a": "x", "b": "x"})


UNITS = st.lists(
    st.tuples(
        st.sampled_from(["Ann", "Ben", None]),
        st.none() | st.tuples(st.integers(0, 90_000), st.integers(0, 20_000)),
        st.booleans(),
    ),
    max_size=12,
)


@given(UNITS, st.integers(1000, 30_000))
def test_any_talk_adds_up(analyses, units, window_ms):
    talk = [
        Utterance(f"u{at}", who, "a b c", Span(s[0], s[0] + s[1]) if s else None, (0,), back)
        for at, (who, s, back) in enumerate(units)
    ]
    signals = [replace(analyses["kickoff"].signals[0], utterance=unit.id) for unit in talk]
    analysis = replace(analyses["kickoff"], utterances=tuple(talk), signals=tuple(signals))
    settings = DatasetSettings(window_ms=window_ms)
    (meeting,) = records(analysis, "meetings", settings)
    windows = records(analysis, "windows", settings)
    assert total(windows, "words") == meeting["words"] == 3 * len(talk)
    assert total(windows, "units") == len(talk)
    if Talk.of(analysis).timed:
        assert total(windows, "talk_ms") == meeting["talk_ms"]
    turns = records(analysis, "turns", settings)
    assert total(records(analysis, "dyads", settings), "turns") == max(0, len(turns) - 1)
