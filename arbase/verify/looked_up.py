"""What a crash or a refusal is about, where it is a part of something looked up: the client chose it, no more."""

from __future__ import annotations

import ast
import builtins

from arbase.domain.diagnosis import CrashSpec
from arbase.verify.change import ChangedFile
from arbase.verify.gates.interface import GateCase
from arbase.verify.guards import Guard, error_answer, guard_of
from arbase.verify.syntax import called_name, last_name
from arbase.workspace.mapped import is_mapped
from arbase.workspace.tree import Function

# Calls that fetch what is stored, whoever asks.
FETCHES = frozenset(
    ("fetchone", "fetchall", "first", "one", "one_or_none", "scalar", "scalar_one", "scalar_one_or_none", "scalars",
     "all", "find_one", "get_or_none", "get_object_or_404", "read_sql")
)  # fmt: skip
REQUEST = frozenset(
    ("request", "req", "args", "form", "json", "query_params", "path_params", "headers", "cookies", "values", "files",
     "kwargs", "GET", "POST", "FILES", "META", "COOKIES", "cleaned_data", "validated_data", "match_info")
)  # fmt: skip
SPLITS = frozenset(("split", "rsplit", "splitlines", "partition", "rpartition", "getlist"))
# Calls that read what a text means: who sent the text sent its parts. What a signature holds was given to the client.
READS = frozenset(
    ("loads", "b64decode", "urlsafe_b64decode", "unsign", "unsign_object", "parse_qs", "parse_qsl", "urlsplit",
     "urlparse", "safe_load", "fromstring")
)  # fmt: skip
READS_ITSELF = frozenset(("decode", "groupdict", "groups", "get_json", *SPLITS))
BUILTINS = frozenset(dir(builtins))
DEPTH = 5


def crash_of_stored_data(case: GateCase) -> str:
    """The failing expression reads a part of something stored: the client chose the record, but did not write it."""
    crash = case.crash
    source = case.repository.codes.get(crash.location.path)
    function = source.function_at(crash.location.line) if source else None
    if source is None or function is None:
        return ""
    for node in ast.walk(function):
        if not isinstance(node, ast.Subscript | ast.Attribute) or node.lineno not in case.lab.crash_lines:
            continue
        exact = crash.column is None or (node.col_offset, node.end_col_offset) == (crash.column, crash.end_column)
        if exact and _is_stored(case, function, _failing_part(node, crash)):
            return f"{ast.unparse(node)}, a part of what is stored"
    return _reads_a_row(case, function)


def _reads_a_row(case: GateCase, function: Function) -> str:
    """`Shown.model_validate(staff)` with `staff: Staff`, a row: what it holds was taken in before."""
    rows = {
        argument.arg
        for argument in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)
        if argument.annotation is not None and _is_row(case, last_name(argument.annotation))
    }
    for node in ast.walk(function) if rows else ():
        if isinstance(node, ast.Call) and node.lineno in case.lab.crash_lines and not node.keywords:
            given = [one.id for one in node.args if isinstance(one, ast.Name)]
            if given and len(given) == len(node.args) and rows >= set(given):
                return f"what {ast.unparse(node)} reads, a row that is stored"
    return ""


def _is_row(case: GateCase, name: str) -> bool:
    owners = [one for code in case.repository.codes.values() for one in code.every(ast.ClassDef) if one.name == name]
    return bool(owners) and all(map(is_mapped, owners))


def _failing_part(node: ast.Subscript | ast.Attribute, crash: CrashSpec) -> ast.expr | None:
    """The part whose value was wrong: the entry for a missing key, else what stands before the dot or bracket."""
    if crash.exception.rpartition(".")[2] == "KeyError":
        key = node.slice if isinstance(node, ast.Subscript) else None
        named = isinstance(key, ast.Constant) and repr(key.value) == crash.message.strip()
        return node if named else None
    return node.value if "NoneType" in crash.message else None


def tests_what_is_stored(case: GateCase) -> str:
    """The new refusal tests a part of something that was looked up, not the look-up's success nor the request."""
    return next((text for file in case.files if (text := _tested(case, file))), "")


