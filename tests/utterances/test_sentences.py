from itertools import pairwise

import pytest

from lvm_meet.utterances.sentences import sentence_ends


def sentences(text, words):
    tokens = text.split()
    cuts = pairwise([0, *sentence_ends(tokens, words=words)])
    return [" ".join(tokens[start:end]) for start, end in cuts]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Okay.",
        "no marks at all in this one",
        "Mr. Smith and Mrs. Jones met Dr. Brown here.",
        "We met Ms. O'Neil, e.g. on Monday, i.e. the day before.",
        "It costs 3.5 million, or 1,000.75 a piece.",
        "The U.S. Senate and the U.K. Parliament agreed.",
        "It was J. K. Rowling who wrote it.",
        "The letter is by A. Brown, not B. Green.",
        "Thank you, Mr . Smith, for that.",
        "I thank the hon. member for the question.",
        "See no. 5 and fig. 3 for that.",
        "1. First we open it up.",
        "well... uh... maybe we could...",
        "So… I think so.",
        "the apples, pears etc. were all gone",
        "It starts at 8 p.m. sharp.",
        "'Why?' he said and left.",
        '"Is that so?" she asked us.',
        "Prof. Haddad vs. the rest of us.",
        "I went there (Dr. Lee drove) at once.",
    ],
)
def test_one_sentence(text, words):
    assert sentences(text, words) == ([text] if text else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We go. They stay.", ["We go.", "They stay."]),
        ("we go. they stay.", ["we go.", "they stay."]),
        ("Really?! Yes. OK!", ["Really?!", "Yes.", "OK!"]),
        ("Wait... The door is open.", ["Wait...", "The door is open."]),
        ("He said 'stop.' Then he left.", ["He said 'stop.'", "Then he left."]),
        ("They say, “We can’t.” It’s true.", ["They say, “We can’t.”", "It’s true."]),
        ("It ends at 5 p.m. We start at 4.", ["It ends at 5 p.m.", "We start at 4."]),
        ("Pens, paper etc. So that's it.", ["Pens, paper etc.", "So that's it."]),
        ("He lives in the U.S. They don't.", ["He lives in the U.S.", "They don't."]),
        ("No. That's wrong.", ["No.", "That's wrong."]),
        ("Let's take plan B. Then we see.", ["Let's take plan B.", "Then we see."]),
        ("That was him and I. We know.", ["That was him and I.", "We know."]),
        ("We sold 12. Next year more.", ["We sold 12.", "Next year more."]),
        ("No, we've actually got—. Maybe so.", ["No, we've actually got—.", "Maybe so."]),
        ("Okay , let's go . And then ?", ["Okay , let's go .", "And then ?"]),
        ('He said " no . " And left .', ['He said " no . "', "And left ."]),
        ("Is it red? or blue? We see.", ["Is it red?", "or blue?", "We see."]),
        ("(It works.) [Applause.] Good.", ["(It works.)", "[Applause.]", "Good."]),
        ("これは。 それも。", ["これは。", "それも。"]),
    ],
)
def test_several_sentences(text, expected, words):
    assert sentences(text, words) == expected


@pytest.mark.parametrize("text", ["...", ". . .", "?! \" '", "— - —", "\u200b . \u200b"])
def test_marks_without_words_are_no_trouble(text, words):
    assert " ".join(sentences(text, words)) == " ".join(text.split())
