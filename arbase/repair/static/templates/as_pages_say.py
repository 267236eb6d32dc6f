"""A record lacks the other one of which a page shows a part, and other pages have a word for that.

`row.owner.name` fails where there is no owner; another page has `{% if row.owner %}{{ row.owner.name }}{% else %}gone`.
The value becomes `row.owner.name if row.owner else "gone"`, where all that calls the function makes pages of it: an
answer in JSON has other words for what is missing, and None would be shown to people as "None".
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.origin import callee_of
from arbase.repair.static.source import last_name
from arbase.repair.static.templates.building import Idea, in_brackets, replaced
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.page_words import word_for
from arbase.workspace.tree import Function

NAME = "as-pages-say"
DEEP = 2
_RENDERS = frozenset(("render", "render_template", "TemplateResponse", "render_to_string", "render_template_string"))


class AsPagesSay(Template):
    """The word of other pages for the same part of the same field."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For a part of None, where nobody but pages shows it."""
        crash, frame = context.crash, context.frame
        node = crash.node
        if crash.exception != "AttributeError" or "'NoneType'" not in crash.message or frame.function is None:
            return
        if not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Name | ast.Attribute):
            return
        if not _is_for_pages(context, frame.function):
            return
        word, place = word_for(context.codebase.root, last_name(node.value), node.attr)
        if word:
            whole, held = frame.file.segment(node), frame.file.segment(node.value)
            text = in_brackets(frame.file, node, f'{whole} if {held} else "{word}"')
            why = f"{held} may be None, for which {place} shows {word!r}"
            yield replaced(context, Idea(NAME, 0.9, why, place), frame.file, node, text)


def _is_for_pages(context: Context, function: Function) -> bool:
    """The function makes a page, or everybody who calls it does."""
    if _renders(context, function, DEEP):
        return True
    sites = [site.function for site in context.flow.call_sites(function.name)]
    return bool(sites) and all(one is not None and _renders(context, one, DEEP) for one in sites)


def _renders(context: Context, function: Function, depth: int) -> bool:
    for node in ast.walk(function):
        if not isinstance(node, ast.Call):
            continue
        called = callee_of(context.codebase.sources, node) if depth else None
        if last_name(node.func) in _RENDERS or (called is not None and _renders(context, called[1], depth - 1)):
            return True
    return False
