"""Tunes a prompt with DSPy's optimizers: bootstrap, MIPROv2 or GEPA. What is good is decided by the caller's score."""

from __future__ import annotations

import copy
import json
from typing import Any

import dspy

from arbase.domain.errors import UserError
from arbase.model import conversation
from arbase.model.prompts import PREDICTOR, Prompt
from arbase.model.tuning import Optimised, Run, Tuning

SHOWN = 800


class _Program(dspy.Module):
    """An agent on a case, as an optimizer sees it: one predictor, and a score as the prediction."""

    def __init__(self, prompt: Prompt, run: Run) -> None:
        super().__init__()
        self.act = dspy.Predict(conversation.Act.with_instructions(prompt.instructions))
        self.act.load_state(copy.deepcopy(prompt.state[PREDICTOR]))
        self._run = run

    def forward(self, case: str) -> Any:
        """Play the case."""
        score = self._run(self.act, case)
        return dspy.Prediction(score=score.value, feedback=score.feedback)


def optimise(wanted: Tuning, prompt: Prompt, run: Run, lm: Any) -> Optimised:
    """The best state for `prompt` that the optimizer finds. Raises UserError for too few cases or calls."""
    chosen_by = wanted.chosen_by
    if not wanted.train or not chosen_by or wanted.calls < len(chosen_by) * 2:
        count = f"{wanted.calls} calls for {len(wanted.train)} and {len(chosen_by)} cases"
        raise UserError(f"{count} are too few; give more with --calls")
    learn = [dspy.Example(case=case).with_inputs("case") for case in wanted.train]
    choose = [dspy.Example(case=case).with_inputs("case") for case in chosen_by]
    student = _Program(prompt, run)
    with dspy.context(lm=lm, disable_history=True):
        tuned = _compiled(wanted, student, learn, choose, lm)
        before = tuple(run(student.act, case).value for case in chosen_by)
        after = tuple(run(tuned.act, case).value for case in chosen_by)
    return Optimised(state={PREDICTOR: _plain(tuned.act.dump_state())}, before=before, after=after)


def _compiled(wanted: Tuning, student: _Program, learn: list[Any], choose: list[Any], lm: Any) -> Any:
    if wanted.method == "bootstrap":
        bootstrap = dspy.BootstrapFewShot(metric=_good, max_bootstrapped_demos=2, max_labeled_demos=0)
        return bootstrap.compile(student, trainset=learn)
    if wanted.method == "mipro":
        trials = max(1, wanted.calls // len(choose) - 1)
        settings = {"auto": None, "num_candidates": 2, "num_threads": 1}
        shots = {"max_bootstrapped_demos": 1, "max_labeled_demos": 0}
        mipro = dspy.MIPROv2(metric=_score, prompt_model=lm, task_model=lm, **settings, **shots)
        return mipro.compile(
            student, trainset=learn, valset=choose, num_trials=trials, minibatch=False, data_aware_proposer=False
        )
    gepa = dspy.GEPA(metric=_reflect, max_metric_calls=wanted.calls, reflection_lm=lm, num_threads=1, use_merge=False)
    return gepa.compile(student, trainset=learn, valset=choose)


def _score(example: Any, prediction: Any, trace: Any = None) -> float:
    return float(prediction.score)


def _good(example: Any, prediction: Any, trace: Any = None) -> bool:
    return bool(prediction.score >= 1.0)


def _reflect(example: Any, prediction: Any, trace: Any = None, pred_name: Any = None, pred_trace: Any = None) -> Any:
    return dspy.Prediction(score=prediction.score, feedback=prediction.feedback or "no reason is known")


def _plain(state: dict[str, Any]) -> dict[str, Any]:
    """The state as JSON without a model; demonstrations keep what was last seen and what was done then."""
    demos = [_demo(demo) for demo in state["demos"]]
    kept: dict[str, Any] = json.loads(json.dumps({**state, "lm": None, "demos": demos, "traces": [], "train": []}))
    return kept


def _demo(demo: dict[str, Any]) -> dict[str, str]:
    seen, done = demo.get("messages"), demo.get("reply")
    last = conversation.as_text(seen[-1]).text if isinstance(seen, list) and seen else seen
    answer = getattr(done, "message", None)
    did = done if answer is None else conversation.as_text(answer).text
    return {"seen": str(last)[:SHOWN], "done": str(did)[:SHOWN]}
