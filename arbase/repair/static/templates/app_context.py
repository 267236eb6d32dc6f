"""What Flask keeps for an application is there within its context: a job has to enter it by itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.edit import wrap
from arbase.repair.static.framework import is_handler
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "app-context"


class AppContext(Template):
    """`with app.app_context():` around the outermost statement of the job."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """Where the job's module has the application."""
        crash = context.crash
        if crash.exception != "RuntimeError" or not crash.message.startswith("Working outside of application context"):
            return
        for frame in crash.frames:
            name = _application(frame.file)
            if frame.function is None or not name or is_handler(frame.file, frame.function):
                continue
            edit = wrap(frame.file, [frame.statement], f"with {name}.app_context():", ())
            if edit is not None:
                why = f"{frame.function.name} runs outside of any request, so nobody has entered the context of {name}"
                yield edited(context, Idea(NAME, 0.93, why), frame.file, edit)
            return


def _application(file: SourceFile) -> str:
    """The module's own application, or the one that it imports."""
    for node in file.tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call() as call) if last_name(call.func) in (
                "Flask",
                "create_app",
                "make_app",
            ):
                return name
            case ast.ImportFrom() if any((alias.asname or alias.name) == "app" for alias in node.names):
                return "app"
    return ""
