"""Looks for a witness: a place in the repository that already does what a patch brings in."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from arbase.verify.change import ChangedFile
from arbase.verify.gates.interface import GateCase
from arbase.verify.guards import Guard, error_answer, guard_of, read_test
from arbase.verify.literals import Fact, literal_key
from arbase.verify.neutral import counts_on
from arbase.verify.precedent import (
    ABSENT_KINDS,
    AGGREGATES,
    CLIENT,
    aggregates,
    allows_none,
    documented,
    none_branch,
    receiver,
    return_type,
)
from arbase.verify.rewritten import new_refusal
from arbase.verify.syntax import Code, called_name, last_name
from arbase.workspace.tree import Function, dotted

NONE = ast.dump(ast.Constant(None))
GATHERS = frozenset(("append", "extend", "add", "update", "setdefault", "insert", "appendleft", "write", "discard"))


def exit_precedent(case: GateCase, file: ChangedFile, code: Code, node: ast.Return) -> str:
    """Why the repository's own habits allow `return <literal>` here; empty if nothing does."""
    return _answer_precedent(case, file, code, node, Answer(node.value, guard_of(code, node)))


@dataclass(frozen=True)
class Answer:
    """A literal that a function answers with, and when."""

    value: ast.expr | None
    guard: Guard


def _answer_precedent(case: GateCase, file: ChangedFile, code: Code, node: ast.AST, answer: Answer) -> str:
    function = code.function_of(node)
    if function is None:
        return ""
    if case.restored:
        return f"commit {case.restored[:10]} had it"
    value = literal_key(answer.value)
    if value == NONE and allows_none(function.returns):
        return f"{function.name} is annotated to return None"
    if value == NONE and case.repository.none_is_expected(function.name):
        return f"callers of {function.name} test its answer for None"
    before = _old_function(file, code, function)
    if before is not None and file.old is not None:
        if any(literal_key(item.value) == value for item in file.old.returns(before)):
            return f"{function.name} already answers so"
        if documented(before, _text(answer.value)):
            return f"the docstring of {function.name} promises it"
    returns, divides = return_type(function), aggregates(function)
    absent = answer.guard.kind in ABSENT_KINDS and divides
    figure = case.repository.figure_of_nothing(value, _text(answer.value), divides) if absent else ""
    if figure:
        return figure
    for known in case.repository.exits:
        alike = known.guard.subject == answer.guard.subject or (divides and known.aggregates == divides)
        typed = known.returns == returns or not known.returns or not returns
        if known.value == value and known.guard.resembles(answer.guard) and alike and typed:
            return f"{known.path}: {known.function} answers so"
    return ""


def _text(value: ast.expr | None) -> str:
    return ast.unparse(value) if value is not None else "None"


def _conditional_answer(code: Code, node: ast.AST) -> Answer | None:
    """The literal in `return work if condition else literal`, with its condition."""
    outer = code.parent(node)
    if not isinstance(outer, ast.IfExp) or not isinstance(code.parent(outer), ast.Return) or node is outer.test:
        return None
    literal = outer.orelse if node is outer.orelse else outer.body
    return Answer(literal, read_test(outer.test, negated=node is outer.orelse))


def value_precedent(case: GateCase, file: ChangedFile, code: Code, fact: Fact) -> str:
    """Why the repository's own habits allow this literal as a value here; empty if nothing does."""
    if case.restored:
        return f"commit {case.restored[:10]} had it"
    place = _same_elsewhere(case, code, fact)
    if place:
        return place
    place = _same_statement(file, fact) or _any_divisor(code, fact) or _never_read(code, fact)
    if place:
        return place
    answer = _conditional_answer(code, fact.node)
    place = _answer_precedent(case, file, code, fact.node, answer) if answer is not None else ""
    place = place or _figure_of_nothing(case, code, fact) or _absent_stays_absent(case, code, fact)
    if place:
        return place
    if _gathers(code, fact.node):
        return "it is where counting or collecting begins"
    if fact.value == NONE and is_tested(code, fact.node):
        return "the code tests for None"
    if case.crash.exception.rpartition(".")[2] in {"UnboundLocalError", "NameError"} and fact.use == "assign":
        return _beginning(file, code, fact)
    return ""


