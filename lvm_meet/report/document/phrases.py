"""Facts as lines and short texts: what stands beside a conclusion, in one order everywhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lvm_meet.report import insight_wording as wording
from lvm_meet.report import profile_wording
from lvm_meet.report.cites import Cite, Cited, Quote
from lvm_meet.report.conclusions import AgendaRow, DecisionFacts, PointFacts
from lvm_meet.report.document.blocks import Block, Heading, Kind, Line, Paragraph, Run
from lvm_meet.report.profile_facts import ObservationFacts
from lvm_meet.report.wording import quoted


def places(cites: Sequence[Cite]) -> str:
    """Such as "12:04; 14:40"; "" without any. A place can be "word 1,204"."""
    return "; ".join(cite.place for cite in cites)


def beside(text: str) -> str:
    """What stands behind words, in brackets; "" for nothing."""
    return f" ({text})" if text else ""


def plain(text: str) -> Line:
    """One text as a line."""
    return (Run(text),)


def quiet(text: str) -> Line:
    """One text as a line that stands back."""
    return (Run(text, quiet=True),)


def section(title: str, *texts: str) -> Iterator[Block]:
    """A section's heading and its first paragraphs; empty ones are left out."""
    yield Heading(2, title)
    yield from paragraphs(*texts)


def paragraphs(*texts: str) -> Iterator[Block]:
    """A paragraph each; empty ones are left out."""
    yield from (Paragraph(plain(text)) for text in texts if text)


def remarks(*texts: str) -> Iterator[Block]:
    """As `paragraphs`, about the report itself."""
    yield from (Paragraph(quiet(text), Kind.REMARK) for text in texts if text)


def cited(entry: Cited, *, lead: str = "") -> Line:
    """Words with the moments that they rest on; `lead` says what they are."""
    words = (Run(entry.text), Run(beside(places(entry.cites)), quiet=True))
    return (Run(f"{lead}:", strong=True), Run(" "), *words) if lead else words


def sentence(entry: Cited, *, limit: int | None = None) -> tuple[Run, Run, Run]:
    """Words, at most `limit` of their moments, and the full stop: a part of a running text."""
    where = beside(places(entry.cites[:limit]))
    stop = entry.text[-1:] if entry.text.endswith((".", "!", "?")) and where else ""
    words = entry.text.removesuffix(stop) if stop else entry.text
    return Run(words), Run(where, quiet=True), Run(stop)


def topic(entry: Cited) -> str:
    """Which topic something belongs to, and where that begins; "" for none."""
    return ", ".join(part for part in (wording.topic(entry.text), places(entry.cites)) if part)


def quote(entry: Quote, *, lead: str = "") -> Line:
    """Somebody's words with name and moment; `lead` says what they are."""
    who = ", ".join(part for part in (entry.speaker, entry.cite.place) if part)
    words = (Run(quoted(entry.text)), Run(beside(who), quiet=True))
    return (Run(f"{lead}:", strong=True), Run(" "), *words) if lead else words


def about_decision(decision: DecisionFacts) -> str:
    """Scope, who said it, who takes it and by when, as far as they are known."""
    return " · ".join(
        part
        for part in (
            decision.scope,
            wording.said_by(decision.speaker),
            wording.owned_by(decision.owner),
            wording.due_by(decision.due),
        )
        if part
    )


def point(found: PointFacts) -> Line:
    """A question, a risk or a blocker, with who said it and when."""
    who = ", ".join(part for part in (found.speaker, places(found.cites)) if part)
    words = (Run(found.text), Run(beside(who), quiet=True))
    return (Run(f"{found.kind}:", strong=True), Run(" "), *words) if found.kind else words


def became(row: AgendaRow) -> str:
    """What became of an item of the agenda, where it began, and in which style."""
    text = f"{row.state} from {row.start.place}" if row.start else row.state
    if row.style and row.style.leadership is not None:
        text += f"; {wording.rates(row.style.leadership_text, row.style.management_text)}"
    return text


def behind(seen: ObservationFacts) -> str:
    """The other moments behind an observation; "" where its quote is all there is."""
    own = seen.quote.cite.place if seen.quote else ""
    found = [cite for cite in seen.evidence if cite.place != own]
    return f"{profile_wording.BEHIND}: {places(found)}." if found else ""


def extent(entry: Cited) -> str:
    """How often a signal was heard, and when first and last: the places go on in the sentence."""
    where = " and ".join(cite.place for cite in entry.cites)
    return f"{entry.text} ({where})" if len(entry.cites) == 1 else f"{entry.text} {where}".rstrip()
