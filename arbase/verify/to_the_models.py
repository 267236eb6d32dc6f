"""Statements that delete past the models, given up for the session's own deletion."""

from __future__ import annotations

from arbase.verify.change import ChangedFile
from arbase.verify.gates.interface import GateCase
from arbase.workspace.cascades import past_cascades


def leaves_to_the_models(case: GateCase, file: ChangedFile) -> bool:
    """Where the session deletes a row, the models say what goes along: no statement has to name it."""
    trees = {path: code.tree for path, code in case.repository.codes.items()}
    before = [one for one in past_cascades(trees) if one.path == file.path]
    if not before or file.new is None:
        return False
    after = [one for one in past_cascades({**trees, file.path: file.new.tree}) if one.path == file.path]
    return len(after) < len(before)