def _same_statement(file: ChangedFile, fact: Fact) -> str:
    """The text of a statement whose values were written into it, now with marks for them: no value is new."""
    text = fact.node.value if isinstance(fact.node, ast.Constant) else None
    if not isinstance(text, str) or file.old is None:
        return ""
    marked = text.replace("%s", "?")
    for node in file.gone(lambda code: code.every(ast.JoinedStr)):
        parts = ("".join(str(part.value) if isinstance(part, ast.Constant) else "\0" for part in node.values),)
        if re.sub(r"'%?\0%?'|\0", "?", parts[0]) == marked:
            return "the statement is the same, its values are handed over beside it"
    return ""


def _never_read(code: Code, fact: Fact) -> str:
    """`a, b = max(xs, default=(None, None))` where a and b are used only in `... if xs else ...`."""
    statement, function = code.statement_of(fact.node), code.function_of(fact.node)
    if fact.value != NONE or function is None or not isinstance(statement, ast.Assign):
        return ""
    names = {node.id for target in statement.targets for node in ast.walk(target) if isinstance(node, ast.Name)}
    words = statement.value.keywords if isinstance(statement.value, ast.Call) else []
    if not any(word.arg == "default" and fact.node in set(ast.walk(word.value)) for word in words):
        return ""
    source = {node.id for node in ast.walk(statement.value) if isinstance(node, ast.Name)}
    reads = [node for node in ast.walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)]
    return "" if any(node.id in names and not _is_guarded(code, node, source) for node in reads) else "it is never read"


def _is_guarded(code: Code, node: ast.AST, names: set[str]) -> bool:
    child = node
    for outer in code.ancestors(node):
        if isinstance(outer, ast.IfExp) and child is outer.body and last_name(outer.test) in names:
            return True
        child = outer
    return False


def _any_divisor(code: Code, fact: Fact) -> str:
    """`abs(a - b) / (max(a, b) or 1)`: where the divisor is zero, so is what is divided; any other does as well."""
    choice = code.parent(fact.node)
    whole = code.parent(choice) if choice is not None else None
    if not isinstance(choice, ast.BoolOp) or not isinstance(choice.op, ast.Or) or not isinstance(whole, ast.BinOp):
        return ""
    match whole.left, choice.values[0]:
        case (
            ast.Call(func=ast.Name(id="abs"), args=[ast.BinOp(op=ast.Sub(), left=one, right=two)]),
            ast.Call(func=ast.Name(id="max"), args=[first, second]) | ast.BinOp(op=ast.Add(), left=first, right=second),
        ) if isinstance(whole.op, ast.Div) and whole.right is choice:
            same = {ast.dump(one), ast.dump(two)} == {ast.dump(first), ast.dump(second)}
            return "two zeros do not differ, whatever the divisor" if same else ""
    return ""


def _same_elsewhere(case: GateCase, code: Code, fact: Fact) -> str:
    """The repository has the same value for the same name: as a default, an entry, an annotation, or in its data."""
    targets = [name for name in (fact.name, *targets_of(code, fact.node)) if name]
    client = fact.use == "default" and receiver(code, fact.node) in CLIENT
    for name in targets:
        place = case.repository.default_of(name, fact.value, client=client)
        if place:
            return f"{place} has the same default for {name!r}"
    place = case.repository.written(*fact.identity) if fact.use in {"element", "argument", "number"} else ""
    if place:
        return f"{place} says so"
    if fact.value == NONE and any(name in case.repository.optional_names for name in targets):
        return "an annotation allows None"
    if _is_listed_word(code, fact) and case.repository.says(str(getattr(fact.node, "value", ""))):
        return "the name exists"
    return ""


def _figure_of_nothing(case: GateCase, code: Code, fact: Fact) -> str:
    """The literal of `share / whole if whole else literal`, where the repository says what a figure of nothing is."""
    outer = code.parent(fact.node)
    call = code.parent(outer) if isinstance(outer, ast.keyword) and outer.arg == "default" else None
    if isinstance(call, ast.Call) and called_name(call) in AGGREGATES:
        return case.repository.figure_of_nothing(fact.value, fact.text, aggregates(call))
    if not isinstance(outer, ast.IfExp) or fact.node is outer.test:
        return ""
    work = outer.orelse if fact.node is outer.body else outer.body
    guard = read_test(outer.test, negated=fact.node is outer.orelse)
    # Text put together from parts: leaving one out is a habit of its own, and says nothing that is not so.
    if isinstance(work, ast.JoinedStr) and (place := case.repository.conditional(fact.value, work)):
        return place
    if guard.kind not in ABSENT_KINDS and not _is_count(outer.test):
        return ""
    figure = aggregates(work)
    return case.repository.figure_of_nothing(fact.value, fact.text, figure) if figure else ""


