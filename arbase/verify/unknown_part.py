"""An empty text in the place of a part that is not there, where an unknown part is refused in the same function."""

from __future__ import annotations

import ast

from arbase.domain.diagnosis import CrashSpec
from arbase.verify.literals import Fact
from arbase.verify.syntax import Code
from arbase.workspace.unknown_parts import refused_if_unknown, second_part


def refused_as_unknown(code: Code, fact: Fact, crash: CrashSpec) -> str:
    """`name.rsplit(".", 1)[1] if "." in name else ""`: what is looked up is refused, so nothing is made up."""
    choice, function, statement = code.parent(fact.node), code.function_of(fact.node), code.statement_of(fact.node)
    if function is None or crash.exception.rpartition(".")[2] != "IndexError" or not isinstance(choice, ast.IfExp):
        return ""
    empty = isinstance(fact.node, ast.Constant) and fact.node.value == "" and choice.orelse is fact.node
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)]) if empty and second_part(choice.body) is not None:
            return f"an unknown {name} is refused below" if refused_if_unknown(function, name) else ""
    return ""
