"""A draft that mends one expression is carried over to those of the function that make the same mistake."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace

from arbase.repair.static.edit import Edit
from arbase.repair.static.source import Codebase, SourceFile
from arbase.repair.static.templates.interface import Draft
from arbase.workspace.twins import carried_over, may_have_twins, twins

NAME = "twins"
MOST = 4


def with_twins(codebase: Codebase, draft: Draft) -> Draft | None:
    """The draft with its expression's twins mended as well; None where it has none, or mends no single expression."""
    mended = [(path, edit) for path, edit in draft.edits if not _is_import(edit)]
    if len(mended) != 1 or draft.stream != "template":
        return None
    path, edit = mended[0]
    file = codebase.file(path)
    node = _replaced(file, edit) if file is not None else None
    function = file.function_of(node) if file is not None and node is not None else None
    if file is None or node is None or function is None:
        return None
    more = tuple((path, one) for one in _edits(file, node, edit, twins(node, list(ast.walk(function)))))
    if not more or len(more) > MOST:
        return None
    return replace(
        draft,
        template=f"{draft.template}+{NAME}",
        edits=(*draft.edits, *more),
        prior=round(draft.prior * 0.98, 4),
        rationale=f"{draft.rationale} {file.qualified_name(function)} does the same with something else as well.",
    )


def _edits(file: SourceFile, node: ast.expr, edit: Edit, others: list[ast.expr]) -> Iterator[Edit]:
    for other in others:
        text = carried_over(node, edit.text, other, (file.text, file.text))
        if text is not None:
            yield Edit(*file.span(other), text)


def _is_import(edit: Edit) -> bool:
    return edit.text.lstrip().startswith(("import ", "from ")) and edit.start == edit.end


def _replaced(file: SourceFile, edit: Edit) -> ast.expr | None:
    """The expression that the edit writes anew, as a whole."""
    return next(
        (
            node
            for node in file.nodes
            if isinstance(node, ast.expr) and may_have_twins(node) and file.span(node) == (edit.start, edit.end)
        ),
        None,
    )
