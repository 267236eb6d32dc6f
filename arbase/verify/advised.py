"""A value that nobody made up: the library that refused the old one names it."""

from __future__ import annotations

import ast

from arbase.verify.change import ChangedFile
from arbase.verify.gates.interface import GateCase
from arbase.verify.literals import Fact
from arbase.verify.sent import came_with
from arbase.workspace.advice import advice_of


def advised(case: GateCase, file: ChangedFile, fact: Fact) -> str:
    """Why the text stands where an old one stood: the message of the crash says so of just these two.

    Not where the request holds the new text: a client can make messages say what it likes.
    """
    advice = advice_of(case.crash.message)
    text = fact.node.value if isinstance(fact.node, ast.Constant) else None
    if advice is None or not isinstance(text, str) or came_with(text, case.lab.trigger):
        return ""
    gone = (known.value for known in file.gone(lambda code: code.every(ast.Constant)))
    said = any(isinstance(known, str) and advice.in_place_of(known) == text for known in gone)
    return f"the message of the crash says to use {advice.new} in the place of {advice.old}" if said else ""
