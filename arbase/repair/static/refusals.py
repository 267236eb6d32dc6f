"""How this repository refuses a request: every 4xx answer in it, and how to write one like it elsewhere."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from arbase.repair.static.conditions import Condition, Kind, condition_of
from arbase.repair.static.dataflow import Flow, is_bound_at, module_names
from arbase.repair.static.framework import Statuses, is_handler
from arbase.repair.static.imports import import_of
from arbase.repair.static.source import Codebase, SourceFile, last_name
from arbase.repair.static.status_numbers import is_error
from arbase.repair.static.wording import Topic, adapted, noun_of
from arbase.workspace.parsing import parse, parse_expression
from arbase.workspace.promises import answers_conflict
from arbase.workspace.tree import Function

# What a status means for a request whose data is at fault, by the way it is at fault.
LOOKUP: Mapping[int, float] = {404: 1.0, 400: 0.55, 422: 0.55, 409: 0.1}
SELECTION: Mapping[int, float] = {400: 0.9, 422: 0.9, 404: 0.75}
INVALID: Mapping[int, float] = {400: 1.0, 422: 1.0, 404: 0.2}
HEADER: Mapping[int, float] = {401: 0.8, 400: 0.8, 403: 0.4, 422: 0.5}
STATE: Mapping[int, float] = {409: 0.9, 422: 0.8, 400: 0.7, 404: 0.7}


@dataclass(frozen=True)
class Refusal:
    """One statement that answers 4xx, and when it does."""

    file: SourceFile
    function: Function | None
    statement: ast.stmt
    status: int
    condition: Condition
    kinds: frozenset[str]

    @property
    def place(self) -> str:
        """`path:line`."""
        return f"{self.file.path}:{self.statement.lineno}"

    @property
    def returns(self) -> bool:
        """It is a `return`, so only the handler itself can say it."""
        return isinstance(self.statement, ast.Return)


@dataclass(frozen=True)
class Need:
    """A place where a request should be refused, and for what.

    `subject` is the text of the expression at fault, `kinds` the parts of the request it comes from; `caught` names
    the exception where the refusal stands in an `except`. `strict`: only where the repository refuses for the very same
    kind of reason, since nothing else says that the client is to blame. `says` is the message, where the status alone
    does not tell what it should be.
    """

    file: SourceFile
    function: Function | None
    line: int
    subject: str
    guard: Kind
    statuses: Mapping[int, float]
    kinds: frozenset[str] = frozenset()
    noun: str = ""
    caught: str = ""
    strict: bool = False
    says: str = ""


@dataclass(frozen=True)
class Written:
    """A refusal written for a place: its lines, the imports it needs, and how well the precedent fits."""

    lines: tuple[str, ...]
    imports: tuple[str, ...]
    status: int
    score: float
    precedent: str
    binds: str = ""
    refusal: Refusal | None = field(default=None, compare=False)


class Refusals:
    """Finds and writes refusals."""

    def __init__(self, codebase: Codebase, statuses: Statuses, flow: Flow, roots: tuple[str, ...]) -> None:
        self._codebase = codebase
        self._statuses = statuses
        self._flow = flow
        self._roots = roots

    @cached_property
    def all(self) -> tuple[Refusal, ...]:
        """Every refusal of the repository's code, tests and the functions that only make answers left out."""
        found = []
        for file in self._codebase.sources:
            for node in file.nodes:
                if not isinstance(node, ast.Raise | ast.Return | ast.Expr):
                    continue
                status = self._statuses.of_statement(node)
                if status is None or not is_error(status):
                    continue
                condition = condition_of(file, node)
                if condition.kind != "always":
                    found.append(self._refusal(file, node, status, condition))
        return tuple(found)

    def _refusal(self, file: SourceFile, node: ast.stmt, status: int, condition: Condition) -> Refusal:
        function = file.function_of(node)
        kinds: frozenset[str] = frozenset()
        if condition.test is not None and condition.kind != "failure":
            kinds = self._flow.kinds(file, function, condition.test)
        return Refusal(file, function, node, status, condition, kinds)

    def written(self, need: Need, *, most: int = 2) -> list[Written]:
        """Refusals for a need, best first, one for each status; without a precedent the framework's own way.

        A second status is only offered where it fits nearly as well as the first.
        """
        if need.function is not None and answers_conflict(ast.get_docstring(need.function)):
            need = replace(need, statuses={409: 1.0})
        found: dict[int, Written] = {}
        for score, refusal in sorted(self._scored(need), key=lambda pair: -pair[0]):
            if refusal.status in found:
                continue
            written = self._write(refusal, need, score)
            if written is not None:
                found[refusal.status] = written
        ranked = sorted(found.values(), key=lambda item: -item.score)
        if not ranked:
            return [] if need.strict else list(self._by_framework(need))
        return [item for item in ranked[:most] if item.score >= ranked[0].score - 0.12]

    def like(self, refusal: Refusal, need: Need) -> Written | None:
        """This very refusal at another place; None where it cannot be said there."""
        if refusal.returns and not is_handler(need.file, need.function):
            return None
        return self._write(refusal, need, 0.9, verbatim=True)

    def _scored(self, need: Need) -> Iterator[tuple[float, Refusal]]:
        handler = is_handler(need.file, need.function)
        framework = _web_names(need.file)
        for refusal in self.all:
            if refusal.status not in need.statuses or (refusal.returns and not handler):
                continue
            if need.strict and not _same_reason(refusal.condition, need.guard):
                continue
            score = 0.5 * need.statuses[refusal.status]
            score += 0.2 * _likeness(refusal.condition, need)
            score += 0.1 * bool(refusal.kinds & need.kinds)
            score += 0.08 * (refusal.file.path == need.file.path) + 0.04 * _same_folder(refusal.file, need.file)
            score += 0.08 * (
                refusal.condition.subject != "" and refusal.condition.subject == last_name(_parsed(need.subject))
            )
            if need.guard == "failure" and (refusal.condition.kind == "none" or self._is_unsent(refusal, need)):
                # That nothing was sent is another matter than that what was sent cannot be read.
                score -= 0.25
            if not handler and _web_names(refusal.file) and not framework and self._is_web(refusal):
                score -= 0.25
            yield min(score, 1.0), refusal

    def _is_unsent(self, refusal: Refusal, need: Need) -> bool:
        """`if not token:` in front of what reads the very token, where the function refuses for more behind it."""
        test, function = refusal.condition.test, need.function
        if not isinstance(test, ast.UnaryOp) or not isinstance(test.op, ast.Not) or refusal.function is not function:
            return False
        behind = any(other.function is function and other.statement.lineno > need.line for other in self.all)
        return behind and refusal.file.segment(test.operand) == need.subject

    def _is_web(self, refusal: Refusal) -> bool:
        """It names the framework's own exception rather than one of the repository."""
        return self.made(refusal.statement) not in self._statuses.classes

    @staticmethod
    def made(statement: ast.stmt) -> str:
        """The class or function that the statement calls."""
        value = getattr(statement, "exc", None) or getattr(statement, "value", None)
        return last_name(value)

    def _write(self, refusal: Refusal, need: Need, score: float, *, verbatim: bool = False) -> Written | None:
        source = refusal.file
        text = _dedented(source, refusal.statement)
        value = getattr(refusal.statement, "cause", None)
        binds = ""
        if isinstance(refusal.statement, ast.Raise) and value is not None:
            handler = next(
                (item for item in source.ancestors(refusal.statement) if isinstance(item, ast.ExceptHandler)), None
            )
            name = handler.name if handler is not None else None
            if not need.caught:
                text = re.sub(r"\s+from\s+\w+\s*$", "", text)
            elif isinstance(value, ast.Name) and name == value.id:
                binds = name or ""
        elif isinstance(refusal.statement, ast.Raise) and need.caught:
            # Chained as linters ask for, even where the precedent stands outside of an `except`.
            binds = "error"
            text = f"{text} from error"
        local = self._locals(refusal)
        scope = {name for name in local if is_bound_at(need.file, need.function, name, need.line)} | {binds}
        alike = _likeness(refusal.condition, need) == 1.0 and _same_lack(refusal.condition, need)
        # Credentials are refused in the same words, whatever is wrong with them.
        verbatim = verbatim or (need.statuses is HEADER and refusal.function is need.function)
        old = need.subject if verbatim else refusal.condition.subject
        topic = Topic(old, need.subject, need.noun, refusal.status, alike and not need.says, need.says)
        written = adapted(text, local, scope - {""}, topic)
        if written is None:
            return None
        imports = self._imports(refusal, written, need.file, binds)
        if imports is None:
            return None
        return Written(tuple(written.split("\n")), imports, refusal.status, score, refusal.place, binds, refusal)

    def _locals(self, refusal: Refusal) -> frozenset[str]:
        """The names in the statement that are neither the module's nor Python's."""
        names = {node.id for node in ast.walk(refusal.statement) if isinstance(node, ast.Name)}
        outer = module_names(refusal.file)
        return frozenset(name for name in names if name not in outer and not hasattr(builtins, name))

    def _imports(self, refusal: Refusal, text: str, target: SourceFile, binds: str) -> tuple[str, ...] | None:
        outer = module_names(refusal.file)
        found = []
        for name in sorted({node.id for node in ast.walk(_body(text)) if isinstance(node, ast.Name)} & outer - {binds}):
            statement = import_of(name, refusal.file, target, self._roots)
            if statement is None:
                return None
            if statement:
                found.append(statement)
        return tuple(found)

    def _by_framework(self, need: Need) -> Iterator[Written]:
        """Without a precedent: the framework's own exception, only in a module that already speaks of the framework."""
        if not is_handler(need.file, need.function):
            return
        names = _web_names(need.file)
        status = max(need.statuses, key=lambda item: (need.statuses[item], item == 422 and "fastapi" in names))
        noun = need.noun or noun_of(need.subject)
        message = need.says or (f"{noun} not found" if status == 404 else f"invalid {noun}")
        if names & {"fastapi", "starlette"}:
            module = "fastapi" if "fastapi" in names else "starlette.exceptions"
            text = f'raise HTTPException(status_code={status}, detail="{message}")'
            yield Written((text,), (f"from {module} import HTTPException",), status, 0.35, "")
        elif "flask" in names:
            yield Written(
                (f'abort({status}, description="{message}")',), ("from flask import abort",), status, 0.35, ""
            )
        elif "django" in names and status == 404:
            yield Written((f'raise Http404("{message}")',), ("from django.http import Http404",), status, 0.35, "")


