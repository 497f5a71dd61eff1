import subprocess
import sys

import pytest

from lvm_meet.errors import SettingsError
from lvm_meet.export import EXPORTERS, render_as, to_bytes


def test_names_and_a_miss():
    assert {"csv", "docx", "html", "json", "md", "text"} <= set(EXPORTERS.names())
    with pytest.raises(SettingsError) as caught:
        EXPORTERS.load("pdf")
    assert "html, json, md, text" in caught.value.hint


@pytest.mark.parametrize("name", ["csv", "json", "md", "text"])
def test_every_exporter_renders_every_meeting_as_encodable_text(name, analyses):
    exporter = EXPORTERS.load(name)
    for kind, analysis in analyses.items():
        text = exporter.render(analysis)
        assert text.endswith("\n"), kind
        assert exporter.render(analysis) == text, kind
        assert to_bytes(name, text).decode("utf-8-sig") == text, kind


def test_a_form_can_be_bytes(analyses):
    content = render_as("docx", analyses["one unit"])
    assert content[:2] == b"PK"
    assert to_bytes("docx", content) == content


def test_only_csv_has_a_byte_order_mark():
    assert to_bytes("csv", "id\r\n") == b"\xef\xbb\xbfid\r\n"
    assert to_bytes("md", "ü") == "ü".encode()


def test_data_forms_do_not_load_the_report():
    script = (
        "import sys; from lvm_meet.export import EXPORTERS; EXPORTERS.load('json');"
        "EXPORTERS.load('csv'); print(*sys.modules)"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"rich", "numpy", "docx", "lvm_meet.report"} & set(loaded)


def test_render_as_is_the_exporter_by_name(analyses):
    analysis = analyses["kickoff"]
    assert render_as("json", analysis) == EXPORTERS.load("json").render(analysis)
    with pytest.raises(SettingsError):
        render_as("pdf", analysis)
