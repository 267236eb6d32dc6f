"""Turns what was watched into the one exception that left the repository's own code."""

from __future__ import annotations

import ast
import itertools
import sys
from types import CodeType, FrameType, TracebackType
from typing import Any, Iterator, Tuple

from .describe import NAMES, Describer
from .guard import caught, text_of, without_root
from .operands import operands
from .watch import Watch

FRAMES = 50
LINKS = 10
OF_FILES = (FileNotFoundError, PermissionError, FileExistsError, IsADirectoryError, NotADirectoryError)
Step = Tuple[FrameType, int, int]  # frame, line, last instruction


class Reporter:
    """Writes the `Raised` of an exception as JSON."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._names: dict[str, dict[tuple[str, int], str]] = {}

    def choose(self, escaped: list[BaseException], failed: bool, meant: bool = False) -> BaseException | None:
        """The exception to report: what reached the top, else, for a failed answer, what made it fail.

        An exception that the framework or the application's own handler turned into a server error did not reach the
        top; it is the last one logged as an error, or the last one that left the repository's code, or the last one
        seen in it at all. An answer that is `meant` (something else is not there) is no failure where the application
        logs what it says: that something could not be reached.
        """
        for error in escaped + self._watch.stray:
            return _leaf(error, self._is_ours)
        if not failed:
            return None
        left = [error for error in self._watch.seen if self._left(error)]
        told = [error for error in self._watch.logged if not (meant and self._on_purpose(error))]
        for group in (told,) if meant else (told, left, self._watch.seen):
            ours = [error for error in group if self._is_ours(_leaf(error, self._is_ours))]
            if ours:
                return _leaf(ours[-1], self._is_ours)
        return told[-1] if told else None

    def placed(self, error: BaseException) -> dict[str, Any]:
        """`error` as the interface's `Raised`, without the values of the frame."""
        return self.raised(error, values=False)

    def raised(self, error: BaseException, values: bool = True) -> dict[str, Any]:
        """`error` as the interface's `Raised`."""
        root = self._watch.root
        found: dict[str, Any] = {
            "exception": type(error).__name__,
            "module": _module_of(type(error)),
            "message": without_root(text_of(error), root),
            "chain": [type(link).__name__ for link in _chain(error)],
        }
        everything = list(_steps(error.__traceback__))
        steps = [step for step in everything if self._watch.ours(step[0].f_code.co_filename)]
        innermost = bool(steps) and steps[-1] is everything[-1]
        value: list[Any] = []
        if not steps and self._watch.returned is not None:
            frame, line, result = self._watch.returned
            steps, value = [(frame, line, frame.f_lasti)], [result]
        found["innermost_in_repository"] = innermost
        found["trace"] = [self._location(step) for step in _shortened(steps)]
        if steps:
            frame, _, instruction = steps[-1]
            if not value:
                found.update(_span(frame.f_code, instruction))
            found["variables"] = self._variables(steps[-1], error, value) if values else {}
        return found

    def _on_purpose(self, error: BaseException) -> bool:
        """Whether it says that something cannot be reached: a connection or time-out, or a type of our own for it."""
        module = sys.modules.get(type(error).__module__)
        if self._watch.ours(getattr(module, "__file__", None) or ""):
            return True
        # Clients hide the system's error behind their own (`from None`); it still says what happened.
        links = (error, *_chain(error, hidden=True))
        return any(isinstance(link, OSError) and not isinstance(link, OF_FILES) for link in links)

    def _is_ours(self, error: BaseException) -> bool:
        return any(self._watch.ours(step[0].f_code.co_filename) for step in _steps(error.__traceback__))

    def _left(self, error: BaseException) -> bool:
        """Whether the outermost frame that the exception reached is not the repository's: nobody in it caught it."""
        first = next(_steps(error.__traceback__), None)
        return first is not None and not self._watch.ours(first[0].f_code.co_filename)

    def _location(self, step: Step) -> dict[str, Any]:
        frame, line, _ = step
        return {
            "path": self._watch.relative(frame.f_code.co_filename),
            "line": line,
            "function": self.function(frame.f_code),
        }

    def function(self, code: CodeType) -> str:
        """The qualified name of a code object, also where the interpreter does not know it (before 3.11)."""
        known = getattr(code, "co_qualname", None)
        if isinstance(known, str):
            return known
        if code.co_filename not in self._names:
            self._names[code.co_filename] = _qualified_names(_source(code.co_filename))
        return self._names[code.co_filename].get((code.co_name, code.co_firstlineno), code.co_name)

    def _variables(self, step: Step, error: BaseException, value: list[Any]) -> dict[str, Any]:
        frame, line, _ = step
        describer = Describer(self._watch.root)
        # The operands of the failing statement first: where there is not room for all they matter most.
        values = dict(operands(frame, _source(frame.f_code.co_filename), line))
        for name, local in itertools.islice(list(frame.f_locals.items()), NAMES):
            if not name.startswith("__"):
                values.setdefault(name, local)
        # Described in another order, though: a class of the repository may use up all the time.
        easy_first = sorted(values, key=lambda name: type(values[name]).__module__ != "builtins")
        described = {name: describer.describe(values[name]) for name in easy_first}
        found: dict[str, Any] = {name: described[name] for name in values}
        if value:
            found["<return>"] = describer.describe(value[0])
        missing = getattr(error, "obj", None) if isinstance(error, AttributeError) else None
        if missing is not None:
            found["<object>"] = describer.describe(missing)
        if isinstance(error, NameError):
            names = [name for name in list(frame.f_globals) if not name.startswith("__")]
            found["<module>"] = {"type": "module", "repr": "", "attributes": names[: 5 * NAMES]}
        return found


