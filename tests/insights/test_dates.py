from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet import lexicon
from lvm_meet.insights.dates import Dates, find_due

WEDNESDAY = date(2024, 3, 13)


@pytest.mark.parametrize(
    ("text", "said", "day"),
    [
        ("I'll send it by Friday", "by Friday", date(2024, 3, 15)),
        ("Can you do it next Friday?", "next Friday", date(2024, 3, 22)),
        ("please send it this Wednesday", "this Wednesday", WEDNESDAY),
        ("I'll have it Tuesday next week", "Tuesday next week", date(2024, 3, 19)),
        ("next week on Tuesday I'll call", "next week on Tuesday", date(2024, 3, 19)),
        ("a week from Friday I'll be away", "a week from Friday", date(2024, 3, 22)),
        ("We meet next week.", "next week", date(2024, 3, 22)),
        ("by the end of the month", "by the end of the month", date(2024, 3, 31)),
        ("end of next quarter we should deliver", "end of next quarter", date(2024, 6, 30)),
        ("I'll do it  tomorrow\tmorning", "tomorrow morning", date(2024, 3, 14)),
        ("by the day after tomorrow", "by the day after tomorrow", date(2024, 3, 15)),
        ("in two weeks I'll have it", "in two weeks", date(2024, 3, 27)),
        ("I'll mail you within a week", "within a week", date(2024, 3, 20)),
        ("in three months' time we will", "in three months' time", date(2024, 6, 13)),
        ("on the fourteenth we'll meet", "on the fourteenth", date(2024, 3, 14)),
        ("we need it by the 12th", "by the 12th", date(2024, 4, 12)),
        ("by March 3rd", "by March 3rd", date(2025, 3, 3)),
        ("by the 3rd of April 2025", "by the 3rd of April 2025", date(2025, 4, 3)),
        ("deliver it by 2024-05-01.", "by 2024-05-01", date(2024, 5, 1)),
        ("in May we'll launch", "in May", date(2024, 5, 31)),
        ("I can do that this weekend", "this weekend", date(2024, 3, 17)),
        ("could I have it by noon", "by noon", WEDNESDAY),
        ("by five o'clock", "by five o'clock", WEDNESDAY),
        ("I'll send it today", "today", WEDNESDAY),
        ("Tomorrow I'll write it and send it by Friday", "by Friday", date(2024, 3, 15)),
    ],
)
def test_a_day(text, said, day):
    due = find_due(text, held=WEDNESDAY)
    assert due is not None
    assert (due.text, due.day) == (said, day)
    without = find_due(text, held=None)
    assert without is not None
    assert (without.text, without.day) == (said, None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Send it before the next meeting, please", "before the next meeting"),
        ("I'll send it as soon as possible", "as soon as possible"),
        ("by next week", "by next week"),
        ("early next week I'll send it", "early next week"),
        ("you may do that by May", "by May"),
        ("we'll have it in a couple of weeks", "in a couple of weeks"),
    ],
)
def test_a_phrase_that_names_no_day(text, said):
    due = find_due(text, held=WEDNESDAY)
    assert due is not None
    assert (due.text, due.day) == (said, None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "last Friday we met",
        "last Friday I said I'll do it",
        "on Monday we had a look",
        "I'll send the numbers we had on Monday",
        "every Monday I'll ask again",
        "divide it by five",
        "the second button should be red",
        "by the second button",
        "you may go",
        "I will march on",
        "see you on the first slide then",
        "I'll do it in ten minutes",
        "and the next day I'll be gone",
        "we talked about next week's plan",
        "Friday",
    ],
)
def test_no_due_date(text):
    assert find_due(text, held=WEDNESDAY) is None


@given(
    st.text(
        alphabet="by next week on the 3rd of may, 2024-13-45 tuesday in 999 years.", max_size=60
    )
)
def test_any_text_is_read(text):
    due = find_due(text, held=date.max)
    assert due is None or due.text in " ".join(text.split())


def test_the_packaged_words_are_those_of_the_lexicon():
    book = lexicon.load().book("actions")
    assert find_due("by Friday", held=WEDNESDAY, book=book) == find_due("by Friday", held=WEDNESDAY)
    assert Dates(book).find("by Friday", held=None) == find_due("by Friday", held=None)
    assert len(book.group("due_weekdays").words) == 7
    assert len(book.group("due_months").words) == 12
    assert len(book.group("due_ordinals").words) == 31
