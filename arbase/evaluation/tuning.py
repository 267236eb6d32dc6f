"""Choosing a classifier's settings: reduction subject to guaranteed recall, nested, so that no fold judges itself.

For each held-out service (or fifth of the causes) a study of its own searches over the rest only; what it chose is
learnt from the rest and judges the held-out incidents once, beside the given settings. That is the honest estimate of
what tuning brings. The settings that are kept come from one more study over everything, which nothing measures.
Search is Optuna's TPE (Bergstra et al. 2011); trials are kept in a file, so that a killed run goes on.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from arbase.classify.example import Example
from arbase.classify.guarantee import OperatingPoint, operating_point
from arbase.classify.head import calibrated, folds, labels_of
from arbase.classify.settings import GuaranteeSettings, HeadSettings
from arbase.domain.errors import UserError
from arbase.domain.noun import Noun
from arbase.evaluation.alerts.judge import Judged
from arbase.evaluation.alerts.score import alert_totals
from arbase.evaluation.champion import learn
from arbase.evaluation.measure import Measure
from arbase.evaluation.paired import Paired, compared
from arbase.evaluation.suites.folds import judge_example

GROUPS = ("behaviour", "code", "triage", "rules")
"""Groups of features that a trial may leave out; what the event says is always used."""
KINDS = ("linear", "boosting", "stack", "blend")
Advance = Callable[[str, int, int], None]
"""Told of the study, the trial and how many trials it has."""


class Tuned(Noun):
    """What tuning brings on incidents that no choice saw, and the settings that were chosen over everything.

    `before` and `after` are totals of the given and of the chosen settings over the same held-out incidents.
    """

    before: dict[str, Measure]
    after: dict[str, Measure]
    comparisons: tuple[Paired, ...]
    folds: tuple[HeadSettings, ...]
    chosen: HeadSettings
    point: OperatingPoint
    value: float

    @property
    def worse(self) -> bool:
        """Whether the chosen settings were worse on what no choice saw, and not by chance."""
        return any(one.worse for one in self.comparisons)


class Search(Noun):
    """How much is tried, from where, and where the trials are kept."""

    given: HeadSettings
    guarantee: GuaranteeSettings
    trials: int
    file: Path


def chosen_by(examples: Sequence[Example], search: Search, name: str, advance: Advance) -> tuple[HeadSettings, float]:
    """The best settings of one study over `examples`, and their value; the given ones are the first trial."""
    optuna = _optuna()
    search.file.parent.mkdir(parents=True, exist_ok=True)
    study = optuna.create_study(
        study_name=f"{name} {_digest(examples, search)}",
        storage=f"sqlite:///{search.file.resolve()}",
        sampler=optuna.samplers.TPESampler(seed=search.given.seed),
        direction="maximize",
        load_if_exists=True,
    )
    if not study.trials:
        study.enqueue_trial(_as_trial(search.given), skip_if_exists=True)

    def objective(trial: Any) -> float:
        advance(name, trial.number, search.trials)
        return _measured(examples, _suggested(trial, search.given), search.guarantee)[0]

    finished = [one for one in study.trials if one.state.is_finished()]
    if len(finished) < search.trials:
        study.optimize(objective, n_trials=search.trials - len(finished))
    advance(name, search.trials, search.trials)
    return _suggested(optuna.trial.FixedTrial(study.best_params), search.given), float(study.best_value)


Choose = Callable[[Sequence[Example], Search, str, Advance], tuple[HeadSettings, float]]


def tuned(examples: Sequence[Example], search: Search, advance: Advance, choose: Choose = chosen_by) -> Tuned:
    """Tune; `choose` is what searches over the examples that it is given.

    Raises UserError without Optuna, for labels of one class, or too few to hold anything out.
    """
    before: list[Judged] = []
    after: list[Judged] = []
    chosen: list[HeadSettings] = []
    for number, held in enumerate(folds(examples, labels_of(examples)), 1):
        rest = [one for one, out in zip(examples, held, strict=True) if not out]
        left = [one for one, out in zip(examples, held, strict=True) if out and not one.variant]
        settings, _ = choose(rest, search, f"fold {number}", advance)
        chosen.append(settings)
        for head, judged in ((search.given, before), (settings, after)):
            champion = learn(rest, head, search.guarantee, "held out")
            judged += [judge_example(champion, one) for one in left]
    final, value = choose(examples, search, "all", advance)
    _, point = _measured(examples, final, search.guarantee)
    return Tuned(
        before=alert_totals(before),
        after=alert_totals(after),
        comparisons=compared(before, after),
        folds=tuple(chosen),
        chosen=final,
        point=point,
        value=value,
    )


def _measured(
    examples: Sequence[Example], head: HeadSettings, guarantee: GuaranteeSettings
) -> tuple[float, OperatingPoint]:
    """Reduction at the guaranteed threshold over incidents that the answering head had not seen; where nothing can
    be guaranteed, the cost of misses and needless looks there, negative, which is below every guaranteed one."""
    _, probabilities = calibrated(examples, head)
    counted = [index for index, one in enumerate(examples) if not one.variant]
    scores = [float(probabilities[index]) for index in counted]
    labels = [examples[index].actionable for index in counted]
    point = operating_point(scores, labels, guarantee)
    kept = [score >= point.threshold for score in scores]
    if point.guaranteed:
        return 1.0 - sum(kept) / len(kept), point
    missed = sum(label and not raised for raised, label in zip(kept, labels, strict=True))
    needless = sum(raised and not label for raised, label in zip(kept, labels, strict=True))
    return -(guarantee.miss_cost * missed + needless) / len(kept), point


def _suggested(trial: Any, given: HeadSettings) -> HeadSettings:
    groups = ("said", *(name for name in GROUPS if trial.suggest_categorical(f"use_{name}", [True, False])))
    kind = trial.suggest_categorical("kind", KINDS)
    if kind == "blend" and "rules" not in groups:
        groups = (*groups, "rules")
    return HeadSettings(
        kind=kind,
        groups=groups,
        words=trial.suggest_categorical("words", [0, 1 << 12, 1 << 14]),
        strength=trial.suggest_float("strength", 0.002, 2.0, log=True),
        rounds=trial.suggest_int("rounds", 20, 300),
        leaves=trial.suggest_int("leaves", 4, 32),
        rate=trial.suggest_float("rate", 0.01, 0.3, log=True),
        leaf_size=trial.suggest_int("leaf_size", 3, 40),
        seed=given.seed,
    )


def _as_trial(given: HeadSettings) -> dict[str, Any]:
    """The given settings as parameters of a trial; values beyond the search are brought into it by Optuna."""
    named = given.model_dump(include={"kind", "strength", "rounds", "leaves", "rate", "leaf_size"})
    words = given.words if given.words in (0, 1 << 12, 1 << 14) else 1 << 12
    return {**named, "words": words, **{f"use_{name}": name in given.groups for name in GROUPS}}


def _digest(examples: Sequence[Example], search: Search) -> str:
    """Of what a study's answers depend on, so that trials of other data are never gone on with."""
    parts = [
        search.guarantee.model_dump_json(),
        str(search.given.seed),
        str(KINDS),
        *(one.model_dump_json() for one in examples),
    ]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]


def _optuna() -> Any:
    if importlib.util.find_spec("optuna") is None:
        raise UserError("tuning needs Optuna: pip install 'arbase[eval]', or build with --quick")
    os.environ.setdefault("DO_NOT_TRACK", "true")
    optuna: Any = importlib.import_module("optuna")
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    return optuna
