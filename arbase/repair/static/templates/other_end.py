"""A text is cut at the first separator, and what stands in front of the last one may hold it: cut it at that one.

`name, _, number = text.partition(":")` of `f"{name}:{number}"`: `rpartition`. `rsplit(":", 1)` for `split(":", 1)`, and
the other way round where the part in front fails.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.crash import Frame
from arbase.repair.static.edit import Edit
from arbase.repair.static.source import header_nodes, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "other-end"
_READERS = frozenset(("int", "float", "Decimal", "fromisoformat", "strptime", "UUID", "date", "datetime"))
_QUOTED = re.compile(r"""(['"])(.*)\1""", re.DOTALL)
_OTHER = {"partition": "rpartition", "rpartition": "partition", "split": "rsplit", "rsplit": "split"}


class OtherEnd(Template):
    """The same cut from the other end, where the part that cannot be read still has the separator in it."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For each reading in the failing statement whose text came from such a cut."""
        frame, quoted = context.frame, _QUOTED.search(context.crash.message)
        text = quoted[2] if quoted is not None else ""
        for read in header_nodes(frame.statement):
            if not (isinstance(read, ast.Call) and last_name(read.func) in _READERS and read.args):
                continue
            for cut, separator, behind in _cuts(frame, read.args[0]):
                part = text.rpartition(separator)[2] if behind else text.partition(separator)[0]
                if separator.strip() and separator in text and part.strip():
                    told = frame.file.segment(read.args[0])
                    why = f"{told} still holds {separator!r}: the text is cut at the wrong end"
                    yield edited(context, Idea(NAME, 0.9, why), frame.file, _turned(frame, cut))


def _turned(frame: Frame, cut: ast.Call) -> Edit:
    """`text.rpartition(":")` for `text.partition(":")`."""
    end, name = frame.file.span(cut.func)[1], last_name(cut.func)
    return Edit(end - len(name), end, _OTHER[name])


def _cuts(frame: Frame, read: ast.expr) -> Iterator[tuple[ast.Call, str, bool]]:
    """The call that cut the text, its separator, and whether what is read stood behind it; else in front."""
    if not isinstance(read, ast.Name):
        return
    for statement in ast.walk(frame.function) if frame.function is not None else ():
        match statement:
            case ast.Assign(targets=[ast.Tuple(elts=[*parts])], value=ast.Call(func=ast.Attribute(attr=attr)) as cut):
                names = [last_name(part) for part in parts]
                separator = _separator(cut, attr)
                whole = len(parts) == (3 if "partition" in attr else 2)
                if separator and whole and read.id in (names[0], names[-1]) and attr in _OTHER:
                    # The first separator leaves the others behind it, the last one in front of it.
                    behind = read.id == names[-1]
                    if behind is (not attr.startswith("r")):
                        yield cut, separator, behind


def _separator(cut: ast.Call, attr: str) -> str:
    match attr, cut.args:
        case (("partition" | "rpartition"), [ast.Constant(value=str(text))]):
            return text
        case (("split" | "rsplit"), [ast.Constant(value=str(text)), ast.Constant(value=1)]):
            return text
    return ""
