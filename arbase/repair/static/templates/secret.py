"""A `SecretStr` is no text: what it hides has to be asked for where it is really needed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.edit import Edit
from arbase.repair.static.source import header_nodes, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "secret"
_SECRET = re.compile(r"\bSecret(?:Str|Bytes)\b")
_RAISED = frozenset(("TypeError", "AttributeError", "ProgrammingError", "InterfaceError"))
# Where a secret goes into what people read, it stays hidden.
_SHOWN = frozenset(("dumps", "dump", "jsonify", "print", "debug", "info", "warning", "error", "exception", "log"))


class Secret(Template):
    """`.get_secret_value()` behind the one secret of the statement."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """Where the message tells that a secret was taken for a text."""
        crash, file = context.crash, context.frame.file
        found = _SECRET.search(crash.message)
        if found is None or crash.exception not in (
            "TypeError",
            "AttributeError",
            "ProgrammingError",
            "InterfaceError",
        ):
            return
        nodes = [node for node in header_nodes(context.frame.statement) if isinstance(node, ast.Name | ast.Attribute)]
        secrets = [node for node in nodes if crash.type_of(node).rpartition(".")[2] == found[0]]
        secrets = secrets or [node for node in nodes if _declared(context, node)]
        if len(secrets) != 1:
            return
        calls = [outer for outer in file.ancestors(secrets[0]) if isinstance(outer, ast.Call)]
        if any(last_name(call.func) in _SHOWN for call in calls):
            return
        end = file.span(secrets[0])[1]
        why = f"{file.segment(secrets[0])} hides its text, which is needed here"
        yield edited(context, Idea(NAME, 0.93, why), file, Edit(end, end, ".get_secret_value()"))


def _declared(context: Context, node: ast.Name | ast.Attribute) -> bool:
    """A field of this name is declared as a secret, and no other field of the name as something else."""
    name = last_name(node)
    kinds = [
        file.segment(item.annotation)
        for file in context.codebase.sources
        for item in file.nodes
        if isinstance(item, ast.AnnAssign) and last_name(item.target) == name
    ]
    return bool(kinds) and all(_SECRET.search(kind) for kind in kinds) and isinstance(node, ast.Attribute)
