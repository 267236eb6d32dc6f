"""The statuses of HTTP as code writes them down."""

from __future__ import annotations

import ast
import re
from http import HTTPStatus

from arbase.workspace.tree import dotted


def is_error(status: int | None) -> bool:
    """The status refuses a request for a reason on the client's side."""
    return status is not None and 400 <= status < 500


def refuses(status: int | None) -> bool:
    """The status refuses a request, whoever is at fault."""
    return status is not None and 400 <= status < 600


def number(node: ast.expr | None) -> int | None:
    """The number of `404`, `status.HTTP_404_NOT_FOUND` and `HTTPStatus.NOT_FOUND`."""
    if isinstance(node, ast.Constant) and type(node.value) is int:
        return node.value
    if isinstance(node, ast.Attribute):
        spelled = re.match(r"HTTP_(\d{3})_", node.attr)
        if spelled:
            return int(spelled[1])
        if node.attr == "value":
            return number(node.value)
        if dotted(node.value).endswith("HTTPStatus") and node.attr in HTTPStatus.__members__:
            return int(HTTPStatus[node.attr])
    return None
