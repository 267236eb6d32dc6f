"""Gate 2: the client is blamed only for what the client sent."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.domain.diagnosis import CrashSpec
from arbase.domain.fix import GateResult
from arbase.replay import answers
from arbase.replay.interface import Observation
from arbase.verify.blameless import blameless
from arbase.verify.change import ChangedFile
from arbase.verify.checked import let_through
from arbase.verify.gates.interface import Gate, GateCase
from arbase.verify.guards import Guard, error_answer, exception_names, guard_of
from arbase.verify.lab import mapped
from arbase.verify.named import found_already, in_prose, refused_already
from arbase.verify.own_calls import only_calls, without_the_client
from arbase.verify.rewritten import lets_rows_lack
from arbase.verify.sent import came_with, complained_of, holds_no_text
from arbase.verify.syntax import Code, Function, called_name, last_name
from arbase.verify.tables import tables_of
from arbase.verify.witnesses import brings_refusal
from arbase.workspace.promises import answers_conflict

# Calls that fetch what is stored, whoever asks.
FETCHES = frozenset(
    ("fetchone", "fetchall", "first", "one", "one_or_none", "scalar", "scalar_one", "scalar_one_or_none", "scalars",
     "all", "find_one", "get_or_none", "get_object_or_404", "read_sql")
)  # fmt: skip
REQUEST = frozenset(("request", "req", "args", "form", "json", "query_params", "headers", "cookies", "values", "files"))
SPLITS = frozenset(("split", "rsplit"))
DEPTH = 5
CONFLICT = 409
# The crash says that a collection was empty. What was found is not what was sent; where an empty body is a mistake a
# human has to say so.
EMPTINESS = re.compile(
    r"IndexError: (?:list|tuple|pop from empty)|StopIteration|StatisticsError|(?:arg is an|iterable argument is) empty"
)
# What a client may send in full right, and only our own answer cannot carry.
OWN_OUTPUT = re.compile(r"UnicodeEncodeError|not JSON serializable|not JSON compliant|ResponseValidationError")


class ClientDataGate(Gate):
    """A 4xx needs evidence of its own: a request of this route that differs only in client data did not crash."""

    name = "client data"

    def check(self, case: GateCase) -> GateResult:
        """Refuse a 4xx that is not the client's doing."""
        after = case.lab.after(case.overlay)[0]
        if not answers.refused(after):
            return self.passes("the client is not blamed")
        blamed = f"status {after.status} blames the client"
        found = "" if case.restored else found_already(case)
        if found:
            return self.refuses(
                f"{blamed} for what is stored: before the line where it asks again, {found} what was named"
            )
        other = "" if case.restored else next(blameless(case), "")
        if other:
            return self.refuses(f"{blamed}{other}")
        lacking = _known_key(case) if any(lets_rows_lack(file) for file in case.files) else ""
        if not brings_refusal(case) and not lacking and (case.restored or _runs_crashed_statement(case, after)):
            return self.passes(f"status {after.status} is the service's own answer, not one that the patch brings in")
        if OWN_OUTPUT.search(f"{case.crash.exception}: {case.crash.message}"):
            return self.refuses(f"{blamed}, but {case.crash.exception} is about what the service itself writes")
        if not case.diagnosis.client_inputs and not only_calls(case):
            return self.refuses(f"{blamed}, but the crash depends on nothing that it sent")
        if _finds_nothing(case) and not case.restored and not (after.status == CONFLICT and _is_conflict(case)):
            return self.refuses(f"{blamed} for finding nothing, which is an answer and not a mistake of the client")
        other = "" if case.restored else next(_not_its_doing(case), "")
        if other:
            return self.refuses(f"{blamed}{other}")
        served = [trial for trial in case.lab.valid if trial.stimulus != case.lab.trigger]
        if not served and only_calls(case):
            return self.passes(f"{blamed} by a function that the repository has for this")
        if not served:
            return self.refuses(f"{blamed}, but no request of this route was ever served: it always crashes")
        stored = _crash_of_stored_data(case) or next((text for file in case.files if (text := _tested(file))), "")
        if stored and not case.restored:
            return self.refuses(f"{blamed} for {stored}")
        example = f"{served[0].stimulus.method} {served[0].stimulus.target[:80]}"
        return self.passes(
            f"{blamed}: {len(served)} requests that differ in what it sent are served, such as {example}"
        )


