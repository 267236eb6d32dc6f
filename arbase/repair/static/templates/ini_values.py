"""A percent sign in a value of an ini file, as in passwords and addresses: nothing is to be put in there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.edit import add_option
from arbase.repair.static.source import last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "ini-values"
_MAKES = frozenset(("ConfigParser", "SafeConfigParser"))
_REFUSED = re.compile(r"'%' must be followed by|invalid interpolation syntax")
# `%(name)s` and `{section}` are what interpolation is for; a program that has them anywhere wants it.
_REFERENCE = re.compile(r"%\(\w+\)s")
MAX_FILES = 200


class IniValues(Template):
    """`ConfigParser(interpolation=None)`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For the one parser that the program makes, where none of its values refers to another one."""
        crash = context.crash
        known = crash.exception in ("InterpolationSyntaxError", "ValueError")
        if not known or not _REFUSED.search(crash.message) or _refers(context):
            return
        calls = [
            (file, node)
            for file in context.codebase.sources
            for node in file.nodes
            if isinstance(node, ast.Call) and last_name(node.func) in _MAKES
        ]
        own = [(file, node) for file, node in calls if file is context.frame.file] or calls
        if len(own) != 1 or any(word.arg in ("interpolation", None) for word in own[0][1].keywords):
            return
        file, call = own[0]
        edit = add_option(file, call, "interpolation=None")
        if edit is not None:
            why = "a percent sign in a value is one, no value refers to another"
            yield edited(context, Idea(NAME, 0.9, why), file, edit)


def _refers(context: Context) -> bool:
    """Some value of the stored settings, or of a text of settings in the code, refers to another one."""
    root = context.codebase.root
    stored = [path for ending in ("*.ini", "*.cfg", "*.conf") for path in sorted(root.rglob(ending))[:MAX_FILES]]
    texts = [context.codebase.read(path.relative_to(root).as_posix()) or "" for path in stored]
    for file in context.codebase.sources:
        if "ConfigParser" in file.text:
            texts += [
                node.value for node in file.nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)
            ]
    return any(_REFERENCE.search(text) for text in texts)
