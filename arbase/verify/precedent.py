"""What the repository itself does elsewhere: the only source of a value that a fix may bring in."""

from __future__ import annotations

import ast
import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from arbase.verify.guards import Guard, error_answer, exception_names, falls_through, guard_of, read_test
from arbase.verify.literals import Fact, facts, is_literal, literal_key
from arbase.verify.syntax import Code, called_name, last_name
from arbase.workspace.notes import notes
from arbase.workspace.parsing import parse
from arbase.workspace.promises import ABSENT, is_promised
from arbase.workspace.told_answers import is_told
from arbase.workspace.tree import Function

SKIPPED = frozenset((".git", ".hg", ".venv", "venv", "node_modules", "__pycache__", "site-packages", ".tox", ".nox"))
TEXT = frozenset((".py", ".sql", ".json", ".yaml", ".yml", ".toml", ".csv", ".html", ".jinja", ".j2", ".md", ".txt"))
MAX_FILES = 3000
MAX_BYTES = 1_000_000
AGGREGATES = frozenset(("max", "min", "mean", "fmean", "median", "average", "sum", "stdev", "pstdev"))
ABSENT_KINDS = frozenset(("none", "falsy", "zero", "empty", "missing"))
FIGURE_WORDS = {
    "statistic": re.compile(
        r"\b(means?|averages?|medians?|largest|smallest|max\w*|min\w*|highest|lowest|percentiles?|quantiles?)\b",
        re.IGNORECASE,
    ),
    "sum": re.compile(r"\b(sums?|totals?)\b", re.IGNORECASE),
    "count": re.compile(r"\b(counts?|number of)\b", re.IGNORECASE),
    "share": re.compile(r"\b(shares?|rates?|ratios?|percent(?!ile)\w*)\b", re.IGNORECASE),
}
# What services call the data that a client sent.
CLIENT = frozenset(("payload", "body", "data", "request", "json", "form", "args", "params", "query", "fields"))


@dataclass(frozen=True)
class Exit:
    """A literal that a function answers with under a guard."""

    path: str
    function: str
    guard: Guard
    value: str
    returns: str
    aggregates: str


