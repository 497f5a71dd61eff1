"""Packaged lexicons and the user's own become one."""

import re
import shutil
from dataclasses import FrozenInstanceError

import pytest

from lvm_meet import lexicon, resources
from lvm_meet.errors import LexiconError
from lvm_meet.lexicon.books import BOOKS
from lvm_meet.lexicon.load import FILES, POLES
from lvm_meet.model import LABELS, SIGNALS, Label

TALK = """
backchannels = ["mm-hm", "okay"]
abbreviations = ["mr"]
breaks = ["because"]
what_why = ["why", "what"]
how_when = ["how"]
"""
CONTRASTS = """
[people-process]
leadership = ["She can grow into that."]
management = ["The form goes to accounting."]

[change-stability]
leadership = ["Why not turn it on its head?"]
management = ["Let's keep it as it is."]
"""


def signal(label):
    near = "inspiration" if label is Label.VISION else "vision"
    text = f'label = "{label}"\ndefinition = "What {label} is."\n'
    text += f'[exemplars]\nteam = ["{label} one.", "{label} two."]\n'
    if label is not Label.NONE:
        text += (
            f'[near_misses]\n{near} = ["{label} seems so."]\n[cues]\nphrases = ["{label} cue"]\n'
        )
    return text


@pytest.fixture
def base(tmp_path):
    """A packaged lexicon, small: two exemplars per label, a near-miss and a cue per signal."""
    root = tmp_path / "base"
    (root / "signals").mkdir(parents=True)
    for label in LABELS:
        (root / "signals" / f"{label}.toml").write_text(signal(label), "utf-8")
    (root / "talk.toml").write_text(TALK, "utf-8")
    (root / "contrasts.toml").write_text(CONTRASTS, "utf-8")
    (root / "insights").mkdir()
    for name in (*POLES[1:], *(f"insights/{book}.toml" for book in BOOKS)):
        (root / name).write_text("", "utf-8")
    return root


@pytest.fixture
def own(tmp_path):
    """Writes the user's files and gives their directory."""

    def write(**files):
        root = tmp_path / "own words"
        (root / "signals").mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (root / f"{name.replace('__', '/')}.toml").write_text(text, "utf-8")
        return root

    return write


def texts(found, label):
    return [entry.text for entry in found.entries(label)]


def test_order_is_that_of_the_labels_and_then_of_the_file(base):
    found = lexicon.load(base=base)
    assert [(e.label, e.text, e.entry, e.group) for e in found.exemplars[:3]] == [
        (Label.VISION, "vision one.", "vision.toml exemplars.team[1]", "team"),
        (Label.VISION, "vision two.", "vision.toml exemplars.team[2]", "team"),
        (
            Label.INSPIRATION, "vision seems so.", "vision.toml near_misses.inspiration[1]",
            "inspiration",
        ),
    ]  # fmt: skip
    assert [cue.phrase for cue in found.cues] == [f"{label} cue" for label in SIGNALS]
    assert found.cues[0].entry == "vision.toml cues.phrases[1]"
    assert found.definition(Label.CONTROL) == "What control is."


def test_word_lists_keep_their_order_only_where_it_counts(base):
    words = lexicon.load(base=base).words
    assert words.what_why == ("why", "what")
    assert words.backchannels == {"mm-hm", "okay"}
    assert words.openers == frozenset()


def test_a_lexicon_is_frozen(base):
    with pytest.raises(FrozenInstanceError):
        lexicon.load(base=base).sha256 = ""


@pytest.mark.parametrize("name", ["vision", "signals__vision"])
def test_a_file_of_the_users_adds_its_entries(base, own, name):
    found = lexicon.load(own(**{name: '[exemplars]\nus = ["  Up  we go. "]'}), base=base)
    assert texts(found, Label.VISION)[:3] == ["vision one.", "vision two.", "Up we go."]
    added = found.exemplars[3]
    assert (added.entry, added.group) == ("own/vision.toml exemplars.us[1]", "us")
    assert len(found.exemplars) == len(lexicon.load(base=base).exemplars) + 1
    assert found.definition(Label.VISION) == "What vision is."


