"""The two cheap non-fixes that every oracle must reject: masking the crash and deleting the feature."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

from arbase.domain.errors import UserError

NOT_FOUND = {
    "fastapi": "from fastapi import HTTPException\nraise HTTPException(404)",
    "flask": "from flask import abort\nabort(404)",
    "django": "from django.http import Http404\nraise Http404",
    "starlette": "from starlette.exceptions import HTTPException\nraise HTTPException(404)",
}


def mask(source: str, function: str) -> str:
    """`source` with the body of `function` inside `try: ... except Exception: return {}`."""
    return _rewrite(source, function, _masked)


def delete(source: str, function: str, body: str = "return None") -> str:
    """`source` with the body of `function` replaced by `body`."""
    return _rewrite(source, function, lambda _: ast.parse(body).body)


def not_found_statement(checkout: Path) -> str | None:
    """How the framework that the checkout's sources import says "not found"; None without a known one."""
    imported = set()
    for path in checkout.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                imported.add(node.module.partition(".")[0])
    return next((statement for name, statement in NOT_FOUND.items() if name in imported), None)


def _masked(body: list[ast.stmt]) -> list[ast.stmt]:
    shell = ast.parse("try:\n    pass\nexcept Exception:\n    return {}").body
    guard = shell[0]
    if isinstance(guard, ast.Try):
        guard.body = body
    return shell


def _rewrite(source: str, name: str, change: Callable[[list[ast.stmt]], list[ast.stmt]]) -> str:
    tree = ast.parse(source)
    wanted = name.rpartition(".")[2]
    found = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == wanted
    ]
    if not found:
        raise UserError(f"There is no function '{name}' to change; is it right in bug.yaml?")
    for node in found:
        head = node.body[:1] if ast.get_docstring(node) is not None else []
        node.body = [*head, *change(node.body[len(head) :] or [ast.Pass()])]
    return ast.unparse(ast.fix_missing_locations(tree)) + "\n"
