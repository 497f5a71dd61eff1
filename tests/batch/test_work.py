import json
import platform
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import lvm_meet
from lvm_meet.batch.values import About, Job, Meeting
from lvm_meet.batch.work import Analyse
from lvm_meet.codec import dumps
from lvm_meet.errors import InputError, SettingsError
from lvm_meet.files import sha256_of
from lvm_meet.model import Plan
from lvm_meet.pipeline import Pipeline
from lvm_meet.settings import Settings

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture(scope="module")
def run():
    return Analyse(Settings()).prepare()


def job(path: Path, out: Path, *, formats: tuple[str, ...] = ("json",), about=None) -> Job:
    targets = tuple((name, str(out / f"sub/x.{name}")) for name in formats)
    return Job(Meeting(str(path), path.name), about or About(), targets, "made")


@pytest.mark.parametrize("name", ["standup.vtt", "standup.docx", "standup-qmsum.json"])
def test_a_job_gives_what_python_gives(run, tmp_path, name):
    done = run(job(SAMPLES / name, tmp_path))
    assert (tmp_path / "sub/x.json").read_text("utf-8") == dumps(lvm_meet.analyze(SAMPLES / name))
    assert done.sha256 == sha256_of(SAMPLES / name)
    assert done.size == (SAMPLES / name).stat().st_size
    assert done.written == ((tmp_path / "sub/x.json").stat().st_size,)


def test_a_worker_that_would_make_other_results_refuses():
    made = Pipeline.build().provenance()
    assert Analyse(Settings(), expected=made).prepare()
    with pytest.raises(SettingsError, match=f"worker on {platform.node()} has another version"):
        Analyse(Settings(), expected=replace(made, lexicons="others")).prepare()


def test_what_is_known_of_the_meeting_reaches_its_results(run, tmp_path):
    about = About(
        plan=Plan(title="Kick-off", held=date(2026, 5, 29), roles=(("Dana", "Lead"),)),
        rename=(("Priya Raman", "Dana"),),
    )
    formats = ("json", "md", "html", "csv")
    done = run(job(SAMPLES / "standup.vtt", tmp_path, formats=formats, about=about))
    document = json.loads((tmp_path / "sub/x.json").read_text("utf-8"))
    assert document["title"] == "Kick-off"
    assert "Dana" in (tmp_path / "sub/x.md").read_text("utf-8")
    assert (done.facts["title"], done.facts["date"]) == ("Kick-off", "2026-05-29")
    assert len(done.written) == len(formats)


@pytest.mark.parametrize("formats", [("json",), ("json", "md")])
def test_one_that_fails_leaves_nothing(run, tmp_path, formats):
    about = About(rename=(("Nobody", "Dana"),))
    with pytest.raises(SettingsError, match="Nobody"):
        run(job(SAMPLES / "standup.vtt", tmp_path, formats=formats, about=about))
    with pytest.raises(InputError):
        run(job(tmp_path / "nothing.vtt", tmp_path, formats=formats))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("heard_once")
def test_a_recording_is_heard_and_its_page_gets_a_player(tmp_path):
    from dataclasses import replace

    plain = Settings()
    work = Analyse(replace(plain, speech=replace(plain.speech, model="tiny.en")))
    done = work.prepare()(job(SAMPLES / "planning.ogg", tmp_path, formats=("json", "html")))
    assert done.sha256 == sha256_of(SAMPLES / "planning.ogg")
    assert "planning.ogg" in (tmp_path / "sub/x.html").read_text("utf-8")
    assert done.facts["minutes"] == pytest.approx(1.6, abs=0.1)


@pytest.mark.usefixtures("heard_once")
def test_a_recording_behind_an_address_gives_the_same_and_its_page_leads_to_it(tmp_path):
    from dataclasses import replace

    import fsspec

    far = fsspec.filesystem("memory")
    far.put_file(str(SAMPLES / "planning.ogg"), "/in/planning.ogg")
    plain = Settings()
    run = Analyse(replace(plain, speech=replace(plain.speech, model="tiny.en"))).prepare()
    near = run(job(SAMPLES / "planning.ogg", tmp_path))
    targets = (("json", "memory://in/out/x.json"), ("html", "memory://in/out/x.html"))
    done = run(Job(Meeting("memory://in/planning.ogg", "planning.ogg"), About(), targets, "made"))
    assert far.cat_file("/in/out/x.json") == (tmp_path / "sub/x.json").read_bytes()
    assert b'"../planning.ogg"' in far.cat_file("/in/out/x.html")
    assert (done.sha256, done.size, done.facts) == (near.sha256, near.size, near.facts)
    far.rm("/in", recursive=True)
