import pytest

from lvm_meet.lexicon import load
from lvm_meet.model import Segment, Source, Transcript
from lvm_meet.utterances.language import other_language

WORDS = load().words
GERMAN = (
    "Guten Morgen zusammen, ich denke wir sollten mit dem ersten Punkt anfangen. Was war denn an "
    "der Lieferung falsch? Ich habe das alles schon am Montag gesagt. "
)
SPANISH = (
    "Buenos d\u00edas a todos, vamos a empezar con el primer punto. No he visto a nadie que haya "
    "le\u00eddo el informe. Yo puedo ayudar a Marta, pero no a la vez que todo lo dem\u00e1s. "
)
ENGLISH = (
    "Good morning everybody, I think we should begin with the first point. What was wrong with "
    "the delivery? I said all of that on Monday, and nobody understood it that way. "
)


def transcript(text: str, language: str | None = None) -> Transcript:
    return Transcript(Source("m.txt", "txt", "0" * 64, 9), (Segment(text),), language=language)


@pytest.mark.parametrize(
    ("text", "language", "told"),
    [
        (ENGLISH * 9, None, False),
        (ENGLISH * 9, "en", False),
        (ENGLISH * 9, "en-GB", False),
        (ENGLISH, "english", False),
        (GERMAN * 9, None, True),
        (SPANISH * 9, None, True),
        (GERMAN, "de", True),
        (ENGLISH, "de_DE", True),
        (GERMAN, None, False),  # too little to say
        ("", None, False),
    ],
)
def test_talk_in_another_language_is_told(text, language, told):
    note = other_language(transcript(text, language), WORDS)
    assert (note is not None) == told
    if note is not None:
        assert note.code == "other-language"
        assert "English only" in note.message
