"""A labelled incident in the form that a head learns from."""

from __future__ import annotations

from arbase.domain.noun import Noun


class Example(Noun):
    """`values` are the features by name, `wording` the words for n-grams; `cause` keeps what belongs together."""

    id: str
    service: str
    actionable: bool
    values: dict[str, float]
    wording: str = ""
    family: str = ""
    cause: str = ""
    split: str = ""
    title: str = ""
