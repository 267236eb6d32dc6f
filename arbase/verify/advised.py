"""A value that nobody made up: the library that refused the old one names it."""

from __future__ import annotations

import ast

from arbase.verify.change import ChangedFile
from arbase.verify.gates.interface import GateCase
from arbase.verify.literals import Fact
from arbase.verify.sent import came_with
from arbase.verify.syntax import Code
from arbase.workspace.advice import advice_of
from arbase.workspace.frequencies import REFUSED, named_now


def advised(case: GateCase, file: ChangedFile, fact: Fact) -> str:
    """Why the text stands where an old one stood: the message of the crash says so of just these two.

    Not where the request holds the new text: a client can make messages say what it likes.
    """
    advice = advice_of(case.crash.message)
    text = fact.node.value if isinstance(fact.node, ast.Constant) else None
    if not isinstance(text, str) or came_with(text, case.lab.trigger):
        return ""
    if REFUSED.search(case.crash.message) and (named := _named_otherwise(file, fact.node, text)):
        return named
    if advice is None:
        return ""
    gone = (known.value for known in file.gone(lambda code: code.every(ast.Constant)))
    said = any(isinstance(known, str) and advice.in_place_of(known) == text for known in gone)
    return f"the message of the crash says to use {advice.new} in the place of {advice.old}" if said else ""


def _named_otherwise(file: ChangedFile, node: ast.AST, text: str) -> str:
    """The entry of a table is a frequency of pandas that the old code has under that key by its other name."""
    for key in _keys_of(file.new, node):
        for known in file.old.every(ast.Dict) if file.old is not None else ():
            for one, value in zip(known.keys, known.values, strict=True):
                if one is None or ast.dump(one) != ast.dump(key) or not isinstance(value, ast.Constant):
                    continue
                was = value.value
                if (
                    isinstance(was, str)
                    and text != was
                    and text in (named_now(was, "offset"), named_now(was, "period"))
                ):
                    return f"pandas calls {was} {text} there"
    return ""


def _keys_of(code: Code | None, node: ast.AST) -> list[ast.expr]:
    """The keys under which a table has the very node."""
    table = code.parent(node) if code is not None else None
    if not isinstance(table, ast.Dict):
        return []
    return [key for key, value in zip(table.keys, table.values, strict=True) if value is node and key is not None]
