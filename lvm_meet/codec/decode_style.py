"""JSON -> Style, the part of an analysis in which utterances are named by id."""

from __future__ import annotations

from lvm_meet.codec.decode_transcript import span_of
from lvm_meet.codec.node import Node
from lvm_meet.model import (
    Balance,
    ChangePoint,
    Contrast,
    Estimate,
    Lens,
    Minimum,
    SpeakerStyle,
    Style,
    Tally,
    Window,
)


def _tally(node: Node) -> Tally:
    return Tally(
        units=node["units"].whole(), words=node["words"].whole(), talk_ms=node["talk_ms"].whole()
    )


def balance_of(node: Node) -> Balance:
    """The sums; figures beside them are ignored."""
    return Balance(
        talk=_tally(node["talk"]),
        vision=_tally(node["vision"]),
        inspiration=_tally(node["inspiration"]),
        execution=_tally(node["execution"]),
        control=_tally(node["control"]),
    )


def estimate_of(node: Node) -> Estimate:
    """A value with its interval."""
    return Estimate(
        value=node["value"].permille(low=-1),
        low=node["low"].permille(low=-1),
        high=node["high"].permille(low=-1),
    )


def _minimum(node: Node) -> Minimum:
    return Minimum(
        coded=node["coded"].whole(low=1),
        words=node["words"].whole(low=1),
        questions=node["questions"].whole(low=1),
    )


class StyleReader:
    """Reads the style of an analysis whose utterances have the ids `known`."""

    def __init__(self, known: frozenset[str]) -> None:
        self._known = known

    def id(self, node: Node) -> str:
        id_ = node.text()
        if id_ not in self._known:
            node.refuse("is the id of no utterance")
        return id_

    def lens(self, node: Node) -> Lens:
        return Lens(
            what_why=node["what_why"].each(self.id),
            how_when=node["how_when"].each(self.id),
            other=node["other"].each(self.id),
        )

    def speaker(self, node: Node) -> SpeakerStyle:
        return SpeakerStyle(
            speaker=node["speaker"].maybe(Node.text),
            balance=balance_of(node["balance"]),
            index=node["index"].maybe(estimate_of),
            turns=node["turns"].whole(),
            longest_turn_words=node["longest_turn_words"].whole(),
            longest_turn_ms=node["longest_turn_ms"].maybe(Node.whole),
            questions=self.lens(node["questions"]),
        )

    def window(self, node: Node) -> Window:
        return Window(
            first=node["first"].maybe(self.id),
            last=node["last"].maybe(self.id),
            span=span_of(node),
            balance=balance_of(node["balance"]),
        )

    def change(self, node: Node) -> ChangePoint:
        return ChangePoint(
            utterance=self.id(node["utterance"]),
            at_ms=node["at_ms"].maybe(Node.whole),
            before=node["before"].permille(low=-1),
            after=node["after"].permille(low=-1),
        )

    def contrast(self, node: Node) -> Contrast:
        return Contrast(
            name=node["name"].text(),
            leadership=node["leadership"].each(self.id),
            management=node["management"].each(self.id),
        )

    def style(self, node: Node) -> Style:
        """InputError where a value is not what it must be or an id is that of no utterance."""
        return Style(
            balance=balance_of(node["balance"]),
            index=node["index"].maybe(estimate_of),
            speakers=node["speakers"].each(self.speaker),
            windows=node["windows"].each(self.window),
            changes=node["changes"].each(self.change),
            questions=self.lens(node["questions"]),
            contrasts=node["contrasts"].each(self.contrast),
            minimum=_minimum(node["minimum"]),
        )
