import csv
import shutil
import subprocess
from datetime import date

import pytest

from lvm_meet.dataset import Format, formats, written
from lvm_meet.dataset.columns import Kind
from lvm_meet.dataset.tables import BY_NAME, TABLES, rows_of
from lvm_meet.errors import MissingError, SettingsError
from lvm_meet.settings import DatasetSettings

parquet = pytest.importorskip("pyarrow.parquet", reason="pip install 'lvm-meet[research]'")
pandas = pytest.importorskip("pandas")
polars = pytest.importorskip("polars")
NAMES = [table.name for table in TABLES]
PLAIN = DatasetSettings()


def expected(meetings, name):
    """All rows of a table, in the order of the meetings' ids."""
    found = [rows_of(analysis, settings=PLAIN) for analysis in meetings.values()]
    found.sort(key=lambda rows: rows["meetings"][0][0])
    return [row for rows in found for row in rows[name]]


@pytest.mark.parametrize("name", NAMES)
def test_parquet_comes_back_as_it_was(everything, meetings, name):
    table = parquet.read_table(everything / f"{name}.parquet")
    assert table.column_names == [column.name for column in BY_NAME[name].columns]
    back = [tuple(row.values()) for row in table.to_pylist()]
    assert back == expected(meetings, name)


@pytest.mark.parametrize("name", NAMES)
def test_csv_comes_back_as_it_was(everything, meetings, name):
    with (everything / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    assert head == [column.name for column in BY_NAME[name].columns]
    for cells, row in zip(rows, expected(meetings, name), strict=True):
        for cell, value, column in zip(cells, row, BY_NAME[name].columns, strict=True):
            if value is None:
                assert cell == ""
            elif column.kind is Kind.BOOLEAN:
                assert cell == str(value).upper()
            else:
                assert cell == str(value)


@pytest.mark.parametrize("name", NAMES)
def test_polars_reads_both_alike(everything, name):
    whole = polars.read_parquet(everything / f"{name}.parquet")
    plain = polars.read_csv(everything / f"{name}.csv", schema=whole.schema)
    assert plain.equals(whole)
    assert whole.width == len(BY_NAME[name].columns)


@pytest.mark.parametrize("name", NAMES)
def test_pandas_reads_both_without_an_index(everything, name):
    whole = pandas.read_parquet(everything / f"{name}.parquet")
    plain = pandas.read_csv(everything / f"{name}.csv", keep_default_na=False, na_values=[""])
    assert list(whole.columns) == list(plain.columns) == [c.name for c in BY_NAME[name].columns]
    assert list(whole.index) == list(range(len(whole)))
    for column in BY_NAME[name].columns:
        one, two = whole[column.name], plain[column.name]
        assert (one.isna() == two.isna()).all(), column.name
        if column.kind is Kind.INTEGER:
            assert str(one.dtype) in ("Int64", "int64"), column.name
            assert (one.dropna() == two.dropna()).all(), column.name
        if column.kind in (Kind.NUMBER, Kind.BOOLEAN):
            assert (one.dropna() == two.dropna()).all(), column.name


def test_whole_numbers_stay_whole_where_some_are_missing(everything):
    units = pandas.read_parquet(everything / "units.parquet")
    assert str(units["start_ms"].dtype) == "Int64"
    assert units["start_ms"].isna().any()
    assert polars.read_parquet(everything / "units.parquet").schema["start_ms"] == polars.Int64


def test_hostile_text_is_not_touched(everything):
    texts = polars.read_csv(everything / "units.csv", infer_schema=False)["text"].to_list()
    assert any(text.startswith('=HYPERLINK("http://evil.example";"x")') for text in texts)
    assert any(text.startswith("-2+3 **bold**") for text in texts)
    speakers = polars.read_csv(everything / "speakers.csv", infer_schema=False)["speaker"]
    assert "=cmd|'/c calc'!A1" in speakers.to_list()
    assert "نور" in speakers.to_list()


def test_missing_things_are_missing_and_days_are_days(tmp_path, meetings, write):
    write(tmp_path / "set", [meetings["kickoff"]])
    (row,) = polars.read_parquet(tmp_path / "set" / "meetings.parquet").to_dicts()
    assert isinstance(row["held"], date)
    assert f",{row['held'].isoformat()}," in (tmp_path / "set" / "meetings.csv").read_text("utf-8")
    assert row["recording_ms"] is None


def test_truth_is_found_without_being_told(everything):
    assert pandas.read_csv(everything / "units.csv")["backchannel"].dtype == bool
    assert polars.read_csv(everything / "units.csv").schema["backchannel"] == polars.Boolean


R_SCRIPT = """
u <- read.csv("units.csv"); m <- read.csv("meetings.csv"); w <- read.csv("windows.csv")
stopifnot(is.logical(u$backchannel), is.integer(u$words), is.integer(u$start_ms))
stopifnot(is.numeric(u$p_none), is.character(u$text), nrow(u) == sum(m$units))
stopifnot(sum(w$words) == sum(m$words), any(is.na(u$start_ms)))
"""


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_r_reads_it(everything):
    done = subprocess.run(
        ["Rscript", "-e", R_SCRIPT], cwd=everything, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_no_byte_order_mark_and_one_kind_of_line_end(everything):
    data = (everything / "units.csv").read_bytes()
    assert data.startswith(b"meeting_id,unit_id,")
    assert data.endswith(b"\r\n")


def test_row_groups_bound_what_is_held(tmp_path, meetings, write, monkeypatch):
    monkeypatch.setattr(written, "_BATCH_ROWS", 10)
    settings = DatasetSettings(group_rows=30)
    write(tmp_path / "set", meetings.values(), settings=settings)
    file = parquet.ParquetFile(tmp_path / "set" / "units.parquet")
    assert file.metadata.num_row_groups > 1
    assert len(file.read()) == len(expected(meetings, "units"))


def test_formats():
    assert formats("csv") == (Format.CSV,)
    assert formats("parquet") == (Format.PARQUET,)
    assert formats("both") == formats(None) == (Format.CSV, Format.PARQUET)
    with pytest.raises(SettingsError, match="excel"):
        formats("excel")


def test_without_pyarrow_csv_is_written_and_parquet_names_the_command(monkeypatch):
    monkeypatch.setattr(written, "find_spec", lambda name: None)
    assert formats(None) == formats("csv") == (Format.CSV,)
    for given in ("parquet", "both"):
        with pytest.raises(MissingError) as told:
            formats(given)
        assert "lvm-meet[research]" in told.value.hint