def _same_reason(condition: Condition, kind: Kind) -> bool:
    """`not rows` and `len(rows) == 0` for an empty collection, not `not row` for one that was not found."""
    several = condition.subject.endswith("s") or condition.subject.endswith("list")
    return condition.kind == kind or (condition.kind == "falsy" and several)


def _same_lack(condition: Condition, need: Need) -> bool:
    """That a field lacks is told in other words than that a table does not know what somebody asked for."""
    asked = condition.test.left if isinstance(condition.test, ast.Compare) else None
    return need.guard != "missing" or isinstance(asked, ast.Constant) == need.subject.endswith(("']", '"]'))


def _likeness(condition: Condition, need: Need) -> float:
    if need.caught and condition.kind == "failure":
        return 1.0 if need.caught in condition.caught else 0.6
    if condition.resembles(need.guard):
        return 1.0
    lookups = {"none", "missing", "falsy", "failure"}
    return 0.6 if condition.kind in lookups and need.guard in lookups else 0.0


def _web_names(file: SourceFile) -> frozenset[str]:
    """The web frameworks that a module imports."""
    found = set()
    for node in file.tree.body:
        if isinstance(node, ast.ImportFrom) and not node.level:
            found.add((node.module or "").split(".")[0])
        elif isinstance(node, ast.Import):
            found.update(alias.name.split(".")[0] for alias in node.names)
    return frozenset(
        found
        & {"fastapi", "starlette", "flask", "django", "werkzeug", "rest_framework", "aiohttp", "quart", "litestar"}
    )


def _same_folder(one: SourceFile, other: SourceFile) -> bool:
    return one.path.rpartition("/")[0] == other.path.rpartition("/")[0]


def _dedented(file: SourceFile, statement: ast.stmt) -> str:
    """The statement's text with its continuation lines relative to its own indentation."""
    indent = file.indent(statement)
    first, *rest = file.segment(statement).replace("\r\n", "\n").split("\n")
    return "\n".join([first, *(line.removeprefix(indent) for line in rest)])


def _parsed(text: str) -> ast.expr | None:
    try:
        return parse_expression(text).body
    except SyntaxError:
        return None


def _body(text: str) -> ast.AST:
    """A statement's tree; `return` stands alone, which is fine for the parser."""
    return parse(text)
