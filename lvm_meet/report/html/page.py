"""The whole page: one file with its styles, scripts and data, and nothing from anywhere else.

A policy in the page forbids every request but the recording's, and every script but the page's
own, which it knows by their hashes: so nothing that was said in a meeting could ever run, even if
the escaping failed.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from functools import cache
from pathlib import Path

from lvm_meet.model import SIGNALS, Analysis
from lvm_meet.report import charts, insight_wording, profile_wording, recording, wording
from lvm_meet.report.facts import NAME_LENGTH, Facts, gather
from lvm_meet.report.html import insight_sections as insights
from lvm_meet.report.html import people_sections as people
from lvm_meet.report.html import style_sections as style
from lvm_meet.report.html import transcript as spoken
from lvm_meet.report.html.markup import (
    NOTHING,
    Attributes,
    Markup,
    data,
    el,
    foreign,
    items,
    join,
    paragraphs,
)
from lvm_meet.report.html.media import Media
from lvm_meet.report.html.parts import nothing, section
from lvm_meet.report.places import Places
from lvm_meet.report.plain import clean, shorten

_HERE = Path(__file__).parent
_TITLES = re.compile(r'<section id="([a-z-]+)"[^>]*><h2 id="[a-z-]+">([^<]+)</h2>')


def render_page(analysis: Analysis, *, media: Media | None = None) -> str:
    """The report as one HTML document; with `media` there is a player for the recording.

    Of an empty meeting there is a headline, notes and the guide.
    """
    analysis = recording.shown(analysis)
    facts = gather(analysis)
    places = Places(analysis)
    specs = _specs(facts)
    # Vega is nine tenths of a page: one without a chart goes without it.
    scripts = [_file("page.js"), *([charts.scripts(), _file("charts.js")] if specs else [])]
    scripts = [_script(script) for script in scripts]
    language = analysis.transcript.language or ""
    head = el(
        "head",
        el("meta", attrs={"charset": "utf-8"}),
        el("meta", attrs={"http-equiv": "Content-Security-Policy", "content": _policy(scripts)}),
        el("meta", attrs={"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        el("meta", attrs={"name": "color-scheme", "content": "light dark"}),
        el("meta", attrs={"name": "referrer", "content": "no-referrer"}),
        el("title", facts.title),
        el("style", Markup(_file("page.css"))),
    )
    sections = _sections(facts)
    body = el(
        "body",
        el("a", "Skip to the report", attrs={"class": "skip", "href": "#report"}),
        _header(facts),
        _contents(sections),
        el(
            "main",
            sections,
            _transcript(analysis, facts, places, media),
            _end(facts),
            attrs={"id": "report"},
        ),
        _player(media, timed=places.timed),
        el("div", attrs={"id": "card", "role": "tooltip", "hidden": True}),
        data("evidence", spoken.evidence(analysis)),
        data("charts", specs),
        data("tasks", insights.actions_csv(facts.conclusions) if facts.conclusions else ""),
        *(Markup(f"<script>{script}</script>") for script in scripts),
        # an hour of talk is 80 pages of paper
        attrs={"class": "no-transcript"},
    )
    attrs = {"lang": language if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*", language) else "en"}
    return f"<!DOCTYPE html>\n{el('html', head, body, attrs=attrs)}\n"


@cache
def _file(name: str) -> str:
    return (_HERE / name).read_text("utf-8")


def _script(source: str) -> str:
    """A script as it can stand in a page; browsers read CR LF as LF, and hash what they read."""
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    return source.replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _policy(scripts: list[str]) -> str:
    hashes = [b64encode(hashlib.sha256(each.encode()).digest()).decode() for each in scripts]
    allowed = " ".join(f"'sha256-{each}'" for each in hashes)
    # blob: a recording that the reader chooses on this computer, and the saved CSV
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; "
        "img-src data:; media-src 'self' file: blob:; base-uri 'none'; form-action 'none'"
    )


def _specs(facts: Facts) -> dict[str, charts.Spec]:
    """The charts of the page by name; those without data are missing."""
    theme, profile, found = charts.PAGE, facts.profile, facts.conclusions
    known = [] if profile is None else [
        charts.PairRow(each.name, each.rates.leadership, each.rates.management)
        for each in profile.people
    ]  # fmt: skip
    made = {
        "intensities": charts.intensities(facts.bars, theme),
        "balance": charts.balance(facts.index, theme),
        "timeline": charts.timeline(facts.course, theme),
        "topics": charts.pairs(insights.topic_rows(found) if found else [], theme),
        "people": charts.pairs(known, theme),
        "aspects": charts.diverging(profile.aspects if profile else (), theme),
        "duties": charts.diverging(profile.duties if profile else (), theme),
    }
    return {name: spec for name, spec in made.items() if spec is not None}


def _header(facts: Facts) -> Markup:
    return el(
        "header",
        el("h1", foreign(facts.title)),
        el("p", foreign(" · ".join(facts.about)), attrs={"class": "about"}),
    )


def _sections(facts: Facts) -> Markup:
    found, profile = facts.conclusions, facts.profile
    aspects = profile_wording.ASPECTS, profile_wording.ASPECTS_TEXT
    duties = profile_wording.DUTIES, profile_wording.DUTIES_TEXT
    earlier = found is None and facts.course is not None
    return join(
        [
            insights.summary(found) if found else NOTHING,
            nothing(insight_wording.NO_CONCLUSIONS) if earlier else NOTHING,
            style.balance(facts),
            style.timeline(facts),
            style.fit(profile) if profile else NOTHING,
            insights.decisions(found) if found else NOTHING,
            insights.actions(found) if found else NOTHING,
            insights.questions(found) if found else NOTHING,
            insights.risks(found) if found else NOTHING,
            insights.agenda(found.agenda) if found else NOTHING,
            insights.topics(found) if found else NOTHING,
            style.direction(profile.direction) if profile else NOTHING,
            people.people(facts),
            people.handing_over(profile.handing_over) if profile else NOTHING,
            style.aspects("aspects", *aspects, profile.aspects) if profile else NOTHING,
            style.aspects("duties", *duties, profile.duties) if profile else NOTHING,
            people.questions(facts),
            style.contrasts(facts),
            people.strongest(facts),
            section("recording", recording.TITLE, paragraphs(*facts.recording)),
            section("notes", wording.NOTES, items(facts.notes, kind="points")),
            section("guide", wording.GUIDE, paragraphs(*facts.guide)),
        ]
    )


def _contents(sections: Markup) -> Markup:
    """Ways to all sections; the titles are the page's own."""
    entries = [
        el("a", Markup(title), attrs={"href": f"#{id_}"})
        for id_, title in _TITLES.findall(sections)
    ]
    entries.append(el("a", "Transcript", attrs={"href": "#transcript"}))
    return el(
        "nav",
        el("details", el("summary", "Contents"), items(entries)),
        attrs={"aria-label": "Contents"},
    )