def _not_its_doing(case: GateCase) -> Iterator[str]:
    """Why what crashed is not for the client to mend, as the rest of a sentence that says who is blamed."""
    if check := let_through(case):
        yield f", but {check} asks for the same before and let it through: it is there that it should be told"
    if call := without_the_client(case):
        yield f" by {call}, which is the same whatever it sends"
    if known := _known_key(case):
        yield f", but {known}"
    if foreign := _not_sent(case):
        yield f" for {foreign}, which it did not send"
    if mentioned := _mentioned(case):
        yield f" for {mentioned}, which a text of it only mentions"
    for finder in (name for file in case.files if (name := refused_already(case, file))):
        yield f", but {finder} says itself what it does not find"
    if handler := _of_one_item(case):
        yield f" as a whole, though {handler} tells of each item what is wrong with it"


def _is_conflict(case: GateCase) -> bool:
    """A request that changes something refuses so already in the function that crashed, or its docstring says so."""
    source = case.repository.codes.get(case.crash.location.path)
    function = source.function_at(case.crash.location.line) if source else None
    changes = case.lab.trigger.kind == "request" and case.lab.trigger.method not in ("GET", "HEAD")
    return (
        changes
        and function is not None
        and any(isinstance(node, ast.stmt) and error_answer(node) == CONFLICT for node in ast.walk(function))
    ) or (function is not None and answers_conflict(ast.get_docstring(function)))


def _finds_nothing(case: GateCase) -> bool:
    """The crash says that a collection was empty: not one that was asked for too much, nor the parts of a text."""
    if not EMPTINESS.search(f"{case.crash.exception}: {case.crash.message}"):
        return False
    source = case.repository.codes.get(case.crash.location.path)
    asked = [node for node in (source.every(ast.Subscript) if source else ()) if node.lineno in case.lab.crash_lines]
    if asked and all(isinstance(node.value, ast.Call) and called_name(node.value) in SPLITS for node in asked):
        return False
    reckoned = [node for node in asked if not isinstance(node.slice, ast.Constant | ast.UnaryOp | ast.Slice)]
    return "IndexError" not in case.crash.exception or not reckoned or len(reckoned) < len(asked)


def _of_one_item(case: GateCase) -> str:
    """The handler in the crashed function that catches the repository's own exception for one item of many."""
    source = case.repository.codes.get(case.crash.location.path)
    statement = source.statement_at(case.crash.location.line) if source else None
    own = {node.name for code in case.repository.codes.values() for node in code.every(ast.ClassDef)}
    looped = handler = ""
    for outer in source.ancestors(statement) if source and statement is not None else ():
        if isinstance(outer, ast.Try) and not handler:
            names = [exception_names(item) for item in outer.handlers if not any(_raises(part) for part in item.body)]
            handler = next((name for name in names if own & set(name.split(","))), "")
        if isinstance(outer, ast.For | ast.AsyncFor) and handler:
            looped = f"`except {handler}` in the loop at line {outer.lineno} of {case.crash.location.path}"
    return looped


def _raises(node: ast.stmt) -> bool:
    return any(isinstance(part, ast.Raise | ast.Return) for part in ast.walk(node))


def _known_key(case: GateCase) -> str:
    """Where the missing key is a word of the service: a table with like keys has it, so this one is incomplete."""
    if case.crash.exception.rpartition(".")[2] != "KeyError":
        return ""
    source = case.repository.codes.get(case.crash.location.path)
    looked_up = {
        last_name(node.value)
        for node in (source.every(ast.Subscript) if source else ())
        if node.lineno in case.lab.crash_lines
    }
    tables = [table for code in case.repository.codes.values() for table in tables_of(code)]
    key = case.crash.message.strip()
    for mine in (table for table in tables if table.name in looked_up and key not in table.keys):
        for other in tables:
            if key in other.keys and other.is_like(mine):
                return f"{other.name} knows {key}, only {mine.name} lacks it"
    return ""


