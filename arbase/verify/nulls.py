"""None in the place of what is missing, where the program says something else of that."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.verify.change import ChangedFile
from arbase.verify.witnesses import NONE
from arbase.workspace.promises import has_alternative


def told_otherwise(file: ChangedFile) -> Iterator[str]:
    """`x.part.upper() if x.part else None`, where the docstring says what is done instead for who has no part."""
    for choice in file.fresh(lambda code: code.every(ast.IfExp)):
        function = file.new.function_of(choice) if file.new else None
        nothing = ast.dump(choice.orelse) == NONE or ast.dump(choice.body) == NONE
        parts = [node.attr for node in ast.walk(choice.test) if isinstance(node, ast.Attribute)]
        told = ast.get_docstring(function) if function is not None else None
        for part in parts if nothing else ():
            if has_alternative(told, part):
                yield f"None at line {choice.lineno} for {part!r}, though the docstring says what is done without it"


def none_in_text(file: ChangedFile) -> Iterator[str]:
    """`f"{name if x else None}"`: a text says None to people."""
    for node in file.fresh(lambda code: code.every(ast.FormattedValue)):
        choice = node.value
        if isinstance(choice, ast.IfExp) and any(ast.dump(part) == NONE for part in (choice.body, choice.orelse)):
            yield f"the text at line {choice.lineno} says None where something is missing"
