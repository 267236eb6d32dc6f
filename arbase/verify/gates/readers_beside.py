"""Gate 5, continued: an entry that may lack is borne wherever the same records are read."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.domain.fix import GateResult
from arbase.verify.change import ChangedFile
from arbase.verify.gates.interface import Gate, GateCase
from arbase.verify.guards import exception_names
from arbase.verify.syntax import Code, last_name

_CAUGHT = frozenset(("KeyError", "LookupError", "Exception", "BaseException"))


class ReadersBesideGate(Gate):
    """`customer.terms.get("tiers", [])` in one function, `customer.terms["tiers"]` in another: half of it is mended.

    What is kept in an attribute of a record is the same record's wherever it is read. Only for entries of attributes:
    what goes by the name of a local is another thing in another function.
    """

    name = "readers beside"

    def check(self, case: GateCase) -> GateResult:
        """Refuse a patch that bears a missing entry where another function still reads it bare."""
        if case.crash.exception.rpartition(".")[2] != "KeyError" or case.restored:
            return self.passes("no entry was missing, or the patch goes back to how it was")
        codes = dict(case.repository.codes.items())
        codes |= {file.path: file.new for file in case.files if file.new is not None}
        for file in case.files:
            for held, key in _borne(file, case.crash.message.strip()):
                for path, code in codes.items():
                    for line in _bare(code, held, key):
                        return self.refuses(f"{path}:{line} still reads [{key}] of {held} as if it were always there")
        return self.passes("no other function reads what lacked as if it were always there")


def _borne(file: ChangedFile, key: str) -> Iterator[tuple[str, str]]:
    """The attribute whose entry the patch no longer takes for granted."""
    for node in file.fresh(lambda code: code.every(ast.expr)) if file.new is not None else ():
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Attribute(attr=held), attr="get"), args=[ast.Constant() as said, *_]
            ):
                pass
            case ast.Compare(
                left=ast.Constant() as said, ops=[ast.In() | ast.NotIn()], comparators=[ast.Attribute(attr=held)]
            ):
                pass
            case _:
                continue
        if repr(said.value) == key:
            yield held, key


def _bare(code: Code, held: str, key: str) -> Iterator[int]:
    for node in code.every(ast.Subscript):
        match node:
            case ast.Subscript(value=ast.Attribute(attr=name), slice=ast.Constant(value=said), ctx=ast.Load()):
                if name == held and repr(said) == key and not _is_safe(code, node, held, key):
                    yield node.lineno


def _is_safe(code: Code, node: ast.Subscript, held: str, key: str) -> bool:
    """Something in the function asks for the entry first, or catches that it lacks."""
    function = code.function_of(node)
    for part in ast.walk(function) if function is not None else ():
        match part:
            case ast.Compare(left=ast.Constant(value=said), ops=[ast.In() | ast.NotIn()], comparators=[other]):
                if repr(said) == key and last_name(other) == held:
                    return True
            case ast.Try(handlers=handlers, body=body):
                kinds = {kind for one in handlers for kind in exception_names(one).split(",")}
                if kinds & _CAUGHT and any(inner is node for one in body for inner in ast.walk(one)):
                    return True
    return False
