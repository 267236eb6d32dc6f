"""Settings of the classifiers, apart from them: reading a configuration must not load scikit-learn."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from arbase.classify.quarantine import QuarantineSettings
from arbase.domain.noun import Noun


class HeadSettings(Noun):
    """What a head is made of."""

    kind: Literal["linear", "boosting", "stack", "blend"] = Field(
        default="blend", description="Which models answer; `stack` is both, `blend` both and the transparent rules."
    )
    groups: tuple[str, ...] = Field(
        default=("said", "code", "triage", "rules"),
        description="Groups of features that are used. `behaviour` (rates, users, hours) is left out: in simulated "
        "weeks these are the simulation's, and a service that was never seen has its own.",
    )
    words: int = Field(default=0, ge=0, le=1 << 18, description="Hashed n-grams of the wording; 0: none.")
    embedding: str = Field(
        default="",
        description="Folder of a sentence-embedding model (BERT), or `package:NAME` of an installed package that holds "
        "one, for the wording beside or instead of n-grams; empty: none. Nothing is downloaded.",
    )
    strength: float = Field(default=0.05, gt=0, description="Inverse of the linear model's regularisation.")
    rounds: int = Field(default=120, ge=1, le=2000, description="Trees of the boosting model.")
    leaves: int = Field(default=12, ge=2, le=256, description="Leaves of a tree at most.")
    rate: float = Field(default=0.06, gt=0, le=1, description="Learning rate of the boosting model.")
    leaf_size: int = Field(default=12, ge=1, description="Examples in a leaf at least.")
    seed: int = Field(default=7, description="Seed of what is random.")


class GuaranteeSettings(Noun):
    """How much recall is promised."""

    recall: float = Field(default=0.98, gt=0, lt=1, description="Recall of actionable incidents at least.")
    confidence: float = Field(default=0.95, gt=0.5, lt=1, description="With this confidence.")
    miss_cost: float = Field(
        default=10.0, gt=0, description="A missed bug costs as much as so many needless looks; rules without a promise."
    )


class ClassifySettings(Noun):
    """Which classifier decides, and where it draws its lines."""

    engine: Literal["auto", "learnt", "rules"] = Field(
        default="auto", description="`auto`: the learnt one where the data to build it is there, else the rules."
    )
    model: str = Field(
        default="", description="Folder of a learnt classifier, or `models:/NAME@ALIAS`; empty: `classifier` in `home`."
    )
    tracking: str = Field(default="", description="MLflow tracking URI for `models:/...`; empty: SQLite in `home`.")
    head: HeadSettings = Field(default_factory=HeadSettings, description="What a classifier is made of that is built.")
    guarantee: GuaranteeSettings = Field(
        default_factory=GuaranteeSettings, description="Recall that a classifier must keep that is built."
    )
    quarantine: QuarantineSettings = Field(
        default_factory=QuarantineSettings, description="When what was put aside comes back, and how it is audited."
    )
    reproduce: bool = Field(
        default=True,
        description="What the learnt classifier is unsure of is raised if it can be reproduced, which takes a while.",
    )
    focus_at: float = Field(default=0.5, ge=0, le=1, description="Rules: probability from which it is raised.")
    discard_below: float = Field(
        default=0.25, ge=0, le=1, description="Rules: probability under which it is discarded."
    )
