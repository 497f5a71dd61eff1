"""The forms of a date in talk, as one pattern, and the day that each form names.

A form is a piece of the pattern with named parts and the arithmetic over them. All its words come
from the lexicon "actions"; the order in which English puts them is here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date

from lvm_meet.insights import days
from lvm_meet.lexicon import Book

_SECTIONS = (
    "limits", "places", "weekdays", "months", "numbers", "ordinals", "parts", "today", "open",
    "behind", "next", "this", "end", "within", "ahead", "units", "weekend", "tomorrow",
    "overmorrow", "clock", "one", "counted", "now", "never",
)  # fmt: skip
_DAY, _WEEK, _MONTH, _QUARTER, _YEAR = range(5)
_NUMBERED = r"\d{1,2}(?:st|nd|rd|th)"
_TRIGGERS = (
    "weekdays", "months", "ordinals", "today", "open", "units", "weekend", "tomorrow", "clock",
    "parts",
)  # fmt: skip

_Days = Callable[["Forms", re.Match[str], date], date | None]


class Forms:
    """The lexicon's words of time made ready; build it once.

    Lists whose order counts (weekdays, months, units) may hold several sets one behind the other,
    so that a user's file can add another language's names.
    """

    def __init__(self, book: Book) -> None:
        self._words = {name: book.group(f"due_{name}").words for name in _SECTIONS}
        either = {name: _either(words) for name, words in self._words.items()}
        self._places = {
            name: {word: place for place, word in reversed([*enumerate(words)])}
            for name, words in self._words.items()
        }
        core = "|".join(form % either for _, form, _ in _FORMS)
        self.pattern = re.compile(
            rf"(?<![\w'’-])(?:(?P<never>{either['never']})\s+)?(?:(?P<limit>{either['limits']})\s+)?"
            rf"(?:(?P<place>{either['places']})\s+)?(?:{core})(?![\w’-]|'\w)",
            re.IGNORECASE,
        )
        triggers = _either([word for name in _TRIGGERS for word in self._words[name]])
        self._trigger = re.compile(rf"\b(?:{triggers})\b|\d", re.IGNORECASE)

    def maybe(self, text: str) -> bool:
        """False where `text` holds no word of time at all, which is cheap to see."""
        return self._trigger.search(text) is not None

    def day(self, match: re.Match[str], held: date) -> date | None:
        """The day that a match of `pattern` names, seen from the meeting's day; None: none."""
        for name, _, find in _FORMS:
            if match[name] is not None:
                return find(self, match, held)
        return None

    def ahead(self, match: re.Match[str]) -> bool:
        """Whether the phrase looks ahead by itself ("tomorrow", "next week", "in two weeks")."""
        step = match["weekday_step"] or match["stretch_step"] or ""
        named = ("tomorrow", "overmorrow", "end", "ahead", "counted", "iso")
        return any(match[name] is not None for name in named) or self._is("next", step)

    def told(self, match: re.Match[str]) -> bool:
        """Whether it is a date of stories ("the next day"), which nothing is due on."""
        return match["stretch"] is not None and self.unit(match["stretch"]) == _DAY

    def place(self, name: str, word: str) -> int:
        """Where `word` stands in a list of the lexicon."""
        return self._places[name][_plain(word)]

    def number(self, word: str) -> int:
        """What a word of number says ("two", "14", "a")."""
        if word.isdecimal():
            return int(word)
        return 1 if self._is("one", word) else self.place("numbers", word) + 1

    def ordinal(self, word: str) -> int:
        """What a day of the month says ("fourteenth", "14th", "14")."""
        digits = re.match(r"\d+", word)
        return int(digits.group()) if digits else self.place("ordinals", word) + 1

    def unit(self, word: str) -> int:
        return self.place("units", word) % 5

    def steps(self, word: str | None) -> int:
        """1 where the word says "next", else 0."""
        return int(self._is("next", word or ""))

    def _is(self, name: str, word: str) -> bool:
        return _plain(word) in self._places[name]


