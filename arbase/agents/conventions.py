"""A repository's conventions as checks on a change: what its team wrote down, its lint command, and its neighbours.

Only rules that can be told for certain are checked; the others stay for the agent to read.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from arbase.agents.reading import Code
from arbase.agents.runs import Nothing, Runs
from arbase.agents.workbench import Workbench
from arbase.domain.diagnosis import Stimulus
from arbase.domain.errors import ArbaseError
from arbase.domain.fix import FileEdit
from arbase.domain.service import Service
from arbase.model.tools import Tool, cut
from arbase.workspace.parsing import parse

PAGES = (".arbase/conventions.md", "CONTRIBUTING.md", ".arbase/context.md")
BULLET = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+(.*)")
FORBIDS = re.compile(r"\b(?:never|do not|don't|must not|may not|no|not|avoid|forbidden|banned|instead of)\b", re.I)
CODE = re.compile(r"`([^`\n]{1,80})`")
MODULE = re.compile(r"[A-Za-z_]\w*(?:\.\w+)*")
CALLED = re.compile(r"([A-Za-z_][\w.]*)\(\)?")
LENGTH = re.compile(r"\b(?:lines?)\b[^.]*?\b(\d{2,3})\b\s*(?:characters|columns)?", re.I)
DOCSTRING = re.compile(
    r"\b(?:every|all|each|public)\b.*\bfunctions?\b.*\bdocstrings?\b|\bdocstrings?\b.*\bfunctions?\b", re.I
)
LINT_LINES = 30
SNAKE = re.compile(r"_*[a-z0-9_]*")


@dataclass(frozen=True)
class Rule:
    """One line of the team's; `kind` says how it is checked: import, call, length or docstring; `what` of it."""

    text: str
    kind: str
    what: str


