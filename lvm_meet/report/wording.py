"""All sentences and names of the report (numbers: `numbers`). No layout, no choices."""

from __future__ import annotations

from collections.abc import Sequence

from lvm_meet.model import Estimate, Label, Minimum, Note
from lvm_meet.prose.case import capital
from lvm_meet.report.numbers import MINUS, UNKNOWN, count, index, percent, rate

SIGNAL_MEANING = {
    Label.VISION: "sets a direction",
    Label.INSPIRATION: "moves people",
    Label.EXECUTION: "gets work done",
    Label.CONTROL: "keeps it on track",
}
LEADERSHIP, MANAGEMENT = "Leadership", "Management"

BALANCE = "Leadership and management"
TIMELINE = "Over the meeting"
TALK = "Who talked"
SPEAKERS = "Style of each speaker"
QUESTIONS = "Questions"
CONTRASTS = "Four contrasts"
MOMENTS = "Strongest moments"
NOTES = "Notes on this transcript"
GUIDE = "How to read this"

BALANCE_HEADER = (("per 1,000", "words"), ("share of", "words"), ("", "sentences"))
# a line feed is where a narrow column breaks its title
TALK_HEADER = ("Speaker", "Words", "Share", "Turns", "Longest turn,\nwords", "Questions")
TALK_HEADER_TIMED = (
    "Speaker",
    "Talk\ntime",
    "Share",
    "Turns",
    "Longest\nturn",
    "Questions",
    "Words per\nminute",
)
STYLE_HEADER = (
    "Speaker",
    "Leadership\nper 1,000\nwords",
    "Management\nper 1,000\nwords",
    "Balance index\n(95% interval)",
)
QUESTION_KINDS = (
    ("What and why", "the form that asks for purpose or reasons"),
    ("How, when and who", "the form that asks for ways, times or people"),
    ("Other", ""),
)
NO_NAME = "(no name)"
UNKNOWN_VOICE = "(unknown)"
"""in a recording: everybody has a voice, but of some words it is not clear whose"""
TOO_FEW = "not enough evidence"

_GUIDE = (
    "Every sentence is compared with the example sentences of a lexicon. Leadership is vision "
    "(setting a direction) and inspiration (moving people); management is execution (getting work "
    "done) and control (keeping it on track). Both can be strong at once, or neither.",
    "The style is described, not graded: what a meeting needs depends on the situation. Speakers "
    "stand in the order of their talk time; this is no ranking of people. A turn begins where a "
    "speaker takes the floor; a mere “mm-hm” or “okay” does not take it.",
    "In most meetings most talk carries no signal: people inform, discuss details and acknowledge "
    "each other. Few signals do not mean a bad meeting.",
    "A sentence is coded when the four signals together are likely enough, with the likeliest of "
    "them. Single sentences can be coded wrongly; the quotes and the example sentences beside them "
    "are there to be checked. The JSON form has every sentence with its scores and examples.",
)
GUIDE_SHORT = (
    "Sentences are coded by their likeness to a lexicon's examples; single ones can be coded "
    "wrongly. The style is described, not graded; nobody is ranked. The HTML report (-o "
    "REPORT.html) has every sentence with its evidence."
)
"""for the terminal, where each line counts"""
QUESTIONS_FORM = "Only the form of a question was looked at, not what it is about."
NO_SPEAKERS = "The transcript does not name its speakers, so nothing is said about single people."
NO_QUESTIONS = "No questions were recognised."
CONTRASTS_TEXT = (
    "Leadership's pole is on the left. Vision, inspiration, execution and control count the "
    "sentences coded so; the other poles count coded sentences that are close to them in meaning."
)
NO_CONTRASTS = "No coded sentence is close in meaning to one of the eight poles."


def estimate(value: Estimate | None) -> str:
    """A balance index with its interval, for a table."""
    if value is None:
        return TOO_FEW
    return f"{index(value.value)} ({index(value.low)} to {index(value.high)})"


def quoted(text: str) -> str:
    """The text in quotation marks."""
    return f"“{text}”"


def headline(*, units: int, leading: int, managing: int, index: Estimate | None) -> str:
    """What the meeting was like, in one sentence. `units` counts all sentences."""
    coded = leading + managing
    if not units:
        return "There is no talk in this transcript, so there is nothing to describe."
    if not coded:
        return (
            "No sentence of this meeting carries a signal of leadership or management "
            f"({count(units, 'sentence')} in all)."
        )
    carry = (
        f"{coded:,} of {count(units, 'sentence')} {'carries' if coded == 1 else 'carry'} a signal"
    )
    if index is None:
        return (
            f"Too little evidence to say which way this meeting leaned: {carry}, "
            f"{_none(leading)} leading and {_none(managing)} managing."
        )
    parts = (
        f"{_verb(leading, 'lead')}, by setting a direction or moving people, and "
        f"{_verb(managing, 'manage')}, by getting work done or keeping it on track"
    )
    if index.low > 0:
        return f"More leadership than management: {carry}; {parts}."
    if index.high < 0:
        return f"More management than leadership: {carry}; {parts}."
    return f"No clear lean: {carry}; {parts}. A difference like this can be chance."