def _tested(case: GateCase, file: ChangedFile) -> str:
    code = file.new
    for node in file.fresh(lambda source: source.statements) if code else ():
        function = code.function_of(node) if code else None
        if code is None or function is None or not error_answer(node):
            continue
        part = _part_of(guard_of(code, node))
        if part is not None and _is_stored(case, function, part):
            return f"{ast.unparse(part)}, a part of what is stored"
    return ""


def _part_of(guard: Guard) -> ast.expr | None:
    """`x["key"]` in a test of it, also written `"key" not in x`."""
    if guard.test is None or guard.kind not in {"none", "falsy", "zero", "missing", "empty"}:
        return None
    test = guard.test
    if isinstance(test, ast.Compare) and guard.kind == "missing" and isinstance(test.left, ast.Constant):
        return ast.Subscript(value=test.comparators[0], slice=test.left, ctx=ast.Load())
    parts = [node for node in ast.walk(test) if isinstance(node, ast.Attribute | ast.Subscript)]
    return next((node for node in parts if isinstance(node.value, ast.Name)), None)


def _is_stored(case: GateCase, function: Function, part: ast.expr | None) -> bool:
    """`part` is an entry or attribute of a record that was looked up in something that is not the request."""
    if not isinstance(part, ast.Subscript | ast.Attribute):
        return False
    return _is_record(case, function, part.value, DEPTH)


def _is_record(case: GateCase, function: Function, node: ast.expr, depth: int) -> bool:
    """The expression is something looked up: where does the chain of look-ups that gives it begin?"""
    fetched = looked_up = False
    while not isinstance(node, ast.Name):
        if isinstance(node, ast.Call):
            if any(last_name(item) in REQUEST - {"values"} for item in node.args):
                return False
            if depth > 0 and (read := _read(case, node)) is not None:
                return _is_record(case, function, read, depth - 1)
            fetched = fetched or last_name(node.func) in FETCHES
            looked_up = True
            node = node.func
        elif isinstance(node, ast.Attribute | ast.Subscript | ast.Await | ast.Starred):
            if isinstance(node, ast.Attribute) and node.attr in REQUEST:
                return False
            looked_up = looked_up or isinstance(node, ast.Subscript)
            node = node.value
        else:
            return False
    if fetched:
        return True
    if node.id in REQUEST or node.id in BUILTINS:
        return False  # `super().clean()` is what a form made of the request
    origins = [origin for item in ast.walk(function) if (origin := _origin(item, node.id)) is not None]
    if origins and depth > 0:
        return all(_is_record(case, function, origin, depth - 1) for origin in origins)
    parameters = {item.arg for item in ast.walk(function.args) if isinstance(item, ast.arg)}
    return looked_up and not origins and node.id not in parameters


def _read(case: GateCase, call: ast.Call) -> ast.expr | None:
    """The text or bytes whose meaning the call gives: a library's reader, or an own function that looks up nothing."""
    if called_name(call) in READS_ITSELF:
        return call.func.value if isinstance(call.func, ast.Attribute) else None
    given = call.args[0] if call.args else None
    if given is None or called_name(call) in READS:
        return given
    named = [
        one for code in case.repository.codes.values() for one in code.functions if one.name == last_name(call.func)
    ]
    reads = [one for one in named if isinstance(call.func, ast.Name) and _only_reads(one)]
    return given if named and len(reads) == len(named) else None


def _only_reads(function: Function) -> bool:
    """The function gives what some reader makes of its first parameter."""
    first = (*function.args.posonlyargs, *function.args.args)[:1]
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
    if any(called_name(node) in FETCHES for node in calls) or not first:
        return False
    reading = [node for node in calls if called_name(node) in READS | READS_ITSELF]
    held = {part.id for node in reading for part in ast.walk(node) if isinstance(part, ast.Name)}
    return first[0].arg in held


def _origin(node: ast.AST, name: str) -> ast.expr | None:
    """What `name` is bound to by this statement."""
    match node:
        case ast.Assign() if name in {last_name(target) for target in node.targets if isinstance(target, ast.Name)}:
            return node.value
        case ast.AnnAssign(target=ast.Name(id=known)) if known == name:
            return node.value
        case ast.NamedExpr(target=ast.Name(id=known)) if known == name:
            return node.value
        case ast.For(target=ast.Name(id=known)) | ast.comprehension(target=ast.Name(id=known)) if known == name:
            return ast.Subscript(value=node.iter, slice=ast.Constant(0), ctx=ast.Load())
    return None