def _module_of(kind: type) -> str:
    """Where the class comes from; empty for Python's own."""
    module = kind.__dict__.get("__module__")
    return module if isinstance(module, str) and module != "builtins" else ""


def _chain(error: BaseException, hidden: bool = False) -> Iterator[BaseException]:
    """What the exception was raised from, nearest first; `hidden`: also what was left out on purpose."""
    seen = {id(error)}
    link = _behind(error, hidden)
    while link is not None and id(link) not in seen and len(seen) <= LINKS:
        seen.add(id(link))
        yield link
        link = _behind(link, hidden)


def _behind(error: BaseException, hidden: bool) -> BaseException | None:
    if error.__cause__ is not None:
        return error.__cause__
    return None if error.__suppress_context__ and not hidden else error.__context__


def _leaf(error: BaseException, ours: Any) -> BaseException:
    """The first exception in a group that went through the repository's code; others as they are."""
    for _ in range(LINKS):
        members = getattr(error, "exceptions", None)
        if not (type(error).__name__.endswith("ExceptionGroup") and isinstance(members, tuple) and members):
            break
        error = next((member for member in members if ours(member)), members[0])
    return error


def _steps(traceback: TracebackType | None) -> Iterator[Step]:
    while traceback is not None:
        yield traceback.tb_frame, traceback.tb_lineno, traceback.tb_lasti
        traceback = traceback.tb_next


def _shortened(steps: list[Step]) -> list[Step]:
    return steps if len(steps) <= FRAMES else steps[: FRAMES // 2] + steps[-FRAMES // 2 :]


def _span(code: CodeType, instruction: int) -> dict[str, int]:
    """The columns of the failing instruction (3.11 and later)."""
    positions = getattr(code, "co_positions", None)
    if positions is None or instruction < 0:
        return {}
    found = next(itertools.islice(positions(), instruction // 2, None), None)
    if found is None or found[2] is None or found[3] is None or found[1] is None:
        return {}
    return {"column": found[2], "end_line": found[1], "end_column": found[3]}


def _source(filename: str) -> str:
    content, failure = caught(_read, filename)
    return content.decode("utf-8", "replace") if failure is None else ""


def _read(filename: str) -> bytes:
    with open(filename, "rb") as source:
        return source.read(4_000_000)


def _qualified_names(source: str) -> dict[tuple[str, int], str]:
    tree, failure = caught(ast.parse, source)
    found: dict[tuple[str, int], str] = {}
    pending: list[tuple[Any, str]] = [] if failure is not None else [(tree, "")]
    while pending:
        node, prefix = pending.pop()
        for child in ast.iter_child_nodes(node):
            inner = prefix
            if isinstance(child, ast.ClassDef):
                inner = prefix + child.name + "."
            elif isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)):
                for line in [child.lineno] + [decorator.lineno for decorator in child.decorator_list]:
                    found[(child.name, line)] = prefix + child.name
                inner = prefix + child.name + ".<locals>."
            pending.append((child, inner))
    return found
