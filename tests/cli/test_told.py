import pytest

from lvm_meet.cli.told import UNKNOWN, About, Summaries
from lvm_meet.errors import InputError

HEADER = "file,results,team,type,title\n"


def test_the_next_summary_above_an_analysis_tells_of_it(tmp_path) -> None:
    (tmp_path / "summary.csv").write_text(
        "\ufeff" + HEADER + "a.vtt,deep/a.vtt,Alarm,retro,A\n", "utf-8"
    )
    (tmp_path / "deep").mkdir()
    told = Summaries()
    assert told.about(tmp_path / "deep" / "a.vtt.json") == About("Alarm", "retro")
    assert told.about(tmp_path / "deep" / "b.vtt.json") == UNKNOWN


@pytest.mark.parametrize("text", [None, "", "name,mark\nAnna,1\n"])
def test_without_a_summary_of_a_batch_nothing_is_known(tmp_path, text) -> None:
    if text is not None:
        (tmp_path / "summary.csv").write_text(text, "utf-8")
    assert Summaries().about(tmp_path / "a.json") == UNKNOWN


def test_a_summary_that_cannot_be_read_is_told(tmp_path) -> None:
    (tmp_path / "summary.csv").write_bytes(HEADER.encode() + b"a,\xff,b,c,d\n")
    with pytest.raises(InputError, match="no summary of a batch"):
        Summaries().about(tmp_path / "a.json")


def test_names_and_teams_that_a_spreadsheet_would_run_are_the_same_again(tmp_path) -> None:
    row = "'-weekly.vtt,'-weekly.vtt,'-core-,'=x,\n"
    (tmp_path / "summary.csv").write_text(HEADER + row, "utf-8")
    assert Summaries().about(tmp_path / "-weekly.vtt.json") == About("-core-", "=x")


@pytest.mark.parametrize("data", ["Größe;Zahl\n1;2\n".encode("latin-1"), b'"\xff', b"\0,\0\n"])
def test_a_table_of_somebody_else_in_a_folder_above_is_passed_over(tmp_path, data) -> None:
    (tmp_path / "summary.csv").write_bytes(data)
    (tmp_path / "a" / "summary.csv").mkdir(parents=True)
    assert Summaries().about(tmp_path / "a" / "b.json") == UNKNOWN
