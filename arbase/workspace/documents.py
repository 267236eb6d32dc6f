"""Readers of YAML, for which an empty document is null, and what a program has for one."""

from __future__ import annotations

import ast
import re

from arbase.workspace.promises import told_at

_READERS = frozenset(("safe_load", "full_load", "unsafe_load"))
_MAPPINGS = re.compile(r"(?:typing\.)?(?:dict|Dict|Mapping|MutableMapping)\b(?!.*\bNone\b)")
_LISTS = re.compile(r"(?:typing\.)?(?:list|List|Sequence)\b(?!.*\bNone\b)")
_OBJECT = re.compile(r"['\"]?(?:[A-Z]\w*|None)['\"]?")
_SAID = re.compile(r"'NoneType' object has no attribute '(?:get|items|keys|values)'")
_REFUSED = re.compile(
    r"\b(?:empty|nothing|null|None)\b[^.]*\b(?:refus|rais|error|reject|fail|invalid|must not)\w*"
    r"|\b(?:refus|rais|error|reject|fail|invalid|must not)\w*\b[^.]*\b(?:empty|nothing|null)\b",
    re.IGNORECASE,
)


def reads_document(node: ast.AST | None) -> bool:
    """`yaml.safe_load(...)`, `yaml.load(...)`."""
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="yaml"), attr=name)):
            return name in _READERS or name == "load"
        case ast.Call(func=ast.Name(id=name)):
            return name in _READERS
    return False


def empty_of(function: ast.FunctionDef | ast.AsyncFunctionDef | None, source: str, message: str) -> str:
    """What an empty document is for the function that reads it: `{}`, `[]`; empty where the program leaves it open.

    By what the function is declared to give; else by a crash that asked for a method that only mappings have. A
    docstring that has an empty document refused is not overruled.
    """
    told = told_at(source, function) if function is not None else ""
    if _REFUSED.search(told):
        return ""
    declared = ast.unparse(function.returns) if function is not None and function.returns is not None else ""
    if _MAPPINGS.match(declared):
        return "{}"
    if _LISTS.match(declared):
        return "[]"
    # What makes an object of the document is declared to give that.
    apart = not declared or (_OBJECT.fullmatch(declared) is not None and declared != "Any")
    return "{}" if apart and _SAID.search(message) else ""
