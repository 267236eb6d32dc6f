"""Gate 6, continued: no entries that nobody put in."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.domain.fix import GateResult
from arbase.verify.change import ChangedFile
from arbase.verify.gates.interface import Gate, GateCase
from arbase.verify.syntax import Code, called_name

COPIES = frozenset(("list", "tuple", "sorted", "dict", "copy", "deepcopy", "set"))
VIEWS = frozenset(("items", "keys", "values"))
CHANGES = frozenset(("pop", "popitem", "clear", "update", "setdefault"))
GROWN = "changed size during iteration"
Loop = ast.For | ast.comprehension


class PhantomsGate(Gate):
    """A `defaultdict` grew because a loop over it read what it lacks. A loop over a copy leaves it grown.

    Where the loop only reads, and the mapping is used afterwards, the entries that reading made are counted, listed or
    stored like those that somebody put in.
    """

    name = "phantom entries"

    def check(self, case: GateCase) -> GateResult:
        """Refuse a copy that is looped over in place of the mapping."""
        if GROWN in case.crash.message and not case.restored:
            for file in case.files:
                for fault in _copied(case, file):
                    return self.refuses(f"{file.path}: {fault}")
        return self.passes("no mapping is left with entries that were only asked for")


def _copied(case: GateCase, file: ChangedFile) -> Iterator[str]:
    code = file.new
    for loop in file.fresh(_loops, lambda one: ast.dump(one.iter)) if code is not None else ():
        mapping = _source(loop.iter)
        if mapping is None or code is None or not _makes_entries(case, code, mapping):
            continue
        reads = _reads(code, loop, mapping)
        if reads and _is_used_later(code, loop, mapping):
            text = ast.unparse(reads[0])
            yield f"line {loop.iter.lineno} loops over a copy, and `{text}` still puts in what {mapping} lacks"


def _loops(code: Code) -> Iterator[Loop]:
    return (node for node in code.nodes if isinstance(node, Loop))


def _source(node: ast.expr) -> str | None:
    """The mapping of which the expression is a copy."""
    inner, copied = node, False
    while isinstance(inner, ast.Call):
        if called_name(inner) in COPIES:
            copied = True
            owner = inner.func.value if isinstance(inner.func, ast.Attribute) and not inner.args else None
            inner = inner.args[0] if inner.args else owner if owner is not None else ast.Constant(None)
        elif isinstance(inner.func, ast.Attribute) and inner.func.attr in VIEWS:
            inner = inner.func.value
        else:
            return None
    if isinstance(inner, ast.List | ast.Tuple) and len(inner.elts) == 1 and isinstance(inner.elts[0], ast.Starred):
        return _source(ast.Call(ast.Name("list"), [inner.elts[0].value], []))
    return ast.unparse(inner) if copied and isinstance(inner, ast.Name | ast.Attribute) else None


def _makes_entries(case: GateCase, code: Code, mapping: str) -> bool:
    """The mapping was seen to be a `defaultdict`, or the module makes it one."""
    seen = case.crash.variables.get(mapping)
    if isinstance(seen, dict) and str(seen.get("type", "")).endswith("defaultdict"):
        return True
    name = mapping.rpartition(".")[2]
    for node in code.nodes:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            made = any(ast.unparse(target).rpartition(".")[2] == name for target in targets)
            if made and "defaultdict(" in ast.unparse(node.value):
                return True
    return False


def _reads(code: Code, loop: Loop, mapping: str) -> list[ast.Subscript]:
    """Other entries than the loop's own that it reads; none where it also puts in or takes out on purpose."""
    outer: ast.AST | None = loop if isinstance(loop, ast.For) else code.parent(loop)
    key = loop.target.elts[0] if isinstance(loop.target, ast.Tuple) and ".items(" in ast.unparse(loop.iter) else None
    own = ast.unparse(key if key is not None else loop.target)
    found: list[ast.Subscript] = []
    for node in ast.walk(outer) if outer is not None else ():
        method = node.func if isinstance(node, ast.Call) else None
        if isinstance(method, ast.Attribute) and method.attr in CHANGES and ast.unparse(method.value) == mapping:
            return []
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == mapping:
            if ast.unparse(node.slice) == own:
                continue
            if not isinstance(node.ctx, ast.Load) or isinstance(code.parent(node), ast.Expr | ast.Attribute):
                return []
            found.append(node)
    return found


def _is_used_later(code: Code, loop: Loop, mapping: str) -> bool:
    """Somebody sees the mapping after the loop: a later line, an outer loop, or whoever shares the object."""
    function = code.function_of(loop)
    if function is None or "." in mapping:
        return True
    local = any(
        isinstance(node, ast.Name) and node.id == mapping and isinstance(node.ctx, ast.Store)
        for node in ast.walk(function)
    )
    outer = loop if isinstance(loop, ast.For) else code.statement_of(loop)
    last = getattr(outer, "end_lineno", 0)
    reads = [node for node in ast.walk(function) if isinstance(node, ast.Name) and node.id == mapping]
    again = any(isinstance(one, ast.For | ast.While) and one is not outer for one in code.ancestors(loop))
    return not local or again or any(node.lineno > last for node in reads)
