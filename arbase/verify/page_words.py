"""A word in place of what a record lacks is not made up where the pages of the service show that word for it."""

from __future__ import annotations

import ast

from arbase.verify.change import ChangedFile
from arbase.verify.gates.interface import GateCase
from arbase.verify.syntax import last_name
from arbase.workspace.page_words import word_for


def said_on_pages(case: GateCase, file: ChangedFile, node: ast.AST) -> str:
    """Which page has the word of `row.owner.name if row.owner else "gone"` for the same part; else empty."""
    choice = file.new.parent(node) if file.new else None
    match choice:
        case ast.IfExp(test=test, body=ast.Attribute(value=held, attr=field), orelse=ast.Constant(value=str() as said)):
            if choice.orelse is node and ast.dump(test) == ast.dump(held):
                word, place = word_for(case.repository.root, last_name(held), field)
                return f"{place} shows it for that" if word == said and word else ""
    return ""
