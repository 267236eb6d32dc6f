"""Which functions and classes a patch changes: where the fault was, if the patch ends it."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from arbase.domain.triage import CodeLocation
from arbase.verify.change import ChangedFile
from arbase.verify.syntax import Code
from arbase.workspace.outline import MODULE, outline_of

MOST = 3


def places_of(files: Iterable[ChangedFile]) -> tuple[CodeLocation, ...]:
    """Each function or class that is changed, at most three, with a line of the old source; code before imports.

    What a patch adds anew (a function, an import) tells of no fault; the module is named where nothing else changes.
    """
    found: dict[tuple[str, str], CodeLocation] = {}
    for file in files:
        for line, name in _changed(file):
            found.setdefault((file.path, name), CodeLocation(path=file.path, line=line, function=name))
    named = [place for place in found.values() if place.function != MODULE]
    return tuple((named or list(found.values()))[:MOST])


def _changed(file: ChangedFile) -> Iterable[tuple[int, str]]:
    """The 1-based line of the old source and the name of what is around it, for every hunk that does something."""
    if file.old is None or file.new is None:
        return
    old, new = outline_of(file.before), outline_of(file.after)
    known = {item.name for item in old.definitions}
    gone, brought = _telling(file.old), _telling(file.new)
    for hunk in file.hunks:
        replaced = sorted(gone & set(range(hunk.old_start + 1, hunk.old_end + 1)))
        added = sorted(brought & set(range(hunk.new_start + 1, hunk.new_end + 1)))
        if replaced:
            yield replaced[0], old.function_at(replaced[0])
        elif added:
            name = new.function_at(added[0])
            yield max(hunk.old_start, 1), name if name in known else MODULE


def _telling(code: Code) -> set[int]:
    """Lines that hold more than white space and are no import."""
    imports = [*code.every(ast.Import), *code.every(ast.ImportFrom)]
    importing = {line for node in imports for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)}
    written = {number for number, line in enumerate(code.source.splitlines(), start=1) if line.strip()}
    return written - importing
