"""Methods and templates of routes as source tells them: decorators, tables of Flask and Starlette, paths of Django."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

LONGEST = 200
_VERBS = ("get", "post", "put", "patch", "delete")
PLACES = re.compile(r"\{[^}]*\}|<[^>]*>")
_TABLES = ("route", "api_route", "Route", "add_url_rule", "path")


def routes_of(call: ast.AST) -> Iterator[tuple[str, str]]:
    """Method and template of `@app.put("/x")`, `@app.route("/x", methods=["DELETE"])`, `path("x/<int:pk>/", view)`.

    Templates begin with `/`; a prefix under which they are mounted is not among them. Nothing of what is no route.
    """
    if not isinstance(call, ast.Call) or not call.args or not isinstance(call.args[0], ast.Constant):
        return
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    template = call.args[0].value
    if not isinstance(template, str) or len(template) > LONGEST:
        return
    if name == "path" and not template.startswith("/") and not includes(call):
        yield from ((method, f"/{template}") for method in ("GET", "POST"))  # Django's views tell none
    elif not template.startswith("/"):
        return
    elif name in _VERBS:
        yield name.upper(), template
    elif name in _TABLES:
        words = [word.value for word in call.keywords if word.arg == "methods"]
        told = {str(item.value).upper() for word in words for item in ast.walk(word) if isinstance(item, ast.Constant)}
        yield from ((method, template) for method in sorted(told or {"GET"}))


def pattern_of(route: str, place: str = "[^/]+") -> str:
    """A regular expression for the paths of a route, with `place` for each of its parameters."""
    return place.join(re.escape(part) for part in PLACES.split(route))


def includes(call: ast.Call) -> bool:
    """`path("api/", include("shop.urls"))` of Django."""
    second = call.args[1] if len(call.args) > 1 else None
    return isinstance(second, ast.Call) and getattr(second.func, "id", getattr(second.func, "attr", "")) == "include"
