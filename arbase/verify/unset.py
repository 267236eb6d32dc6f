"""Changes that no longer empty what the client did not send: the null that was answered for it was the same fault."""

from __future__ import annotations

import ast
import copy

from arbase.domain.diagnosis import Stimulus
from arbase.replay import answers
from arbase.replay.interface import Observation
from arbase.verify.change import ChangedFile, bare_dump
from arbase.verify.gates.interface import GateCase
from arbase.verify.lab import Trial
from arbase.verify.mutations import json_of
from arbase.verify.syntax import called_name

DUMPS = frozenset(("model_dump", "dict", "jsonable_encoder"))
OPTION = "exclude_unset"


def left_alone(case: GateCase, trial: Trial, before: Observation, after: Observation) -> frozenset[answers.Path]:
    """The fields of an answer that were null and hold something now, of those that the request does not name.

    Only where the patch does nothing but leave unset fields out of what a model is turned into, and for requests that
    no visible test sends: such a test would show that the null was meant.
    """
    if trial.stimulus in case.lab.recorded or not only_leaves_out(case):
        return frozenset()
    named = _named(trial.stimulus)
    return frozenset(path for path in answers.filled(before, after) if path and path[-1] not in named)


def only_leaves_out(case: GateCase) -> bool:
    """`model_dump()` became `model_dump(exclude_unset=True)`, and nothing else is new."""
    return bool(case.files) and all(_only_leaves_out(file) for file in case.files)


def _only_leaves_out(file: ChangedFile) -> bool:
    if file.old is None or file.new is None:
        return False
    return _without(file.new.tree) == _without(file.old.tree)


def _without(tree: ast.Module) -> str:
    """The tree as a text, the option left out wherever a model is turned into something."""
    plain = copy.deepcopy(tree)
    for call in (node for node in ast.walk(plain) if isinstance(node, ast.Call) and called_name(node) in DUMPS):
        call.keywords = [word for word in call.keywords if not _is_option(word)]
    return bare_dump(plain)


def _is_option(word: ast.keyword) -> bool:
    return word.arg == OPTION and isinstance(word.value, ast.Constant) and word.value.value is True


def _named(stimulus: Stimulus) -> frozenset[str]:
    """The fields that a JSON body names, at any depth."""
    pending = [json_of(stimulus)]
    found: set[str] = set()
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            found.update(value)
            pending.extend(value.values())
        elif isinstance(value, list):
            pending.extend(value)
    return frozenset(found)
