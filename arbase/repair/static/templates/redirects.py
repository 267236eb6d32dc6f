"""A client of httpx does not follow redirects by itself, and a service that moved sends one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.edit import add_option
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import dotted

NAME = "redirects"
_MOVED = re.compile(r"Redirect response '30[1278]")
_CLIENTS = frozenset(("Client", "AsyncClient"))
_CALLS = frozenset(f"httpx.{verb}" for verb in ("get", "head", "options", "request", "stream"))


class Redirects(Template):
    """`httpx.Client(follow_redirects=True)`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One, where one place alone makes the client or sends the request."""
        if context.crash.exception != "HTTPStatusError" or not _MOVED.search(context.crash.message):
            return
        found = [(file, call) for file in context.codebase.sources for call in _asking(file)]
        if len(found) != 1 or any(word.arg in ("follow_redirects", None) for word in found[0][1].keywords):
            return
        file, call = found[0]
        edit = add_option(file, call, "follow_redirects=True")
        if edit is not None:
            yield edited(context, Idea(NAME, 0.9, "what is asked for has moved, and the answer says where"), file, edit)


def _asking(file: SourceFile) -> Iterator[ast.Call]:
    if "httpx" not in file.text:
        return
    for node in file.nodes:
        if isinstance(node, ast.Call) and (last_name(node.func) in _CLIENTS or dotted(node.func) in _CALLS):
            yield node