def _is_count(test: ast.expr) -> bool:
    """`if a + b`: a sum tested for being zero."""
    return isinstance(test, ast.BinOp)


def _absent_stays_absent(case: GateCase, code: Code, fact: Fact) -> str:
    """`None if x is None else f(x)` for a part of a record or a figure, where the repository does so too.

    A record that was looked up whole is no part: whether it is missing is for the client to hear.
    """
    outer = code.parent(fact.node)
    if fact.value != NONE or not isinstance(outer, ast.IfExp) or not case.repository.conditional_none:
        return ""
    guard = none_branch(outer)
    function = code.function_of(outer)
    if guard is None or guard.kind not in ABSENT_KINDS or guard.test is None or function is None:
        return ""
    tested = {node.id for node in ast.walk(guard.test) if isinstance(node, ast.Name)}
    is_part = any(isinstance(node, ast.Attribute | ast.Subscript) for node in ast.walk(guard.test))
    if not is_part and any(_is_lookup(node, tested) for node in ast.walk(function)):
        return ""
    return f"{case.repository.conditional_none} answers null for what is absent"


def _is_lookup(node: ast.AST, names: set[str]) -> bool:
    """One of the names is bound to a single thing that is looked up by a key."""
    if not isinstance(node, ast.Assign) or not names & {last_name(target) for target in node.targets}:
        return False
    value = node.value.value if isinstance(node.value, ast.Await) else node.value
    called = called_name(value) if isinstance(value, ast.Call) else ""
    several = called[:1].isupper() or called in {"list", "dict", "set", "tuple", "sorted", "fetchall", "defaultdict"}
    return isinstance(value, ast.Subscript) or (bool(called) and called not in AGGREGATES and not several)


def is_tested(code: Code, node: ast.AST) -> bool:
    """The value is bound to a name that the same function tests for being absent."""
    names = set(targets_of(code, node))
    function = code.function_of(node)
    if not names or function is None:
        return False
    for inner in ast.walk(function):
        if isinstance(inner, ast.If | ast.IfExp):
            for negated in (False, True):
                guard = read_test(inner.test, negated=negated)
                if guard.kind in {"none", "falsy"} and guard.subject in names:
                    return True
    return False


def _old_function(file: ChangedFile, code: Code, function: Function) -> Function | None:
    name = code.qualified_name(function)
    old = file.old
    return next((item for item in old.functions if old.qualified_name(item) == name), None) if old else None


def targets_of(code: Code, node: ast.AST) -> Iterator[str]:
    """What the value ends up being called: assigned names, the keyword or the dictionary key it is given to."""
    child = node
    for outer in code.ancestors(node):
        match outer:
            case ast.keyword():
                yield outer.arg or ""
            case ast.Dict():
                for key, value in zip(outer.keys, outer.values, strict=True):
                    if value is child and isinstance(key, ast.Constant):
                        yield str(key.value)
            case ast.NamedExpr():
                yield outer.target.id
            case ast.Assign():
                yield from (last_name(target) for target in outer.targets)
            case ast.AnnAssign():
                yield last_name(outer.target)
        if isinstance(outer, ast.stmt):
            return
        child = outer


def _gathers(code: Code, node: ast.AST) -> bool:
    """`d[k] = d.get(k, 0) + 1`, `d.setdefault(k, []).append(x)`, or a name that is added to later on."""
    parent = code.parent(node)
    if not _is_neutral(node):
        return False
    if isinstance(parent, ast.Call):
        outer = code.parent(parent)
        if called_name(parent) == "setdefault" and isinstance(outer, ast.Attribute) and outer.attr in GATHERS:
            return True
        if called_name(parent) == "get" and isinstance(outer, ast.BinOp) and isinstance(outer.op, ast.Add):
            statement = code.statement_of(outer)
            target = statement.targets[0] if isinstance(statement, ast.Assign) else None
            same_key = isinstance(target, ast.Subscript) and ast.dump(target.slice) == ast.dump(parent.args[0])
            return (
                same_key
                and isinstance(parent.func, ast.Attribute)
                and isinstance(target, ast.Subscript)
                and (ast.dump(parent.func.value) == ast.dump(target.value))
            )
    if not isinstance(parent, ast.Assign | ast.AnnAssign):
        return False
    function = code.function_of(node)
    names = set(targets_of(code, node))
    return function is not None and any(_adds_to(inner, names) for inner in ast.walk(function))


