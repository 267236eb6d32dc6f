"""An object with a lock or the like that is copied or stored: its state goes along, the lock is made anew."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.edit import insert_after
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "copied-lock"
_REFUSED = re.compile(r"cannot pickle '(?:_thread\.(?:lock|RLock|_local)|weakref\S*)' object")
_MAKERS = frozenset(("Lock", "RLock", "Condition", "Event", "Semaphore", "BoundedSemaphore", "local"))
_OWN = frozenset(("__getstate__", "__setstate__", "__reduce__", "__reduce_ex__", "__deepcopy__", "__copy__"))


class CopiedLock(Template):
    """`__getstate__` without it, `__setstate__` with a new one."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For the one class of those at hand that makes such a thing of no argument in its `__init__`."""
        if context.crash.exception != "TypeError" or not _REFUSED.search(context.crash.message):
            return
        types = {str(item.get("type", "")).rpartition(".")[2] for item in context.crash.variables.values()
                 if isinstance(item, dict)}  # fmt: skip
        held = [
            (file, node, locks)
            for file in context.codebase.sources
            for node in file.nodes
            if isinstance(node, ast.ClassDef) and (locks := _locks(file, node))
        ]
        near = [item for item in held if item[1].name in types] or held
        if len(near) != 1:
            return
        file, owner, locks = near[0]
        own = {item.name: item for item in owner.body if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef)}
        slots = any(isinstance(item, ast.Assign) and last_name(item.targets[0]) == "__slots__" for item in owner.body)
        if _OWN & set(own) or slots or owner.bases:
            return
        edit = insert_after(file, own["__init__"], _methods(locks))
        if edit is not None:
            yield edited(context, Idea(NAME, 0.85, f"a lock of {owner.name} is not what is copied"), file, edit)


def _methods(locks: dict[str, str]) -> tuple[str, ...]:
    return (
        "",
        "def __getstate__(self):",
        "\tstate = self.__dict__.copy()",
        *(f'\tdel state["{name}"]' for name in locks),
        "\treturn state",
        "",
        "def __setstate__(self, state):",
        "\tself.__dict__.update(state)",
        *(f"\tself.{name} = {text}" for name, text in locks.items()),
    )


def _locks(file: SourceFile, owner: ast.ClassDef) -> dict[str, str]:
    """The attributes that `__init__` makes locks of, with how it does so."""
    found: dict[str, str] = {}
    for method in owner.body:
        if not isinstance(method, ast.FunctionDef) or method.name != "__init__":
            continue
        for node in method.body:
            match node:
                case (
                    ast.Assign(
                        targets=[ast.Attribute(value=ast.Name(id="self"), attr=name)],
                        value=ast.Call(func=func, args=[], keywords=[]) as call,
                    )
                    | ast.AnnAssign(
                        target=ast.Attribute(value=ast.Name(id="self"), attr=name),
                        value=ast.Call(func=func, args=[], keywords=[]) as call,
                    )
                ) if last_name(func) in _MAKERS:
                    found[name] = file.segment(call)
    return found
