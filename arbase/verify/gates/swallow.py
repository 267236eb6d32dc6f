"""Gate 1: the fix repairs the failure, it does not hide it."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator

from arbase.domain.fix import GateResult
from arbase.verify.change import ChangedFile
from arbase.verify.gates.accidents import accident, fails_as_well
from arbase.verify.gates.interface import Gate, GateCase
from arbase.verify.gathered import leaves_gathered
from arbase.verify.given_otherwise import is_given_otherwise
from arbase.verify.gone import left_out_of_copy, removes_what_is_there
from arbase.verify.guards import Guard, error_answer, exception_names, falls_through, guard_of, mentions, read_test
from arbase.verify.likes import ends_with_the_queue, handles_its_like
from arbase.verify.literals import ANSWERS, MAKERS, SPOKEN, is_literal, literal_key
from arbase.verify.lost_exits import left_so_before, lets_pass
from arbase.verify.made_when_used import is_made_when_used
from arbase.verify.manuals import passes_blank_lines, passes_folders
from arbase.verify.neutral import ends_a_stream, ends_the_round, is_in_already
from arbase.verify.no_row import answers_as_no_row, caught_as_no_row
from arbase.verify.not_counted import passes_what_does_not_count
from arbase.verify.not_known import passes_what_is_not_known
from arbase.verify.of_each import is_work_on_each
from arbase.verify.precedent import body_key, skipped_by
from arbase.verify.rewritten import joins_the_open_one
from arbase.verify.saved_already import has_it_already
from arbase.verify.server_errors import server_errors
from arbase.verify.surplus_cells import passes_surplus_cells
from arbase.verify.syntax import Code, called_name, last_name
from arbase.verify.to_the_models import leaves_to_the_models
from arbase.verify.told import compares_values, told_by_tests
from arbase.verify.unreadable import answers_as_promised, caught_as_beside, reads_other_form
from arbase.verify.validating import leaves_to_the_field
from arbase.verify.witnesses import exit_precedent

BROAD = frozenset(("Exception", "BaseException"))
USED_UP = "already awaited coroutine"
CACHES = frozenset(("lru_cache", "cache", "cached", "memoize"))
CATCH_ALLS = frozenset(
    ("exception_handler", "errorhandler", "app_errorhandler", "add_exception_handler", "register_error_handler",
     "add_middleware", "middleware", "teardown_request", "after_request")
)  # fmt: skip


class SwallowGate(Gate):
    """No handler that eats the exception, no silent way round the crashed statement, nothing deleted."""

    name = "swallow"

    def check(self, case: GateCase) -> GateResult:
        """Refuse at the first thing that hides a failure."""
        for file in case.files if not case.condition_put_back else ():
            if file.new is None:
                return self.refuses(f"{file.path} is not Python that can be read after the patch")
            for fault in _faults(case, file, file.new):
                return self.refuses(f"{file.path}: {fault}")
        return self.passes("no exception is swallowed and nothing passes silently round the crashed statement")


def _faults(case: GateCase, file: ChangedFile, code: Code) -> Iterator[str]:
    # The order is that of certainty: what hides a failure whatever the history says comes first.
    yield from _suppressors(file)
    if case.restored:
        return
    yield from _handlers(case, file, code)
    yield from _wider_handlers(case, file, code)
    yield from _passes(file, code)
    yield from server_errors(case, file, code)
    yield from _returns(case, file, code)
    yield from _skips(case, file, code)
    yield from _wrapped(case, file, code)
    yield from _deletions(case, file)
    yield from _left_out(case, file)


def _handlers(case: GateCase, file: ChangedFile, code: Code) -> Iterator[str]:
    def select(source: Code) -> Iterator[ast.ExceptHandler]:
        return (node for node in source.nodes if isinstance(node, ast.ExceptHandler))

    owners = {node: code.function_of(node) for node in select(code)}
    if file.old is not None:
        owners.update({node: file.old.function_of(node) for node in select(file.old)})

    def key(node: ast.ExceptHandler) -> tuple[str, str, str]:
        owner = owners[node]
        return (owner.name if owner else "", exception_names(node), _ending(node))

    for handler in file.fresh(select, key):
        caught = exception_names(handler)
        where = f"the new `except {caught}` at line {handler.lineno}"
        broad = bool(BROAD & set(caught.split(",")))
        if _raises_again(handler) or handles_its_like(file, handler, case.crash):
            continue
        if answers_as_no_row(case.crash, code, handler):
            continue
        if broad:
            yield f"{where} catches everything and does not raise it again"
        elif not falls_through(handler.body) and _answers_error(handler.body):
            if fault := accident(case, file, code, handler):
                yield f"{where} passes {fault} in code that it calls off as a mistake of the client"
            if line := fails_as_well(code, handler):
                yield f"{where} leaves line {line}, where the same call may fail for the same data"
        elif not (_computes(handler) or _known(case, handler, caught) or answers_as_promised(code, handler)):
            yield f"{where} swallows the exception: it neither raises, nor answers with an error, nor repairs anything"


def _ending(handler: ast.ExceptHandler) -> str:
    last = handler.body[-1]
    if isinstance(last, ast.Return):
        return literal_key(last.value)
    return type(last).__name__ if not falls_through(handler.body) else "on"


def _raises_again(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    leaves = any(isinstance(node, ast.Return | ast.Continue | ast.Break) for node in ast.walk(handler))
    return isinstance(last, ast.Raise) and last.exc is None and not leaves


def _answers_error(body: list[ast.stmt]) -> bool:
    """Every way out of the body is an exception or an error answer."""
    leaving = [node for statement in body for node in ast.walk(statement) if isinstance(node, ast.stmt)]
    for node in leaving:
        if isinstance(node, ast.Return) and not error_answer(node):
            return False
        if isinstance(node, ast.Continue | ast.Break):
            return False
    return True


def _computes(handler: ast.ExceptHandler) -> bool:
    """The handler gets its value in another way: it calls something that is neither a log nor a constructor."""
    for node in ast.walk(handler):
        if isinstance(node, ast.Call):
            name = called_name(node)
            plain = name in SPOKEN or name in MAKERS or name in ANSWERS or name[:1].isupper() or name == "get"
            if not plain and not is_literal(node):
                return True
    return False


def _known(case: GateCase, handler: ast.ExceptHandler, caught: str) -> str:
    """Where the repository handles the same exception in the same way; passing over it is never good enough."""
    only_on = all(isinstance(item, ast.Pass | ast.Continue | ast.Break | ast.Expr) for item in handler.body)
    return "" if only_on else case.repository.handlers.get((caught, body_key(handler)), "")


def _wider_handlers(case: GateCase, file: ChangedFile, code: Code) -> Iterator[str]:
    """The crashed statement, or a call on the way to it, moved into an old handler that swallows."""
    places = {(place.path, place.line) for place in (*case.crash.trace, case.crash.location)}
    for path, line in sorted(places):
        if path != file.path or file.old is None:
            continue
        before = file.old.statement_at(line)
        after = [statement for new in file.successors(line) if (statement := code.statement_at(new)) is not None]
        if before is None or not after:
            continue
        worst = max(after, key=lambda statement: _swallowing(code, statement))
        known = caught_as_beside(case, code, worst) or reads_other_form(case.crash, code, worst)
        known = known or caught_as_no_row(case.crash, code, worst)
        if not known and _swallowing(code, worst) > _swallowing(file.old, before):
            yield f"the failing statement of line {line} now lies in a `try` that swallows the exception"


def _swallowing(code: Code, statement: ast.stmt) -> int:
    count = 0
    child: ast.AST = statement
    for outer in code.ancestors(statement):
        if isinstance(outer, ast.Try | ast.TryStar) and any(child is item for item in outer.body):
            honest = (_raises_again(one) or _refuses(one) or answers_as_promised(code, one) for one in outer.handlers)
            count += not all(honest)
        child = outer
    return count


def _refuses(handler: ast.ExceptHandler) -> bool:
    return not falls_through(handler.body) and _answers_error(handler.body)


def _suppressors(file: ChangedFile) -> Iterator[str]:
    def calls(source: Code) -> Iterator[ast.Call]:
        return (node for node in source.nodes if isinstance(node, ast.Call))

    for call in file.fresh(calls):
        name = called_name(call)
        if name == "suppress":
            yield f"line {call.lineno} suppresses an exception"
        if name in CATCH_ALLS and not file.gone(calls, called_name):
            yield f"line {call.lineno} registers `{name}`, which would hide every failure of this kind"
    for alias in file.fresh(lambda source: (node for node in source.nodes if isinstance(node, ast.alias))):
        if alias.name.endswith("suppress"):
            yield f"line {alias.lineno} imports `{alias.name}`"
    for function in file.fresh(lambda source: source.functions, lambda node: node.name):
        decorators = {last_name(item.func if isinstance(item, ast.Call) else item) for item in function.decorator_list}
        if function.name in {"__exit__", "__aexit__", "__getattr__", "__missing__", "__getattribute__"}:
            yield f"line {function.lineno} defines `{function.name}`, which can hide any failure"
        elif decorators & CATCH_ALLS:
            yield f"line {function.lineno} registers `{function.name}` as a handler for failures"


def _passes(file: ChangedFile, code: Code) -> Iterator[str]:
    def select(source: Code) -> Iterator[ast.stmt]:
        return (node for node in source.statements if isinstance(node, ast.Pass) or _is_ellipsis(node))

    for node in file.fresh(select):
        if not isinstance(code.parent(node), ast.ClassDef):
            yield f"line {node.lineno} is a new `pass`"


def _is_ellipsis(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and node.value.value is Ellipsis


def _returns(case: GateCase, file: ChangedFile, code: Code) -> Iterator[str]:
    """Early answers without content, or with the very thing that was found wanting."""

    def select(source: Code) -> Iterator[ast.Return]:
        return (node for node in source.statements if isinstance(node, ast.Return))

    for node in file.fresh(select):
        function = code.function_of(node)
        if function is None or error_answer(node):
            continue
        guard = guard_of(code, node)
        if joins_the_open_one(code, node, case.crash) or leaves_to_the_field(code, node, case.crash):
            continue
        if (
            is_work_on_each(code, node)
            or left_so_before(case, file, code, node)
            or (node.value is None and ends_a_stream(function, guard))
        ):
            continue
        hollow = is_literal(node.value) or (
            isinstance(node.value, ast.Name)
            and guard.kind not in {"always", "other"}
            and mentions(guard, node.value.id)
        )
        if hollow and (refusal := lets_pass(code, node)):
            yield f"the new `{ast.unparse(node)}` at line {node.lineno} lets pass what line {refusal} was to refuse"
            continue
        known = hollow and (exit_precedent(case, file, code, node) or ends_the_round(code, node, case.crash))
        if hollow and not known and not told_by_tests(case, file, node.value):
            text = ast.unparse(node)
            yield f"the new `{text}` at line {node.lineno} answers without doing the work, and nothing here does so"


def _skips(case: GateCase, file: ChangedFile, code: Code) -> Iterator[str]:
    """Items passed over by `continue`, `break` or the filter of a comprehension."""

    def jumps(source: Code) -> Iterator[ast.stmt]:
        return (node for node in source.statements if isinstance(node, ast.Continue | ast.Break))

    for node in file.fresh(lambda source: source.every(ast.stmt)):
        if isinstance(node, ast.Return | ast.Continue | ast.Break) and _in_finally(code, node):
            yield f"line {node.lineno} leaves a `finally`, which swallows any exception"
    for node in file.fresh(jumps):
        known = case.repository.skips(guard_of(code, node)) or passes_what_does_not_count(code, node, case.crash)
        known = known or left_so_before(case, file, code, node) or ends_with_the_queue(code, node, case.crash)
        around = code.parent(node) or node
        known = known or passes_folders(code, around, case.crash) or has_it_already(code, around, case.crash)
        known = known or passes_surplus_cells(case, code, around) or passes_what_is_not_known(case, code, around)
        if not known and not passes_blank_lines(code, around, case.crash):
            yield f"line {node.lineno} passes over items, and the repository does not do so elsewhere"
    for loop in file.fresh(lambda source: (node for node in source.nodes if isinstance(node, ast.comprehension))):
        old = {ast.dump(test) for test in _filters(file.old)}
        for test, guard in zip(loop.ifs, skipped_by(code, loop), strict=True):
            known = _selects(test) or case.repository.skips(guard) or leaves_gathered(code, loop, case.crash)
            known = known or passes_folders(code, test, case.crash) or passes_surplus_cells(case, code, test)
            known = known or is_in_already(code, test) or passes_what_is_not_known(case, code, test)
            known = known or left_out_of_copy(file, test)
            if ast.dump(test) not in old and not known and not passes_blank_lines(code, test, case.crash):
                yield f"line {test.lineno} filters items out, and the repository does not do so elsewhere"
    for call in file.fresh(lambda source: (node for node in source.nodes if isinstance(node, ast.Call))):
        known = case.repository.occurs(call) or _selects_one(call)
        if called_name(call) in {"filter", "dropna", "compress"} and not known:
            yield f"line {call.lineno} filters items out, and the repository does not do so elsewhere"


def _in_finally(code: Code, node: ast.stmt) -> bool:
    child: ast.AST = node
    for outer in code.ancestors(node):
        if isinstance(outer, ast.Try | ast.TryStar) and any(child is item for item in outer.finalbody):
            return True
        child = outer
    return False


def _selects_one(call: ast.Call) -> bool:
    """`objects.filter(pk=row.pk)`: the record by its key, as a query that changes just this one asks for it."""
    keyed = [word.arg in {"pk", "id"} and not isinstance(word.value, ast.Constant) for word in call.keywords]
    return bool(keyed) and all(keyed) and not call.args


def _selects(test: ast.expr) -> bool:
    """`item.id == wanted` looks for something; it does not pass over what is broken."""
    if not isinstance(test, ast.Compare) or not all(isinstance(operator, ast.Eq) for operator in test.ops):
        return False
    return not any(isinstance(item, ast.Constant) for item in (test.left, *test.comparators))


def _filters(code: Code | None) -> Iterator[ast.expr]:
    for node in code.nodes if code else ():
        if isinstance(node, ast.comprehension):
            yield from node.ifs


def _wrapped(case: GateCase, file: ChangedFile, code: Code) -> Iterator[str]:
    """The crashed statement put under a condition without an `else`: it is passed over in silence."""
    if case.crash.location.path != file.path or file.old is None:
        return
    before = file.old.statement_at(case.crash.location.line)
    known = {ast.dump(test) for test in _conditions(file.old, before)} if before is not None else set()
    lines = file.successors(case.crash.location.line)
    for statement in {code.statement_at(line) for line in lines} - {None}:
        for test in _conditions(code, statement):
            guard = read_test(test, negated=True)
            if case.lab.runs_tests and isinstance(code.parent(test), ast.While):
                continue  # when a loop ends is what its tests check
            if removes_what_is_there(code, statement, test) or has_it_already(code, test, case.crash):
                continue
            if ast.dump(test) not in known and not _may_be_passed(case, guard):
                shown = ast.unparse(test)[:60]
                yield f"the crashed statement now runs only if `{shown}`, else it is left out in silence"


def _conditions(code: Code, statement: ast.stmt | None) -> Iterator[ast.expr]:
    child: ast.AST | None = statement
    for outer in code.ancestors(statement) if statement is not None else ():
        if isinstance(outer, ast.If | ast.While) and child is not outer.test:
            in_body = any(child is item for item in outer.body)
            if in_body and (not outer.orelse) and outer is not statement:
                yield outer.test
        child = outer


def _may_be_passed(case: GateCase, guard: Guard) -> bool:
    """The repository does so elsewhere, or its own types say that the thing may be absent."""
    if case.repository.skips(guard):
        return True
    return guard.kind in {"none", "falsy"} and guard.subject in case.repository.optional_names


def _called(node: ast.expr) -> ast.expr:
    return node.func if isinstance(node, ast.Call) else node


def _deletions(case: GateCase, file: ChangedFile) -> Iterator[str]:
    # A cache around a coroutine function keeps what can be used only once: taking it away is the repair.
    used_up = USED_UP in case.crash.message

    def raises(source: Code) -> Iterator[ast.stmt]:
        return (node for node in source.statements if isinstance(node, ast.Raise | ast.Assert))

    gone = file.gone(raises)
    if len(gone) > len(file.fresh(raises)):
        yield f"the check of old line {gone[0].lineno} was taken away"
    functions = file.gone(lambda source: source.functions, lambda node: node.name)
    if functions and len(functions) > len(file.fresh(lambda source: source.functions, lambda node: node.name)):
        yield f"the function `{functions[0].name}` was taken away"

    def routes(source: Code) -> Iterator[ast.expr]:
        return (item for function in source.functions for item in function.decorator_list)

    gone_routes = [item for item in file.gone(routes) if not (used_up and last_name(_called(item)) in CACHES)]
    if len(gone_routes) > len(file.fresh(routes)):
        yield "a decorator was taken away"


def _left_out(case: GateCase, file: ChangedFile) -> Iterator[str]:
    """The patch brings nothing new and leaves out a variable or key: the failing part was cut away.

    A call with too many arguments is mended in just this way, so that one is not meant; nor is an option that gets its
    value in another way.
    """
    said = case.crash.message
    if file.old is None or file.new is None or "argument" in said or USED_UP in said:
        return
    lost, gained = _words(file.old) - _words(file.new), _words(file.new) - _words(file.old)
    rounds = {part.id for one in file.old.every(ast.comprehension) for part in ast.walk(one.target)
              if isinstance(part, ast.Name)}  # fmt: skip
    # The name of one round goes with its comprehension; what was gone through has to stay.
    data = sorted(word for kind, word in lost if kind != "attribute" and not (kind == "name" and word in rounds))
    elsewhere = is_given_otherwise(file) or is_made_when_used(file)
    if data and not gained and not (compares_values(case) or elsewhere or leaves_to_the_models(case, file)):
        yield f"the patch only leaves out {data[0]!r}"


def _words(code: Code) -> Counter[tuple[str, str]]:
    """Variables, attributes and texts of a source, each as often as it occurs."""
    words = [("name", node.id) for node in code.every(ast.Name)]
    words += [("attribute", node.attr) for node in code.every(ast.Attribute)]
    texts = [node.value for node in code.every(ast.Constant) if isinstance(node.value, str | bytes)]
    # That of an empty text is no loss: between bytes stands `b""` where `""` stood between texts.
    words += [("text", str(text)) for text in texts if text]
    return Counter(words)
