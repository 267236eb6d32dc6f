"""A labelled incident in the form that a head learns from."""

from __future__ import annotations

from pydantic import Field

from arbase.domain.noun import Noun


class Example(Noun):
    """`values` are the features by name, `wording` the words for n-grams; `cause` keeps what belongs together.

    `variant` names another look at the same incident, for example without its repository: learnt from, so that the
    classifier does not need what may be missing, but never counted. `impact` are the ingredients of the priority a day
    after the incident began, `urgency` how it should be ranked among those of its service, as far as that is known.
    """

    id: str
    service: str
    actionable: bool
    values: dict[str, float]
    wording: str = ""
    family: str = ""
    cause: str = ""
    split: str = ""
    title: str = ""
    variant: str = ""
    impact: dict[str, float] = Field(default_factory=dict)
    urgency: float | None = None