def _transcript(analysis: Analysis, facts: Facts, places: Places, media: Media | None) -> Markup:
    total = len(analysis.utterances)
    return el(
        "section",
        el("h2", "Transcript", attrs={"id": "transcript-title"}),
        _controls(analysis, listen=places.timed and media is None) if total else NOTHING,
        el("div", spoken.transcript(analysis, facts, places), attrs={"id": "talk"}),
        attrs={"id": "transcript", "aria-labelledby": "transcript-title"},
    )


def _controls(analysis: Analysis, *, listen: bool) -> Markup:
    """Search and filters; hidden until the script that serves them runs."""
    names = spoken.names(analysis)
    voices = [el("option", "everybody", attrs={"value": ""})] + [
        el("option", name or wording.NO_NAME, attrs={"value": str(number)})
        for number, name in enumerate(names)
    ]
    signals = [
        el(
            "button",
            el(
                "span",
                label.value[0].upper(),
                attrs={"class": f"badge {label.value}", "aria-hidden": "true"},
            ),
            f" {label.value}",
            attrs={"type": "button", "data-signal": label.value, "aria-pressed": "false"},
        )
        for label in SIGNALS
    ]
    return el(
        "div",
        el(
            "label",
            "Search ",
            el("input", attrs={"type": "search", "id": "search", "autocomplete": "off"}),
        ),
        el("label", "Speaker ", el("select", *voices, attrs={"id": "voice"}))
        if any(names)
        else NOTHING,
        el(
            "div",
            *signals,
            attrs={"role": "group", "aria-label": "Show only these signals", "class": "signals"},
        ),
        el("button", "Show all", attrs={"type": "button", "id": "all"}),
        el("button", "Listen along", attrs={"type": "button", "id": "listen"})
        if listen
        else NOTHING,
        el("span", attrs={"id": "count", "role": "status"}),
        el(
            "label",
            el("input", attrs={"type": "checkbox", "id": "print-transcript"}),
            " Print the transcript too",
        ),
        attrs={"class": "controls", "id": "filters", "hidden": True},
    )


def _player(media: Media | None, *, timed: bool) -> Markup:
    """The recording, or a way to choose it on this computer; nothing for talk without times."""
    if not timed:
        return NOTHING
    attrs: Attributes = {
        "id": "media",
        "controls": True,
        "preload": "metadata",
        "aria-label": "The recording",
    }
    name = "audio" if media and not media.video else "video"
    given: Attributes = {"src": media.address} if media else {"hidden": True}
    choose = el(
        "label",
        "Choose the recording on this computer: ",
        el("input", attrs={"type": "file", "accept": "audio/*,video/*", "id": "choose"}),
    )
    missing = el(
        "p",
        "The recording ",
        foreign(shorten(clean(media.name), NAME_LENGTH) if media else ""),
        " is not where this page looks for it, or this browser can’t play it.",
        attrs={"id": "lost", "role": "status", "hidden": True},
    )
    return el(
        "aside",
        el(name, attrs={**attrs, **given}),
        missing,
        el("p", choose, attrs={"id": "chooser", "hidden": media is not None}),
        attrs={"id": "player", "aria-label": "Recording", "hidden": media is None},
    )


def _end(facts: Facts) -> Markup:
    return el("footer", el("p", facts.made_by), attrs={"id": "made"})
