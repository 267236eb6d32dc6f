"""A value that nobody made up: the library that refused the old one names it."""

from __future__ import annotations

import ast

from arbase.domain.advice import advice_of
from arbase.verify.change import ChangedFile
from arbase.verify.gates.interface import GateCase
from arbase.verify.literals import Fact


def advised(case: GateCase, file: ChangedFile, fact: Fact) -> str:
    """Why the text stands where an old one stood: the message of the crash says so of just these two."""
    advice = advice_of(case.crash.message)
    text = fact.node.value if isinstance(fact.node, ast.Constant) else None
    if advice is None or not isinstance(text, str):
        return ""
    gone = (known.value for known in file.gone(lambda code: code.every(ast.Constant)))
    said = any(isinstance(known, str) and advice.in_place_of(known) == text for known in gone)
    return f"the message of the crash says to use {advice.new} in the place of {advice.old}" if said else ""