def _none(number: int) -> str:
    return f"{number:,}" if number else "none"


def _verb(number: int, verb: str) -> str:
    return f"{_none(number)} {verb}{'s' if number < 2 else ''}"


def shifts(place: str, *, towards_leadership: bool, number: int) -> str:
    """The second sentence: where the style changes. `number` is how often it does."""
    side = "leadership" if towards_leadership else "management"
    if number == 1:
        return f"The style shifts towards {side} {place}."
    return f"The style shifts {number} times, first towards {side} {place}."


def shift(place: str, *, before: int, after: int, quote: str) -> str:
    """One change of style, with the sentence that begins it."""
    side = "leadership" if after > before else "management"
    return (
        f"{capital(place)}: towards {side} (balance index {index(before)} before, "
        f"{index(after)} after), beginning with {quoted(quote)}"
    )


def word(number: int) -> str:
    """A place in a transcript without times."""
    return f"word {number:,}"


def at(place: str) -> str:
    """A place in a sentence: "at 12:04"."""
    return f"at {place}"


def guide(minimum: Minimum) -> tuple[str, ...]:
    """How to read the report, a paragraph each."""
    return (
        *_GUIDE,
        f"A balance index, of the meeting or of a speaker, takes at least {_coded(minimum.coded)}; "
        f"below that the answer is “{TOO_FEW}”.",
    )


def _coded(number: int) -> str:
    return count(number, "coded sentence")


def balance_index(value: Estimate | None, *, minimum: Minimum) -> str:
    """The balance index with what its ends and its interval mean."""
    ends = f"from {MINUS}1 (all management) to +1 (all leadership)"
    if value is None:
        return (
            f"Balance index: {TOO_FEW}, since it takes at least {_coded(minimum.coded)}. "
            f"It would run {ends}."
        )
    return (
        f"Balance index {index(value.value)}, on a scale {ends}. With this much talk, chance alone "
        f"could put it anywhere from {index(value.low)} to {index(value.high)} (95% interval)."
    )


def coded(share_of_units: float | None, share_of_words: float | None) -> str:
    """How much of the talk carries a signal, and what the rest does."""
    text = (
        f"The signals stand in {percent(share_of_units)} of the sentences and "
        f"{percent(share_of_words)} of the words"
    )
    if share_of_units == 1:
        return f"{text}."
    return f"{text}; the rest informs, discusses details or only acknowledges."


def timeline(windows: int, top: float | None) -> str:
    """What the columns of the timeline are; `top` is the tallest, None where that says nothing."""
    parts = f"The meeting in {count(windows, 'equal part')}; "
    if top is None:
        return parts + "a bar stands for coded sentences per word."
    return parts + f"the tallest bar stands for {rate(top)} coded sentences per 1,000 words."


def questions(number: int, *, told: int, minimum: Minimum) -> str:
    """How many there were, of which `told` have one of the two forms, and what that tells."""
    text = f"{count(number, 'question was', 'questions were')} asked. {QUESTIONS_FORM}"
    if told >= minimum.questions:
        return text
    return (
        f"{text} There are not enough questions of the first two forms to tell which prevails "
        f"(that takes at least {minimum.questions:,})."
    )


def few_words(minimum: Minimum) -> str:
    """Why some rates are not given."""
    return (
        f"{UNKNOWN} stands for a rate that would rest on fewer than {count(minimum.words, 'word')}."
    )


def more_speakers(number: int, share: float | None) -> str:
    """What the table leaves out; `share` is their part of all words."""
    return (
        f"{count(number, 'more speaker')} with {percent(share)} of the words "
        f"{'is' if number == 1 else 'are'} left out here; the JSON form has everybody."
    )


def others(number: int) -> str:
    """How many people a line leaves out."""
    return f"{count(number, 'other')} in the HTML report"


def no_moment(label: Label) -> str:
    """Said instead of quotes."""
    return f"No sentence was coded as {label}."


def because_near(exemplar: str, similarity: int) -> str:
    """The exemplar behind a code; `similarity` is in permille."""
    return f"because it is near {quoted(exemplar)} ({similarity / 1000:.2f})"


def because_words(words: Sequence[str]) -> str:
    """The matched words behind a code; at least one."""
    listed = ", ".join(quoted(word) for word in words)
    return f"because of the {'word' if len(words) == 1 else 'words'} {listed}"


def note(note: Note, message: str) -> str:
    """One note; `message` is its text, cleaned."""
    where = "" if note.line is None else f"line {note.line:,}"
    if note.count > 1:
        where = f"{note.count:,} times" + (f", first in {where}" if where else "")
    elif where:
        where = f"in {where}"
    message = capital(message).rstrip(".")
    return f"{message} ({where})." if where else f"{message}."


def renamed(old: str, new: str) -> str:
    """A name that the user changed."""
    return f"{quoted(old)} in the transcript is called {quoted(new)} here."


def made_by(*, version: str, encoder: str, lexicons: str, settings: str) -> str:
    """The program and what it worked with, in short."""
    return f"lvm-meet {version}, encoder {encoder}, lexicons {lexicons}, settings {settings}"