def test_a_file_of_the_users_can_bring_a_definition(base, own):
    found = lexicon.load(own(vision='definition = "Ours."'), base=base)
    assert found.definition(Label.VISION) == "Ours."


def test_a_near_miss_of_the_users_counts_for_the_label_it_is_listed_under(base, own):
    found = lexicon.load(own(control='[near_misses]\nnone = ["The volume control."]'), base=base)
    assert texts(found, Label.NONE) == ["The volume control.", "none one.", "none two."]


def test_replace_leaves_nothing_of_the_packaged_file(base, own):
    extra = own(vision='replace = true\n[exemplars]\nus = ["Up we go."]\n[cues]\nphrases = ["up"]')
    found = lexicon.load(extra, base=base)
    assert [e.text for e in found.exemplars if e.entry.startswith("vision.toml")] == []
    assert [c.phrase for c in found.cues if c.label is Label.VISION] == ["up"]
    assert texts(found, Label.CONTROL) == ["control one.", "control two."]


def test_talk_adds_or_replaces(base, own):
    more = lexicon.load(own(talk='backchannels = ["Righty-Ho", "it’s so"]'), base=base)
    assert more.words.backchannels == {"mm-hm", "okay", "righty-ho", "it's so"}
    other = lexicon.load(own(talk="replace = true\n" + TALK.replace("mm-hm", "aye")), base=base)
    assert other.words.backchannels == {"aye", "okay"}


def test_contrasts_add_or_replace(base, own):
    text = '[people-process]\nleadership = ["You first."]\nmanagement = ["File it."]'
    more = lexicon.load(own(contrasts=text), base=base)
    assert [poles.name for poles in more.contrasts] == ["people-process", "change-stability"]
    assert more.contrasts[0].leadership == ("She can grow into that.", "You first.")
    other = lexicon.load(own(contrasts="replace = true\n" + text), base=base)
    assert [(poles.name, poles.leadership) for poles in other.contrasts] == [
        ("people-process", ("You first.",))
    ]


def test_files_that_are_no_lexicons_are_left_alone(base, own):
    extra = own(vision='[exemplars]\nus = ["Up we go."]')
    (extra / "README.md").write_text("not TOML at all [", "utf-8")
    (extra / ".hidden.toml").write_text("nor this [", "utf-8")
    assert len(lexicon.load(extra, base=base).entries(Label.VISION)) == 6


# ---------------------------------------------------------------- the hash


def test_comments_order_of_keys_and_place_change_no_hash(base, own, tmp_path):
    plain = lexicon.load(base=base).sha256
    path = base / "signals" / "vision.toml"
    head, rest = path.read_text("utf-8").split("[exemplars]", 1)
    label, definition = head.strip().split("\n")
    path.write_text(f"# new\r\n{definition}\r\n{label}\r\n[exemplars]# here{rest}\n\n", "utf-8")
    assert lexicon.load(base=base).sha256 == plain
    assert lexicon.load(base=base.rename(tmp_path / "moved")).sha256 == plain
    assert re.fullmatch("[0-9a-f]{64}", plain)


def test_the_name_of_the_users_directory_changes_nothing(base, own, tmp_path):
    extra = own(vision='[exemplars]\nus = ["Up we go."]')
    before = lexicon.load(extra, base=base)
    assert lexicon.load(extra.rename(tmp_path / "elsewhere"), base=base) == before


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("vision", '[exemplars]\nus = ["Up we go."]'),
        ("vision", '[cues]\nphrases = ["up"]'),
        ("vision", 'definition = "Up."'),
        ("talk", 'backchannels = ["aye"]'),
        ("talk", 'how_when = ["when"]'),
        ("contrasts", '[people-process]\nmanagement = ["File it."]'),
    ],
)
def test_every_kind_of_content_changes_the_hash(base, own, name, text):
    assert lexicon.load(own(**{name: text}), base=base).sha256 != lexicon.load(base=base).sha256