def _not_sent(case: GateCase) -> str:
    """The value that the crash complains of, where the request does not hold it: it is stored, or our own."""
    raised = case.lab.start.before.raised
    if raised is None:
        return ""
    if raised.exception.endswith("UnicodeDecodeError") and not holds_no_text(case.lab.trigger):
        return "bytes that are no text"
    value = complained_of(raised.exception, raised.message)
    if value is None or came_with(value, case.lab.trigger) or _is_written(case, value) or _is_filled_in(case):
        return ""
    return repr(value)[:80]


def _mentioned(case: GateCase) -> str:
    """The missing key, where the client gave it in a text for people only."""
    raised = case.lab.start.before.raised
    value = complained_of(raised.exception, raised.message) if raised is not None else None
    missing = raised is not None and raised.exception.rpartition(".")[2] == "KeyError"
    return repr(value)[:80] if missing and value is not None and in_prose(value, case.lab.trigger) else ""


def _is_written(case: GateCase, value: str | float) -> bool:
    """The crashed statement names the key itself: what the client sent lacks it."""
    source = case.repository.codes.get(case.crash.location.path)
    constants = source.every(ast.Constant) if source else []
    return any(node.value == value and node.lineno in case.lab.crash_lines for node in constants)


def _is_filled_in(case: GateCase) -> bool:
    """`template.format(**fields)`: a text of ours names what it needs, and the client's fields lack it."""
    source = case.repository.codes.get(case.crash.location.path)
    calls = [node for node in (source.every(ast.Call) if source else ()) if node.lineno in case.lab.crash_lines]
    filled = [node for node in calls if called_name(node) in ("format", "format_map", "substitute")]
    return case.crash.exception.rpartition(".")[2] == "KeyError" and any(node.keywords or node.args for node in filled)


def _runs_crashed_statement(case: GateCase, observation: Observation) -> bool:
    path = case.crash.location.path
    return bool(mapped(case.files, path, case.lab.crash_lines) & set(observation.lines.get(path, ())))


def _crash_of_stored_data(case: GateCase) -> str:
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
        if exact and _is_stored(source, function, _failing_part(node, crash)):
            return f"{ast.unparse(node)}, a part of what is stored"
    return ""


def _failing_part(node: ast.Subscript | ast.Attribute, crash: CrashSpec) -> ast.expr | None:
    """The part whose value was wrong: the entry for a missing key, else what stands before the dot or bracket."""
    if crash.exception.rpartition(".")[2] == "KeyError":
        key = node.slice if isinstance(node, ast.Subscript) else None
        named = isinstance(key, ast.Constant) and repr(key.value) == crash.message.strip()
        return node if named else None
    return node.value if "NoneType" in crash.message else None


def _tested(file: ChangedFile) -> str:
    """The new refusal tests a part of something that was looked up, not the look-up's success nor the request."""
    code = file.new
    for node in file.fresh(lambda source: source.statements) if code else ():
        function = code.function_of(node) if code else None
        if code is None or function is None or not error_answer(node):
            continue
        part = _part_of(guard_of(code, node))
        if part is not None and _is_stored(code, function, part):
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


def _is_stored(code: Code, function: Function, part: ast.expr | None) -> bool:
    """`part` is an entry or attribute of a record that was looked up in something that is not the request."""
    if not isinstance(part, ast.Subscript | ast.Attribute):
        return False
    return _is_record(code, function, part.value, DEPTH)


def _is_record(code: Code, function: Function, node: ast.expr, depth: int) -> bool:
    """The expression is something looked up: where does the chain of look-ups that gives it begin?"""
    fetched = looked_up = False
    while not isinstance(node, ast.Name):
        if isinstance(node, ast.Call):
            if any(last_name(item) in REQUEST - {"values"} for item in node.args):
                return False
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
    if node.id in REQUEST:
        return False
    origins = [origin for item in ast.walk(function) if (origin := _origin(item, node.id)) is not None]
    if origins and depth > 0:
        return all(_is_record(code, function, origin, depth - 1) for origin in origins)
    parameters = {item.arg for item in ast.walk(function.args) if isinstance(item, ast.arg)}
    return looked_up and not origins and node.id not in parameters


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
