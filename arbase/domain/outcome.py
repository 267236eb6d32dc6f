"""What a stage answers: `Done`, `Declined` or `Failed`; never `None`, never a zero score."""

from __future__ import annotations

from typing import Generic, Literal, TypeVar

from typing_extensions import TypeAliasType

from arbase.domain.noun import Noun

T = TypeVar("T")


class Done(Noun, Generic[T]):
    """The stage did its work; `value` is the result."""

    kind: Literal["done"] = "done"
    value: T


class Declined(Noun):
    """The stage could not, and says why. `details` are the findings so far, one line each."""

    kind: Literal["declined"] = "declined"
    reason: str
    details: tuple[str, ...] = ()


class Failed(Noun):
    """The stage broke: infrastructure or a defect of arbase, never the case's own difficulty."""

    kind: Literal["failed"] = "failed"
    error: str
    details: tuple[str, ...] = ()


Outcome = TypeAliasType("Outcome", Done[T] | Declined | Failed, type_params=(T,))
"""The answer of a stage whose result is a `T`."""
