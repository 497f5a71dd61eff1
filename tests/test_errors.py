from pathlib import Path

import pytest

from lvm_meet.errors import (
    BatchError,
    InputError,
    LexiconError,
    LvmError,
    MissingError,
    SettingsError,
    unknown_choice,
    unreadable,
)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (LvmError("x"), 1),
        (SettingsError("x"), 2),
        (InputError("x"), 3),
        (MissingError("x"), 4),
        (LexiconError("x"), 5),
        (BatchError("x"), 6),
    ],
)
def test_every_error_is_an_lvm_error_with_its_exit_code(error: LvmError, code: int) -> None:
    assert error.exit_code == code
    assert str(error) == "x"


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"path": "a.vtt", "line": 3, "excerpt": "0:0x"}, "a.vtt:3: no time [0:0x]"),
        ({"path": "a.vtt"}, "a.vtt: no time"),
        ({"line": 3}, "line 3: no time"),
        ({}, "no time"),
    ],
)
def test_an_input_error_says_where(fields: dict, text: str) -> None:
    assert str(InputError("no time", **fields)) == text


def test_an_excerpt_is_short_and_cannot_steer_a_terminal() -> None:
    error = InputError("no", excerpt="\x1b[31m" + "a" * 500)
    assert len(error.excerpt) == 80
    assert "\x1b" not in error.excerpt


def test_a_missing_part_comes_with_its_command() -> None:
    assert MissingError("no spaCy", command="pip install spacy").hint == "run: pip install spacy"
    assert MissingError("no spaCy", command="pip install spacy", hint="ask").hint == "ask"


def test_a_lexicon_error_names_file_and_entry() -> None:
    assert str(LexiconError("empty", path="a.toml", entry="x[1]")) == "a.toml: x[1]: empty"


def test_a_wrong_choice_lists_the_right_ones() -> None:
    error = unknown_choice("--format", "pdf", ["text", "json"])
    assert str(error) == "--format: there is no 'pdf'"
    assert error.hint == "choose one of: json, text"


@pytest.mark.parametrize("name", ["missing.ogg", "", "test_errors.py/below", "a\0b"])
def test_what_the_system_does_not_give_out_is_told_with_its_reason(name: str) -> None:
    path = f"{Path(__file__).parent}/{name}"
    with pytest.raises((OSError, ValueError)) as caught:
        Path(path).read_bytes()
    error = unreadable(path, caught.value)
    assert error.path == path
    assert error.message.startswith("can't be read: ")
    assert bool(error.hint) == ("\0" not in name)