class Repository:
    """The code before the patch, as a witness. Tests are no witnesses: they hold made-up values on purpose."""

    def __init__(self, root: Path, tests: str = "tests") -> None:
        self.root = root
        self.tests = tests.strip("/")

    @cached_property
    def _texts(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for path in _files(self.root):
            relative = path.relative_to(self.root).as_posix()
            in_tests = relative.startswith(f"{self.tests}/") or path.name.startswith("test_")
            if len(found) < MAX_FILES and path.suffix in TEXT and not in_tests and not relative.startswith(".arbase/"):
                found[relative] = path.read_text(encoding="utf-8", errors="replace")
        return found

    @cached_property
    def codes(self) -> dict[str, Code]:
        """Every Python file that parses, by path."""
        parsed = {path: Code.parse(text) for path, text in self._texts.items() if path.endswith(".py")}
        return {path: code for path, code in parsed.items() if code is not None}

    def calls(self, name: str) -> int:
        """How often a function of the repository itself is called or handed over; 0 for others."""
        return self._called[name] * any(one.name == name for code in self.codes.values() for one in code.functions)

    @cached_property
    def _called(self) -> Counter[str]:
        found = (call for code in self.codes.values() for call in code.every(ast.Call))
        return Counter(name for call in found for name in (called_name(call), *map(last_name, call.args)))

    def says(self, word: str) -> bool:
        """`word` occurs somewhere in code, schema or data."""
        shape = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
        return any(shape.search(text) for text in self._texts.values())

    def default_of(self, name: str, value: str, *, client: bool = False) -> str:
        """Where the repository already gives `name` this default; empty if nowhere.

        `client`: what a client left out. That a report shows nothing for it says nothing of what may be left out.
        """
        known = self._client_defaults if client else self._defaults
        return known.get((name, value), "") if name else ""

    def written(self, use: str, name: str, value: str) -> str:
        """Where the repository already has this literal in the same use for the same name."""
        return self._written.get((use, name, value), "")

    @cached_property
    def _defaults(self) -> dict[tuple[str, str], str]:
        found: dict[tuple[str, str], str] = {}
        for path, code in self.codes.items():
            for fact in facts(code):
                if _is_default(code, fact):
                    found.setdefault((fact.name, fact.value), f"{path}:{fact.line}")
        return found

    @cached_property
    def _client_defaults(self) -> dict[tuple[str, str], str]:
        found: dict[tuple[str, str], str] = {}
        for path, code in self.codes.items():
            for fact in facts(code):
                if _is_default(code, fact) and receiver(code, fact.node) in {"", *CLIENT}:
                    found.setdefault((fact.name, fact.value), f"{path}:{fact.line}")
        return found

    @cached_property
    def _written(self) -> dict[tuple[str, str, str], str]:
        found: dict[tuple[str, str, str], str] = {}
        for path, code in self.codes.items():
            for fact in facts(code):
                found.setdefault(fact.identity, f"{path}:{fact.line}")
        return found

    @cached_property
    def exits(self) -> tuple[Exit, ...]:
        """Every literal that some function returns."""
        return tuple(
            _exit(path, code, function, node)
            for path, code in self.codes.items()
            for function in code.functions
            for node in code.returns(function)
            if is_literal(node.value)
        )

    @cached_property
    def handlers(self) -> dict[tuple[str, str], str]:
        """Where: caught types and the syntax of the handler's body."""
        found: dict[tuple[str, str], str] = {}
        for path, code in self.codes.items():
            for node in code.nodes:
                if isinstance(node, ast.ExceptHandler):
                    found.setdefault((exception_names(node), body_key(node)), f"{path}:{node.lineno}")
        return found

    def refuses_with(self, guard: Guard, status: int) -> str:
        """Where the repository answers a client with this status under a like guard."""
        return next((place for other, known, place in self._refusals if known == status and guard.resembles(other)), "")

    @cached_property
    def _refusals(self) -> tuple[tuple[Guard, int, str], ...]:
        found = []
        for path, code in self.codes.items():
            for node in code.statements:
                status = error_answer(node)
                if status:
                    found.append((guard_of(code, node), status, f"{path}:{node.lineno}"))
        return tuple(found)

    def skips(self, guard: Guard) -> str:
        """Where the repository already passes over such an item: `continue`, a filter, or an `if` without `else`."""
        same = (place for other, place in self._skips if guard.resembles(other) and guard.subject == other.subject)
        return next(same, "")

    @cached_property
    def _skips(self) -> tuple[tuple[Guard, str], ...]:
        found = []
        for path, code in self.codes.items():
            for node in code.nodes:
                for guard in skipped_by(code, node):
                    found.append((guard, f"{path}:{getattr(node, 'lineno', 0)}"))
        return tuple(found)

    def occurs(self, node: ast.expr) -> str:
        """Where the repository already has this very call, look-up or attribute."""
        return self._expressions.get(ast.dump(node), "")

    @cached_property
    def _expressions(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for path, code in self.codes.items():
            for node in code.nodes:
                if isinstance(node, ast.Call | ast.Subscript | ast.Attribute) and _is_small(node):
                    found.setdefault(ast.dump(node), f"{path}:{node.lineno}")
        return found

    @cached_property
    def conditional_none(self) -> str:
        """Where the repository answers null for what is absent, in an expression: `None if x is None else f(x)`."""
        for path, code in self.codes.items():
            for node in code.every(ast.IfExp):
                absent = none_branch(node)
                if absent is not None and absent.kind in ABSENT_KINDS:
                    return f"{path}:{node.lineno}"
        return ""

    def gives_zone(self, zone: ast.expr) -> str:
        """Where the repository gives this zone to moments without one; also where it knows no zone but UTC."""
        for path, code in self.codes.items():
            for call in code.every(ast.Call):
                given = (word.value for word in call.keywords if word.arg == "tzinfo")
                if called_name(call) == "replace" and any(ast.dump(one) == ast.dump(zone) for one in given):
                    return f"{path}:{call.lineno}"
        named = last_name(zone).upper() == "UTC"
        local = ("ZoneInfo", "timezone.localtime", "get_current_timezone", "pytz", "tzlocal")
        return "" if not named or any(self.says(word) for word in local) else "UTC is the only zone here"

    def figure_of_nothing(self, value: str, text: str, figure: str) -> str:
        """Where the repository, or what it says of itself, has this value for such a figure over nothing."""
        for path, code in self.codes.items():
            for node in code.every(ast.IfExp):
                for literal, work, negated in ((node.body, node.orelse, False), (node.orelse, node.body, True)):
                    guard = read_test(node.test, negated=negated)
                    same = is_literal(literal) and literal_key(literal) == value
                    if same and guard.kind in ABSENT_KINDS and aggregates(work) == figure:
                        return f"{path}:{node.lineno} has it so"
        for known in self.exits:
            if known.value == value and known.aggregates == figure and known.guard.kind in ABSENT_KINDS:
                return f"{known.path}: {known.function} answers so"
        shown = r"(?:null|None)" if text == "None" else re.escape(text)
        shape = re.compile(rf"(?<![\w.]){shown}(?![\w]|\.\d)")
        for path, sentence in self._said:
            # "null (means, shares) or 0 (counts)": what stands in brackets behind the value is what it is for.
            meant = re.findall(rf"{shape.pattern}[`'\"]?\s*\(([^)]*)\)", sentence)
            clauses = [one for one in re.split(r"[,;:]", sentence) if shape.search(one)]
            said = any(_speaks_of(one, figure) for one in meant or clauses)
            if said and ABSENT.search(shape.sub(" ", sentence)):
                return f"{path} says so"
        return ""

    def conditional(self, value: str, work: ast.expr) -> str:
        """Where the repository has `work if x else value` with the same literal and the same sort of work."""
        for path, code in self.codes.items():
            for node in code.every(ast.IfExp):
                for literal, other in ((node.body, node.orelse), (node.orelse, node.body)):
                    if is_literal(literal) and literal_key(literal) == value and type(other) is type(work):
                        return f"{path}:{node.lineno} has it so"
        return ""

    @cached_property
    def _said(self) -> tuple[tuple[str, str], ...]:
        """The sentences of what the service says of itself to whoever repairs it."""
        return tuple((note.path, sentence) for note in notes(self.root) for sentence in _sentences(note.text))

    def none_is_expected(self, function: str) -> bool:
        """Some caller binds the answer of `function` and tests it for None."""
        return function in self._tested_calls

    @cached_property
    def _tested_calls(self) -> frozenset[str]:
        found = set()
        for code in self.codes.values():
            for function in code.functions:
                tested = {
                    guard.subject
                    for node in ast.walk(function)
                    if isinstance(node, ast.If)
                    for guard in (read_test(node.test, negated=False), read_test(node.test, negated=True))
                    if guard.kind in {"none", "falsy"}
                }
                for node in ast.walk(function):
                    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call | ast.Await):
                        call = node.value.value if isinstance(node.value, ast.Await) else node.value
                        if isinstance(call, ast.Call) and last_name(node.targets[0]) in tested:
                            found.add(called_name(call))
        return frozenset(found)

    @cached_property
    def optional_names(self) -> frozenset[str]:
        """Names that some annotation allows to be None: `price: float | None`."""
        names = set()
        for code in self.codes.values():
            for node in code.nodes:
                if isinstance(node, ast.AnnAssign) and allows_none(node.annotation):
                    names.add(getattr(node.target, "id", getattr(node.target, "attr", "")))
                elif isinstance(node, ast.arg) and node.annotation is not None and allows_none(node.annotation):
                    names.add(node.arg)
        return frozenset(names)


def none_branch(node: ast.IfExp) -> Guard | None:
    """Under which condition a conditional expression is None."""
    for branch, negated in ((node.body, False), (node.orelse, True)):
        if isinstance(branch, ast.Constant) and branch.value is None:
            return read_test(node.test, negated=negated)
    return None


def allows_none(annotation: ast.expr | None) -> bool:
    """`X | None`, `Optional[X]` or `None`."""
    if annotation is None:
        return False
    text = ast.unparse(annotation).strip("'\"")
    return text == "None" or "Optional[" in text or bool(re.search(r"\|\s*None\b|\bNone\s*\|", text))


def documented(function: Function, value: str) -> bool:
    """The docstring promises `value` for an absent or empty input."""
    text = ast.get_docstring(function) or ""
    return is_told(text, value) or is_promised(text, value)


def body_key(handler: ast.ExceptHandler) -> str:
    """The syntax of a handler's body, log lines left out and names made anonymous."""
    kept = [item for item in handler.body if not isinstance(item, ast.Expr)]
    tree = parse("\n".join(ast.unparse(item) for item in kept if not isinstance(item, ast.Return | ast.Continue)))
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            node.id = "_"
    ends = [ast.dump(item) for item in kept if isinstance(item, ast.Return | ast.Continue)]
    return ast.dump(tree) + "".join(ends)


def skipped_by(code: Code, node: ast.AST) -> Iterator[Guard]:
    """Under which conditions `node` makes the code pass over an item."""
    if isinstance(node, ast.Continue | ast.Break):
        yield guard_of(code, node)
    elif isinstance(node, ast.comprehension):
        yield from (read_test(test, negated=True) for test in node.ifs)
    elif isinstance(node, ast.If) and not node.orelse and falls_through(node.body):
        yield read_test(node.test, negated=True)


def aggregates(work: ast.AST) -> str:
    """What sort of figure the function or expression works out; empty for none.

    A `statistic` (mean, median, extreme), a `sum` or a `share`: over nothing a repository treats each in its own way.
    """
    called = {called_name(node) for node in ast.walk(work) if isinstance(node, ast.Call)}
    divides = any(
        isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div | ast.FloorDiv) for node in ast.walk(work)
    )
    if called & (AGGREGATES - {"sum"}) or (divides and {"sum", "len"} <= called):
        return "statistic"
    return "share" if divides else "sum" if "sum" in called else ""


