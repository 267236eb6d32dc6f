"""A folder among the files of a folder that are read one by one: it is no file, and passed over."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.dataflow import definitions
from arbase.repair.static.edit import Edit, insert_before
from arbase.repair.static.source import COMPREHENSIONS, header_nodes, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.listings import lists_folder, speaks_of_files
from arbase.workspace.promises import told_at

NAME = "files-only"


class FilesOnly(Template):
    """`if not path.is_file(): continue`, or the same as the filter of a comprehension."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """Where a loop runs over what a folder holds, and the function speaks of files."""
        frame, file = context.frame, context.frame.file
        if context.crash.exception != "IsADirectoryError":
            return
        for loop, name in _loops(context):
            function = file.function_of(loop) if isinstance(loop, ast.stmt) else frame.function
            if function is None or not speaks_of_files(told_at(file.text, function), function.name):
                continue
            made = definitions(file, function, last_name(loop.iter)) if isinstance(loop.iter, ast.Name) else []
            listed = [one for one in (loop.iter, *(item.value for item in made)) if one is not None]
            if not any(lists_folder(one) for one in listed):
                continue
            calls = [one for top in listed for one in ast.walk(top) if isinstance(one, ast.Call)]
            only_names = any(last_name(one.func) == "listdir" for one in calls)
            edit = _of_names(context, loop, name) if only_names else _of_paths(context, loop, name)
            if edit is not None:
                needed = ("import os",) if only_names else ()
                idea = Idea(NAME, 0.88, "a folder may lie among the files", "", needed)
                yield edited(context, idea, file, edit)
                return


def _of_paths(context: Context, loop: ast.For | ast.comprehension, name: str) -> Edit | None:
    """The edit for a loop over paths, or entries that know what they are."""
    file = context.frame.file
    if isinstance(loop, ast.For):
        return insert_before(file, loop.body[0], (f"if not {name}.is_file():", "\tcontinue"))
    end = file.span(loop.iter)[1]
    return None if loop.ifs else Edit(end, end, f" if {name}.is_file()")


def _of_names(context: Context, loop: ast.For | ast.comprehension, name: str) -> Edit | None:
    """The edit for a loop over names: the path is put together where the file is opened."""
    frame, path = context.frame, _opened(context, name)
    if path is None or not isinstance(loop, ast.For) or frame.statement not in loop.body:
        return None
    return insert_before(frame.file, frame.statement, (f"if not os.path.isfile({path}):", "\tcontinue"))


def _opened(context: Context, name: str) -> str | None:
    """The path of the file that the failing statement opens, made of the name."""
    for call in header_nodes(context.frame.statement):
        if isinstance(call, ast.Call) and last_name(call.func) == "open" and call.args:
            names = {part.id for part in ast.walk(call.args[0]) if isinstance(part, ast.Name)}
            if name in names:
                return context.frame.file.segment(call.args[0])
    return None


def _loops(context: Context) -> Iterator[tuple[ast.For | ast.comprehension, str]]:
    """The loops around the failing statements that give a name of theirs the paths, innermost first."""
    for frame in reversed(context.crash.frames[-3:]):
        names = {node.id for node in header_nodes(frame.statement) if isinstance(node, ast.Name)}
        loops: list[ast.For | ast.comprehension] = []
        for node in header_nodes(frame.statement):
            loops += node.generators if isinstance(node, COMPREHENSIONS) else []
        loops += [loop for loop in frame.file.ancestors(frame.statement) if isinstance(loop, ast.For)]
        for loop in loops:
            if frame.file is context.frame.file and isinstance(loop.target, ast.Name) and loop.target.id in names:
                yield loop, loop.target.id
