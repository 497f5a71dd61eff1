"""What runs work over many items: the protocol, and the values that go in and come out.

A failure is a value: one bad item never stops the others. `Work` travels to wherever it is done, is
prepared there once (models loaded) and then takes one item after the other.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from lvm_meet.errors import LvmError

Item = TypeVar("Item")
Result = TypeVar("Result")
_Taken = TypeVar("_Taken", contravariant=True)
_Made = TypeVar("_Made", covariant=True)

PAUSE_S = 0.2
"""how long an engine waits before it asks again for an item that was not there yet"""


class Work(Protocol[_Taken, _Made]):
    """Something to be done to each item. Can be pickled, and so can items and results."""

    def prepare(self) -> Callable[[_Taken], _Made]:
        """Load what is needed, once per worker; LvmError where it can't be had."""

    def gains_from_graphics(self, item: _Taken) -> bool:
        """Whether a graphics card does much for this item, where there is one."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why one item has no result.

    `kind` is the class of the error, `where` the place in the code of an error that nobody had
    thought of ("" for one of our own), `code` the exit code that the error stands for.
    """

    kind: str
    error: str
    hint: str = ""
    where: str = ""
    code: int = 1

    def as_error(self) -> LvmError:
        """The failure as an error that ends the program with the exit code it stands for."""
        error = LvmError(self.error, hint=self.hint)
        error.exit_code = self.code
        return error


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Item, Result]):
    """An item with its result, or with the failure: exactly one of them is there."""

    item: Item
    result: Result | None = None
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class Crew:
    """How many workers there are, how many threads each of them may use, and where they are.

    `address` is that of a cluster, for engines that know such; "" is this machine. On a cluster no
    jobs at all mean as many as it has room for.
    """

    jobs: int = 1
    threads: int = 1
    address: str = ""


class Engine(Protocol):
    """Runs work over items."""

    def map(
        self, work: Work[Item, Result], items: Iterable[Item | None]
    ) -> Generator[Outcome[Item, Result], None, None]:
        """An outcome per item, in the order in which they are finished.

        Items are taken one by one when a worker is free for them, so there may be endlessly many.
        None stands for "nothing yet": the engine asks again after a moment. Nothing is started
        before the first item. Closing the iterator, or an interrupt, stops the workers at once.
        LvmError where a worker can't be prepared.
        """