def _speaks_of(clause: str, figure: str) -> bool:
    """The clause names this sort of figure, or none in particular."""
    named = {sort for sort, words in FIGURE_WORDS.items() if words.search(clause)}
    return not named or figure in named


def _is_small(node: ast.expr) -> bool:
    return (node.end_lineno or node.lineno) - node.lineno < 4


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.;])\s|\n\s*\n|\n\s*[-*]", text)


def return_type(function: Function) -> str:
    """The syntax of the annotated answer, empty without one."""
    return ast.dump(function.returns) if function.returns is not None else ""


def _exit(path: str, code: Code, function: Function, node: ast.Return) -> Exit:
    name = code.qualified_name(function)
    guard = guard_of(code, node)
    return Exit(path, name, guard, literal_key(node.value), return_type(function), aggregates(function))


def receiver(code: Code, node: ast.AST) -> str:
    """The name of what is read, where a literal stands in for a part that it lacks; empty where nothing is read."""
    outer = code.parent(node)
    read = outer.values[0] if isinstance(outer, ast.BoolOp) else outer
    if isinstance(read, ast.Call) and isinstance(read.func, ast.Attribute):
        return last_name(read.func.value)
    return last_name(read.value) if isinstance(read, ast.Subscript | ast.Attribute) else ""


def _is_default(code: Code, fact: Fact) -> bool:
    """A literal that the repository gives to a name where it has no other value."""
    if fact.use in {"default", "parameter"}:
        return True
    parent = code.parent(fact.node)
    if fact.use == "element":
        return fact.function == ""
    if fact.use != "assign" or not isinstance(parent, ast.Assign | ast.AnnAssign):
        return False
    if fact.function == "":
        return True
    return guard_of(code, parent).kind != "always"


def _files(root: Path) -> Iterator[Path]:
    """Regular files under `root`, by name; links are not followed."""
    for folder, names, files in os.walk(root):
        names[:] = sorted(name for name in names if name not in SKIPPED)
        for name in sorted(files):
            path = Path(folder) / name
            if path.is_file() and not path.is_symlink() and path.stat().st_size <= MAX_BYTES:
                yield path
