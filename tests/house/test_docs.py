"""What the documents say exists, exists; and nothing in the tree names somebody's machine."""

import re
import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_dependency_has_its_reason_in_the_architecture() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    for requirement in project["dependencies"]:
        name = re.split(r"[<>=!~\[ ]", requirement)[0]
        assert f"`{name}`" in text, name


def test_every_rank_and_fence_stands_in_the_architecture() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    for part in sorted((ROOT / "lvm_meet").iterdir()):
        name = part.name.removesuffix(".py")
        if not name.startswith("_") and name != "py.typed":
            assert f"`{name}`" in text or f" {name}" in text, name


def test_links_in_the_documents_lead_somewhere() -> None:
    for document in (
        *ROOT.glob("*.md"),
        *(ROOT / "docs").glob("*.md"),
        *(ROOT / "lexicons").glob("*.md"),
    ):
        for target in re.findall(
            r"\]\((?!https?://|#|mailto:)([^)#]+)", document.read_text("utf-8")
        ):
            assert (document.parent / target).exists(), f"{document.name}: {target}"


def test_the_version_heads_the_changelog() -> None:
    from lvm_meet import __version__

    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_make_targets_of_the_readme_exist() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in set(re.findall(r"\bmake ([a-z]+)", (ROOT / "README.md").read_text("utf-8"))):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_ci_calls_the_test_command_of_the_readme() -> None:
    assert "make test" in (ROOT / "README.md").read_text("utf-8")
    script = ROOT / ".ci" / "run"
    assert "make test" in script.read_text("utf-8")
    subprocess.run(["bash", "-n", str(script)], check=True)
