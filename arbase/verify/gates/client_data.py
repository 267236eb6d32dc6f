"""Gate 2: the client is blamed only for what the client sent."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.domain.diagnosis import Stimulus
from arbase.domain.fix import GateResult
from arbase.replay import answers
from arbase.replay.interface import Observation
from arbase.verify.blameless import blameless
from arbase.verify.checked import let_through
from arbase.verify.gates.interface import Gate, GateCase
from arbase.verify.guards import error_answer, exception_names
from arbase.verify.lab import mapped
from arbase.verify.looked_up import SPLITS, crash_of_stored_data, tests_what_is_stored
from arbase.verify.named import found_already, in_prose, refused_already
from arbase.verify.own_calls import only_calls, without_the_client
from arbase.verify.rewritten import lets_rows_lack
from arbase.verify.row_by_row import taken_row_by_row
from arbase.verify.sent import came_with, complained_of, holds_no_text
from arbase.verify.syntax import Code, called_name, last_name, values_of
from arbase.verify.tables import tables_of
from arbase.verify.unsent import unsent_kind, unsent_null, unsent_text
from arbase.verify.witnesses import brings_refusal
from arbase.workspace.promises import answers_conflict

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
        own = case.restored or _runs_crashed_statement(case, after) or _asks_itself(case, after)
        if own and not lacking and not brings_refusal(case):
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
        served = _served(case)
        if not served and only_calls(case):
            return self.passes(f"{blamed} by a function that the repository has for this")
        if not served:
            return self.refuses(f"{blamed}, but no request of this route was ever served: it always crashes")
        stored = crash_of_stored_data(case) or tests_what_is_stored(case)
        if stored and not case.restored:
            return self.refuses(f"{blamed} for {stored}")
        example = f"{served[0].method} {served[0].target[:80]}"
        past = "are served" if case.lab.valid else "get past the crashed statement"
        return self.passes(f"{blamed}: {len(served)} requests that differ in what it sent {past}, such as {example}")


def _served(case: GateCase) -> list[Stimulus]:
    """Requests of the route that are served behind the trigger, or else in a process of their own."""
    behind = (*case.lab.valid, *case.lab.went_on)
    served = [trial.stimulus for trial in behind if trial.stimulus != case.lab.trigger]
    return served or list(case.lab.served_alone)


def _asks_itself(case: GateCase, after: Observation) -> bool:
    """Where nothing was left: above the crashed statement its own function asks for that, and refuses now."""
    source = case.repository.codes.get(case.crash.location.path)
    function = source.function_at(case.crash.location.line) if source is not None else None
    if function is None or not _finds_nothing(case):
        return False
    path, crashed = case.crash.location.path, case.crash.location.line
    asked = [node for node in ast.walk(function) if isinstance(node, ast.If) and node.lineno < crashed]
    lines = {part.lineno for node in asked for part in node.body if isinstance(part, ast.Raise)}
    return bool(mapped(case.files, path, lines) & set(after.lines.get(path, ())))


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
    if place := taken_row_by_row(case):
        yield f" as a whole for one letter that no encoding knows, though {place} tells of each row what is wrong"
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
    if asked and source and all(_is_split(source, node.value) for node in asked):
        return False
    reckoned = [node for node in asked if not isinstance(node.slice, ast.Constant | ast.UnaryOp | ast.Slice)]
    return "IndexError" not in case.crash.exception or not reckoned or len(reckoned) < len(asked)


def _is_split(source: Code, node: ast.expr) -> bool:
    """The parts of a text, right here or by the only name that they were given in the function."""
    function = source.function_of(node)
    given = list(values_of(function, node.id)) if isinstance(node, ast.Name) and function is not None else [node]
    return bool(given) and all(isinstance(one, ast.Call) and called_name(one) in SPLITS for one in given)


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
    if value is None and (text := unsent_text(case) or unsent_null(case) or unsent_kind(case)):
        return text[:80]
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