def _is_neutral(node: ast.AST) -> bool:
    if isinstance(node, ast.Constant):
        return node.value in (0, "", None) or node.value is False
    empty = isinstance(node, ast.List | ast.Tuple | ast.Set) and not node.elts
    return empty or (isinstance(node, ast.Dict) and not node.keys) or isinstance(node, ast.Call)


def _adds_to(node: ast.AST, names: set[str]) -> bool:
    match node:
        case ast.AugAssign():
            return dotted(node.target) in names
        case ast.Call(func=ast.Attribute(attr=attribute, value=owner)):
            return attribute in GATHERS and last_name(owner) in names
        case ast.Assign(targets=[ast.Subscript(value=owner)]):
            return last_name(owner) in names
    return False


def _is_listed_word(code: Code, fact: Fact) -> bool:
    """A word in a list of names, such as the columns of a model's features."""
    inside = isinstance(code.parent(fact.node), ast.List | ast.Tuple | ast.Set)
    return inside and isinstance(fact.node, ast.Constant) and isinstance(fact.node.value, str)


def _beginning(file: ChangedFile, code: Code, fact: Fact) -> str:
    """A variable that had no value on some path gets the neutral one of how it is used."""
    function = code.function_of(fact.node)
    names = set(targets_of(code, fact.node))
    if function is None or not isinstance(code.parent(fact.node), ast.Assign | ast.AnnAssign):
        return ""
    before = _old_function(file, code, function)
    given = _assignments(before, names) if before else []
    kinds = {type(item.value.value) for item in given if isinstance(item.value, ast.Constant)}
    value = fact.node.value if isinstance(fact.node, ast.Constant) else ...
    if not given:
        return "it is where the loop begins to count" if before and counts_on(before, names, value) else ""
    neutral = any(_is_neutral_in(code, node, names, value) for node in ast.walk(function))
    opposite = isinstance(value, bool) and kinds == {bool} and not any(_is_value(item, value) for item in given)
    absent = value is None and is_tested(code, fact.node)
    empty = value is ... and any(
        isinstance(node, ast.For) and last_name(node.iter) in names for node in ast.walk(function)
    )
    return "it is the neutral value of how the variable is used" if neutral or opposite or absent or empty else ""


def _assignments(function: Function, names: set[str]) -> list[ast.Assign]:
    found = [node for node in ast.walk(function) if isinstance(node, ast.Assign)]
    return [node for node in found if any(last_name(target) in names for target in node.targets)]


def _is_value(node: ast.AST, value: object) -> bool:
    return isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and node.value.value is value


def _is_neutral_in(code: Code, node: ast.AST, names: set[str], value: object) -> bool:
    """0 where the variable is added, subtracted or a share (`1 - x`), 1 where it is a factor, "" where it is joined."""
    if isinstance(value, bool):
        return False
    if isinstance(node, ast.BinOp) and names & {last_name(node.left), last_name(node.right)}:
        if isinstance(node.op, ast.Add | ast.Sub):
            return value in (0, "")
        return isinstance(node.op, ast.Mult) and value == 1
    in_text = isinstance(node, ast.FormattedValue) and last_name(node.value) in names
    return in_text and value == "" and code.function_of(node) is not None


def refusals(case: GateCase) -> Iterator[tuple[int, str]]:
    """Every error answer that the patch brings in: its status (0: unknown) and where the repository does the same."""
    for file in case.files:
        if file.new is None:
            continue
        for node in file.fresh(lambda code: code.statements):
            status = error_answer(node)
            if status is not None:
                yield status, case.repository.refuses_with(guard_of(file.new, node), status) if status else ""


def brings_refusal(case: GateCase) -> bool:
    """The patch itself makes the service refuse: by an error answer, or by calling something that gives one.

    Otherwise a 4xx after the fix is what the service meant to answer all along, and crashed while doing so.
    """
    refusing = {
        function.name
        for code in case.repository.codes.values()
        for function in code.functions
        if any(isinstance(node, ast.stmt) and error_answer(node) is not None for node in ast.walk(function))
    }
    for file in case.files:
        if new_refusal(file):
            return True
        if any(called_name(call) in refusing for call in file.fresh(lambda code: code.every(ast.Call), called_name)):
            return True
    return False