# ---------------------------------------------------------------- errors


@pytest.mark.parametrize("name", FILES)
def test_a_missing_packaged_file_is_an_error(base, name):
    path = next(base.rglob(name))
    path.unlink()
    with pytest.raises(LexiconError, match="missing") as caught:
        lexicon.load(base=base)
    assert caught.value.path == str(path)
    assert caught.value.exit_code == 5


@pytest.mark.parametrize(
    ("make", "message", "hint"),
    [
        (lambda path: None, "no such directory", "vision.toml"),
        (lambda path: path.write_text("x"), "this is a file", "directory"),
        (lambda path: path.mkdir(), "no lexicon in this directory", "none.toml"),
    ],
)
def test_a_directory_that_is_none_is_an_error(base, tmp_path, make, message, hint):
    extra = tmp_path / "extra"
    make(extra)
    with pytest.raises(LexiconError, match=message) as caught:
        lexicon.load(extra, base=base)
    assert caught.value.path == str(extra)
    assert hint in caught.value.hint


def test_a_misspelt_file_is_not_ignored(base, own):
    with pytest.raises(LexiconError, match="no lexicon has this name") as caught:
        lexicon.load(own(visoin="[exemplars]"), base=base)
    assert "did you mean 'vision.toml'" in caught.value.hint


def test_the_same_file_in_both_places_is_an_error(base, own):
    text = '[exemplars]\nus = ["Up we go."]'
    with pytest.raises(LexiconError, match="two files of this name"):
        lexicon.load(own(vision=text, signals__vision=text), base=base)


def test_no_label_may_be_left_without_exemplars(base, own):
    with pytest.raises(LexiconError, match="no exemplar of 'none' is left") as caught:
        extra = own(none="replace = true")
        lexicon.load(extra, base=base)
    assert caught.value.path == str(extra / "none.toml")


def test_a_replaced_talk_file_must_be_complete(base, own):
    with pytest.raises(LexiconError, match="missing: breaks, how_when"):
        text = TALK.replace('breaks = ["because"]', "").replace('how_when = ["how"]', "")
        lexicon.load(own(talk="replace = true\n" + text), base=base)


def test_a_contrast_can_not_be_invented_or_halved(base, own):
    with pytest.raises(LexiconError, match="no contrast 'people-proces'") as caught:
        lexicon.load(own(contrasts='[people-proces]\nleadership = ["You."]'), base=base)
    assert "did you mean 'people-process'" in caught.value.hint
    with pytest.raises(LexiconError, match="no sentence for management"):
        text = 'replace = true\n[people-process]\nleadership = ["You."]'
        lexicon.load(own(contrasts=text), base=base)


def test_a_copy_of_the_packaged_folder_changes_nothing(tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(resources.lexicons(), copy)
    assert lexicon.load(copy) == lexicon.load()


def test_a_sentence_added_to_a_copy_counts_and_the_rest_counts_once(tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(resources.lexicons(), copy)
    path = copy / "signals" / "vision.toml"
    text = path.read_text("utf-8").replace("[exemplars]", '[exemplars]\nmine = ["Up we go."]', 1)
    path.write_text(text, "utf-8")
    before, now = lexicon.load(), lexicon.load(copy)
    assert len(now.exemplars) == len(before.exemplars) + 1
    assert now.sha256 != before.sha256


def test_files_of_the_library_are_no_error_and_a_changed_recogniser_is(tmp_path):
    (tmp_path / "library.toml").write_text('[action]\nwords = ["vowed"]\n', "utf-8")
    (tmp_path / "targets.toml").write_text("", "utf-8")
    assert lexicon.load(tmp_path) == lexicon.load()
    (tmp_path / "recogniser.toml").write_text('inventions = ["Bye."]\n', "utf-8")
    with pytest.raises(LexiconError, match="can't be changed from here"):
        lexicon.load(tmp_path)
