"""What a patch changes in one file: hunks, added lines, where an old line went, new syntax."""

from __future__ import annotations

import ast
import difflib
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from arbase.verify.own_words import without_own_words
from arbase.verify.syntax import Code, is_docstring
from arbase.workspace.parsing import parse
from arbase.workspace.tree import own_lines

N = TypeVar("N", bound=ast.AST)
# Below this likeness two statements are not the same one edited.
LIKENESS = 0.35


@dataclass(frozen=True)
class Hunk:
    """Half-open, 0-based line ranges of the old and of the new text."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


@dataclass(frozen=True)
class ChangedFile:
    """One Python file before and after; an absent file is an empty text."""

    path: str
    before: str
    after: str

    @cached_property
    def old(self) -> Code | None:
        """The old source, parsed; None if it is not Python."""
        return Code.parse(self.before)

    @cached_property
    def new(self) -> Code | None:
        """The new source, parsed, with the docstrings and comments that it had before; None if it is not Python.

        Rules ask what a docstring or comment promises. What the patch itself writes there is no promise: whoever makes
        a patch would say what suits it.
        """
        return without_own_words(Code.parse(self.after), self.old, self.added)

    @cached_property
    def _lines(self) -> tuple[list[str], list[str]]:
        return self.before.splitlines(keepends=True), self.after.splitlines(keepends=True)

    @cached_property
    def _opcodes(self) -> Sequence[tuple[str, int, int, int, int]]:
        old, new = self._lines
        return difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()

    @cached_property
    def hunks(self) -> tuple[Hunk, ...]:
        """Every changed block; unchanged lines lie between any two."""
        return tuple(Hunk(*spans) for tag, *spans in self._opcodes if tag != "equal")

    @cached_property
    def added(self) -> frozenset[int]:
        """1-based lines of the new text that are new or changed."""
        return frozenset(line + 1 for hunk in self.hunks for line in range(hunk.new_start, hunk.new_end))

    @cached_property
    def size(self) -> int:
        """Lines removed plus lines added."""
        return sum(hunk.old_end - hunk.old_start + hunk.new_end - hunk.new_start for hunk in self.hunks)

    def texts(self, hunk: Hunk) -> tuple[list[str], list[str]]:
        """The old and the new lines of a hunk."""
        old, new = self._lines
        return old[hunk.old_start : hunk.old_end], new[hunk.new_start : hunk.new_end]

    def without(self, hunk: Hunk) -> str:
        """The new text with one hunk taken back."""
        old, new = self._lines
        return "".join([*new[: hunk.new_start], *old[hunk.old_start : hunk.old_end], *new[hunk.new_end :]])

    def is_silent(self, hunk: Hunk) -> bool:
        """The hunk changes comments, blank lines, layout or docstrings only."""
        without = Code.parse(self.without(hunk))
        return without is not None and self.new is not None and bare_dump(without.tree) == bare_dump(self.new.tree)

    def successors(self, line: int) -> frozenset[int]:
        """The new lines of the old statement at `line`, or of the statement that replaced it; empty if it was deleted.

        Where a block was replaced by several statements, only those that resemble the old one count: a new guard in
        front of a statement is not that statement.
        """
        statement = self.old.statement_at(line) if self.old else None
        span = own_lines(statement) if statement is not None else range(line, line + 1)
        kept: set[int] = set()
        replaced: set[int] = set()
        for tag, old_start, old_end, new_start, new_end in self._opcodes:
            inside = [number for number in span if old_start < number <= old_end]
            if tag == "equal":
                kept.update(number - old_start + new_start for number in inside)
            elif inside:
                replaced.update(range(new_start + 1, new_end + 1))
        if not kept and not replaced and self.new is not None and statement is not None:
            # Taken out here and put in elsewhere as it was: it has only moved.
            moved = [one for one in self.new.statements if one.lineno in self.added and _same(one, statement)]
            return frozenset(number for one in moved[:1] for number in own_lines(one))
        if not replaced or self.new is None or statement is None:
            return frozenset(kept)
        return frozenset(kept | _most_alike(statement, self.new, replaced))

    def fresh(self, select: Callable[[Code], Iterable[N]], key: Callable[[N], Hashable] | None = None) -> list[N]:
        """The selected nodes of the new source that the old one does not have as often.

        `key` says what makes two nodes equal; by default their syntax. Nodes on untouched lines are matched first, so
        what remains are those that the patch brought.
        """
        identity = key or ast.dump
        known = Counter(identity(node) for node in select(self.old)) if self.old else Counter()
        found = list(select(self.new)) if self.new else []
        fresh = []
        for node in sorted(found, key=self.touches):
            mark = identity(node)
            if known[mark] > 0:
                known[mark] -= 1
            else:
                fresh.append(node)
        return sorted(fresh, key=lambda node: getattr(node, "lineno", 0))

    def gone(self, select: Callable[[Code], Iterable[N]], key: Callable[[N], Hashable] | None = None) -> list[N]:
        """The selected nodes of the old source that the new one no longer has."""
        return ChangedFile(self.path, self.after, self.before).fresh(select, key)

    def touches(self, node: ast.AST) -> bool:
        """The patch changed a line of `node` (of the new source)."""
        first = getattr(node, "lineno", 0)
        last = getattr(node, "end_lineno", None) or first
        return any(line in self.added for line in range(first, last + 1))


def _same(one: ast.stmt, other: ast.stmt) -> bool:
    return ast.dump(one) == ast.dump(other)


def _most_alike(statement: ast.stmt, code: Code, lines: set[int]) -> set[int]:
    """The lines of the statement on `lines` that most resembles `statement`; empty if none does."""
    words = _words(statement)
    best: tuple[float, set[int]] = (LIKENESS, set())
    for other in code.statements:
        span = set(own_lines(other))
        if not span & lines or isinstance(other, ast.Raise | ast.Pass | ast.Try):
            continue
        likeness = difflib.SequenceMatcher(None, words, _words(other), autojunk=False).ratio()
        if likeness > best[0]:
            best = (likeness, span)
    return best[1]


def bare_dump(tree: ast.Module) -> str:
    """The syntax of a module without its docstrings."""
    copy = parse(ast.unparse(tree))
    for node in ast.walk(copy):
        body = getattr(node, "body", None)
        if isinstance(body, list) and len(body) > 1 and is_docstring(body[0]):
            del body[0]
    return ast.dump(copy)


def _words(statement: ast.stmt) -> list[str]:
    """A statement as a sequence of its kinds, names and constants; of a compound one the header only."""
    words = []
    inner = set(_bodies(statement))
    queue: list[ast.AST] = [statement]
    while queue:
        node = queue.pop(0)
        words.append(type(node).__name__)
        for _, value in ast.iter_fields(node):
            if isinstance(value, str | int | float):
                words.append(str(value))
        queue.extend(child for child in ast.iter_child_nodes(node) if child not in inner)
    return [word for word in words if word not in {"Load", "Store"}]


def _bodies(statement: ast.stmt) -> Iterable[ast.AST]:
    for name in ("body", "orelse", "finalbody", "handlers"):
        yield from getattr(statement, name, None) or ()