@dataclass(frozen=True)
class Added:
    """A changed or new file: its tree, the lines that are new in it, and those lines' numbers."""

    path: str
    tree: ast.Module
    lines: dict[int, str]

    def nodes(self, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
        """Nodes that begin on a new line."""
        for node in ast.walk(self.tree):
            if isinstance(node, kinds) and getattr(node, "lineno", 0) in self.lines:
                yield node


class Conventions:
    """Checks what lies on a workbench."""

    def __init__(self, code: Code, bench: Workbench, runs: Runs, service: Service) -> None:
        self._code = code
        self._bench = bench
        self._runs = runs
        self._service = service
        self._told = False

    def tool(self) -> Tool:
        """The tool `check_conventions`."""
        text = (
            "Check your changes against the conventions that the team wrote down, the lint command, and how the "
            "neighbouring code does it."
        )
        return Tool("check_conventions", text, Nothing, lambda _: self.told())

    def told(self) -> str:
        """Everything that is found, or that nothing is."""
        self._told = True
        found = self.faults()
        return "\n".join(found) if found else "no fault found by the checks; the written conventions are in your task"

    def once(self) -> str:
        """The faults of a change whose author did not look at them yet: told once, since a check may be wrong."""
        if self._told:
            return ""
        self._told = True
        found = self.faults()
        more = "; put them right, or submit again as it is if the check is wrong"
        return f"the conventions of the repository are not kept: {'; '.join(found)[:2000]}{more}" if found else ""

    def faults(self) -> list[str]:
        """Rules, neighbours, lint."""
        edits = [*self._bench.patch().edits, *self._bench.tests().edits]
        found: list[str] = []
        parsed = [one for edit in edits if (one := added(edit)) is not None]
        for rule in self._rules():
            found += [f"{place}: {rule.text}" for one in parsed for place in broken(rule, one)]
        known = self._imported() if parsed else frozenset()
        for one in parsed:
            found += foreign(one, known)
            found += misnamed(one)
        found += self._placed(self._bench.tests().edits)
        return [*dict.fromkeys(found), *self._lint(edits)]

    def _rules(self) -> list[Rule]:
        texts = [self._code.text(path) for path in PAGES if self._code.exists(path)]
        return [rule for text in texts for rule in rules_of(text)]

    def _imported(self) -> frozenset[str]:
        """The modules that the repository has or imports anywhere, by their first name."""
        names = {PurePosixPath(path).parts[0].removesuffix(".py") for path in self._code.reader.list("*.py", 5000)}
        names |= {PurePosixPath(path).parent.name for path in self._code.reader.list("*/__init__.py", 5000)}
        for found in self._code.reader.search(r"^\s*(?:import|from)\s+\w", regex=True, pattern="*.py", limit=20_000):
            words = found.text.split()
            names |= {part.strip(",").partition(".")[0] for part in words[1:] if words[0] == "import"} | {
                words[1].partition(".")[0]
            }
        return frozenset(names)

    def _placed(self, tests: tuple[FileEdit, ...]) -> list[str]:
        """New tests lie where the tests of the same depth lie, and are called as they are."""
        folder = self._service.tests.strip("/")
        existing = [
            path for path in self._code.reader.list(f"{folder}/*.py", 2000) if "test" in path.rpartition("/")[2]
        ]
        folders = Counter(path.rpartition("/")[0] for path in existing)
        found = []
        for edit in tests:
            own = edit.path.rpartition("/")[0]
            if folders and own not in folders:
                usual = ", ".join(name for name, _ in folders.most_common(3))
                found.append(f"{edit.path}: no other test lies in {own or '.'}; tests lie in {usual}")
        return found

    def _lint(self, edits: list[FileEdit]) -> list[str]:
        """What the lint command says of the changed files that it did not say before."""
        words, paths = self._service.commands.lint, [edit.path for edit in edits]
        if not words or not paths:
            return []
        if len(words) > 1 and not words[-1].startswith("-") and self._is_place(words[-1]):
            words = words[:-1]
        old = {edit.path: edit.before for edit in edits if edit.before is not None}
        try:
            after = self._runs.observe(Stimulus(kind="command", command=(*words, *paths)))
            before = self._runs.observe(Stimulus(kind="command", command=(*words, *old)), old) if old else None
        except ArbaseError as error:
            return [f"lint could not be run: {error}"]
        if after.error or after.status in {126, 127}:
            return [f"lint could not be run: {after.error or cut(after.body, 300)}"]
        if not after.status:
            return []
        known = {_unnumbered(line) for line in before.body.splitlines()} if before and not before.error else set()
        new = [line for line in after.body.splitlines() if line.strip() and _unnumbered(line) not in known]
        return [f"lint: {line[:300]}" for line in new[:LINT_LINES]]

    def _is_place(self, word: str) -> bool:
        return word == "." or bool(self._code.reader.list(f"{word.rstrip('/')}/*", 1))


def added(edit: FileEdit) -> Added | None:
    """What an edit adds, or None for what is no Python that can be read."""
    if edit.after is None or not edit.path.endswith(".py"):
        return None
    try:
        tree = parse(edit.after)
    except (SyntaxError, ValueError):
        return None
    old = Counter((edit.before or "").split("\n"))
    lines = {}
    for number, line in enumerate(edit.after.split("\n"), 1):
        if old[line]:
            old[line] -= 1
        else:
            lines[number] = line
    return Added(edit.path, tree, lines)


def rules_of(text: str) -> list[Rule]:
    """The checkable rules among the bullet points of a page."""
    found = []
    for line in _bullets(text):
        for kind, what in _kinds(line):
            found.append(Rule(line[:300], kind, what))
    return found


def _bullets(text: str) -> Iterator[str]:
    held: list[str] = []
    for line in [*text.split("\n"), ""]:
        bullet = BULLET.match(line)
        if bullet or not line.strip() or line.startswith("#"):
            if held:
                yield " ".join(held)
            held = [bullet[1].strip()] if bullet else []
        elif held:
            held.append(line.strip())


def _kinds(line: str) -> Iterator[tuple[str, str]]:
    # Sentence by sentence: "never X; use Y" must not forbid Y.
    for part in re.split(r"[;.](?:\s|$)|, (?:use|but)\b", line):
        forbids = FORBIDS.search(part)
        for found in CODE.finditer(part):
            if forbids is None or found.start() < forbids.start():
                continue
            called = CALLED.fullmatch(found[1])
            if re.search(r"\bimport", part, re.I) and MODULE.fullmatch(found[1]):
                yield "import", found[1]
            elif called and re.search(r"\b(?:call|use|using|never|no)\b", part, re.I):
                yield "call", called[1]
    length = LENGTH.search(line)
    if length and re.search(r"\b(?:at most|up to|no longer than|longer than|maximum|limit|characters)\b", line, re.I):
        yield "length", length[1]
    if DOCSTRING.search(line) and not FORBIDS.search(line):
        yield "docstring", ""


def broken(rule: Rule, one: Added) -> list[str]:
    """Where new lines break a rule."""
    if rule.kind == "length":
        return [f"{one.path}:{number}" for number, line in one.lines.items() if len(line) > int(rule.what)]
    if rule.kind == "import":
        return [f"{one.path}:{line}" for name, line in _imports(one) if _below(name, rule.what)]
    if rule.kind == "call":
        return [
            f"{one.path}:{node.lineno}"
            for node in one.nodes(ast.Call)
            if isinstance(node, ast.Call) and _below_end(ast.unparse(node.func), rule.what)
        ]
    return [
        f"{one.path}:{node.lineno}"
        for node in one.nodes(ast.FunctionDef, ast.AsyncFunctionDef)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and not ast.get_docstring(node)
        and not node.name.startswith("_")
        and "test" not in one.path
    ]


def foreign(one: Added, known: frozenset[str]) -> list[str]:
    """New imports of what is neither in the standard library nor imported anywhere in the repository."""
    names = [(name.partition(".")[0], line) for name, line in _imports(one)]
    return [
        f"{one.path}:{line}: nothing in this repository imports {name}; a fix brings in no dependency"
        for name, line in names
        if name and name not in known and name not in sys.stdlib_module_names
    ]


def misnamed(one: Added) -> list[str]:
    """New functions that are not called as those beside them."""
    functions = [node for node in ast.walk(one.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    old = [node.name for node in functions if node.lineno not in one.lines]
    if old and sum(bool(SNAKE.fullmatch(name)) for name in old) < len(old):
        return []
    return [
        f"{one.path}:{node.lineno}: functions beside it are named in snake_case, {node.name} is not"
        for node in functions
        if node.lineno in one.lines and not SNAKE.fullmatch(node.name)
    ]


def _imports(one: Added) -> Iterator[tuple[str, int]]:
    for node in one.nodes(ast.Import, ast.ImportFrom):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module, node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def _below(name: str, module: str) -> bool:
    return name == module or name.startswith(f"{module}.")


def _below_end(name: str, called: str) -> bool:
    return name == called or name.endswith(f".{called}")


def _unnumbered(line: str) -> str:
    return re.sub(r"\d+", "#", line)