def _either(words: Iterable[str]) -> str:
    """An alternation of the words, longest first, with any space between theirs."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(r"\s+".join(map(re.escape, word.split())) for word in ordered) + ")"


def _plain(word: str) -> str:
    return " ".join(word.lower().replace("’", "'").split())


def _year_behind(name: str) -> str:
    return rf"(?:\s*,?\s*(?P<{name}>(?:19|20)\d\d))?"


def _weekday(forms: Forms, match: re.Match[str], held: date) -> date | None:
    weekday = forms.place("weekdays", match["weekday"]) % 7
    week = match["weekday_before"] or match["weekday_behind"]
    step = match["weekday_step"]
    if week or forms.steps(step):
        return days.weekday_of_week(held, weekday, weeks=forms.steps(week or step))
    return days.weekday_after(held, weekday, today=step is not None)


def _counted(forms: Forms, match: re.Match[str], held: date) -> date | None:
    start = None
    if match["counted_weekday"]:
        start = days.weekday_after(held, forms.place("weekdays", match["counted_weekday"]) % 7)
    elif match["counted_tomorrow"]:
        start = days.after(held, days=1)
    else:
        start = held
    if start is None:
        return None
    return _later(start, forms.number(match["counted"]), forms.unit(match["counted_unit"]))


def _ahead(forms: Forms, match: re.Match[str], held: date) -> date | None:
    return _later(held, forms.number(match["ahead_number"]), forms.unit(match["ahead_unit"]))


def _later(start: date, count: int, unit: int) -> date | None:
    if unit in (_DAY, _WEEK):
        return days.after(start, days=count * (7 if unit == _WEEK else 1))
    return days.months_after(start, count * {_MONTH: 1, _QUARTER: 3, _YEAR: 12}[unit])


def _end(forms: Forms, match: re.Match[str], held: date) -> date | None:
    if match["end_month"]:
        return days.last_of_month(held, forms.place("months", match["end_month"]) % 12 + 1)
    return _last(held, forms.unit(match["end_unit"]), forms.steps(match["end_step"]))


def _stretch(forms: Forms, match: re.Match[str], held: date) -> date | None:
    if match["limit"] or match["stretch_part"]:
        return None
    return _last(held, forms.unit(match["stretch"]), forms.steps(match["stretch_step"]))


def _last(held: date, unit: int, steps: int) -> date | None:
    if unit == _DAY:
        return days.after(held, days=steps)
    if unit == _WEEK:
        return days.end_of_week(held, weeks=steps)
    if unit == _MONTH:
        return days.end_of_month(held, months=steps)
    if unit == _QUARTER:
        return days.end_of_quarter(held, quarters=steps)
    return days.end_of_year(held, years=steps)


def _weekend(forms: Forms, match: re.Match[str], held: date) -> date | None:
    if match["limit"]:
        return None
    return days.weekday_of_week(held, days.SUNDAY, weeks=forms.steps(match["weekend_step"]))


def _month_day(forms: Forms, match: re.Match[str], held: date) -> date | None:
    month = forms.place("months", match["month"]) % 12 + 1
    return _dated(held, forms.ordinal(match["month_day"]), month, match["month_year"])


def _day_month(forms: Forms, match: re.Match[str], held: date) -> date | None:
    month = forms.place("months", match["day_month"]) % 12 + 1
    return _dated(held, forms.ordinal(match["day"]), month, match["day_year"])


def _dated(held: date, day: int, month: int, year: str | None) -> date | None:
    return days.day_in_month(held, day, month, year=int(year) if year else None)


def _iso(forms: Forms, match: re.Match[str], held: date) -> date | None:
    del forms
    year, month, day = map(int, match["iso"].split("-"))
    return days.day_in_month(held, day, month, year=year)


def _whole_month(forms: Forms, match: re.Match[str], held: date) -> date | None:
    if match["limit"]:
        return None
    return days.last_of_month(held, forms.place("months", match["whole_month"]) % 12 + 1)


def _ordinal(forms: Forms, match: re.Match[str], held: date) -> date | None:
    return days.day_of_month(held, forms.ordinal(match["ordinal"]))


def _on(ahead: int | None) -> _Days:
    """The day that lies so far ahead; None names no day at all."""
    return lambda forms, match, held: None if ahead is None else days.after(held, days=ahead)


# Each form with the part of its match that is always there, and its day. Where two can begin at
# one place, the longer stands first.
_FORMS: tuple[tuple[str, str, _Days], ...] = (
    ("iso", r"(?P<iso>\d{4}-\d{2}-\d{2})", _iso),
    (
        "counted",
        r"(?P<counted>%(one)s|%(numbers)s|\d{1,3})\s+(?P<counted_unit>%(units)s)\s+%(counted)s\s+"
        r"(?:(?P<counted_weekday>%(weekdays)s)|(?P<counted_tomorrow>%(tomorrow)s)|%(now)s)",
        _counted,
    ),
    (
        "ahead",
        r"(?P<ahead>%(ahead)s)\s+(?P<ahead_number>%(one)s|%(numbers)s|\d{1,3})\s+"
        r"(?P<ahead_unit>%(units)s)(?:['’]?\s+time)?",
        _ahead,
    ),
    ("open", r"(?:%(ahead)s\s+)?(?P<open>%(open)s)", _on(None)),
    ("today", r"(?P<today>%(today)s)", _on(0)),
    (
        "end",
        r"(?P<end>%(end)s)\s+(?:(?:(?P<end_step>%(next)s|%(this)s)\s+)?(?P<end_unit>%(units)s)"
        r"|(?P<end_month>%(months)s))",
        _end,
    ),
    ("overmorrow", r"(?P<overmorrow>%(overmorrow)s)(?:\s+%(parts)s)?", _on(2)),
    ("tomorrow", r"(?P<tomorrow>%(tomorrow)s)(?:\s+%(parts)s)?", _on(1)),
    (
        "month",
        r"(?P<month>%(months)s)\s+(?:the\s+)?"
        rf"(?P<month_day>%(ordinals)s|{_NUMBERED}|\d{{1,2}}(?!\d)){_year_behind('month_year')}",
        _month_day,
    ),
    (
        "day_month",
        rf"(?:the\s+)?(?P<day>%(ordinals)s|{_NUMBERED}|\d{{1,2}})\s+(?:of\s+)?"
        rf"(?P<day_month>%(months)s){_year_behind('day_year')}",
        _day_month,
    ),
    (
        "weekday",
        r"(?:(?P<weekday_before>%(next)s|%(this)s)\s+%(units)s,?\s+(?:%(places)s\s+)?)?"
        r"(?:(?P<weekday_step>%(next)s|%(this)s)\s+)?(?P<weekday>%(weekdays)s)(?:\s+%(parts)s)?"
        r"(?:,?\s+(?P<weekday_behind>%(next)s|%(this)s)\s+%(units)s)?",
        _weekday,
    ),
    (
        "weekend",
        r"(?:(?P<weekend_step>%(next)s|%(this)s|the)\s+)(?P<weekend>%(weekend)s)",
        _weekend,
    ),
    (
        "stretch",
        r"(?:(?P<stretch_part>%(within)s)\s+)?(?P<stretch_step>%(next)s|%(this)s)\s+"
        r"(?P<stretch>%(units)s)",
        _stretch,
    ),
    (
        "ordinal",
        rf"the\s+(?P<ordinal>%(ordinals)s|{_NUMBERED})(?=\s*(?:$|,|%(behind)s\b))",
        _ordinal,
    ),
    (
        "clock",
        r"(?P<clock>(?:\d{1,2}(?:[:.]\d\d)?|%(numbers)s)\s*%(clock)s|noon|midday)",
        _on(0),
    ),
    ("whole_month", r"(?P<whole_month>%(months)s)", _whole_month),
)
