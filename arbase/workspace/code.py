"""Read-only code tools, jailed to one folder: whatever the path, nothing outside of it is read."""

from __future__ import annotations

import ast
import fnmatch
import os
import re
import stat
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from arbase.domain.errors import WorkspaceError
from arbase.domain.event import Frame
from arbase.domain.triage import CodeLocation, SourceContext
from arbase.workspace.calls import called_names, definitions_called
from arbase.workspace.feeding import Asked, Feeding, calls_feeding, handed_to, returns_of
from arbase.workspace.frames import FrameMap
from arbase.workspace.outline import MODULE, Definition, Outline, class_at, outline_of
from arbase.workspace.paths import inside, relative
from arbase.workspace.search import Match, literal_matches, pattern_matches

FILES = 50_000
FILE_BYTES = 2 << 20
SEARCHED_BYTES = 64 << 20
LINES = 2_000
WIDTH = 1_000
# Of a message, what is read for names of classes, and how many of them are looked for.
CHARACTERS = 500
NAMED = 4
_CLASS = re.compile(r"\b[A-Z]\w{2,}")
SKIPPED = frozenset({".git", "__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache", "node_modules", ".tox"})


class CodeReader:
    """Lists, reads, searches and outlines the files below `root`. It never writes, runs, or follows a link.

    What was read is remembered: the files are expected not to change while a reader is in use.
    """

    def __init__(self, root: Path) -> None:
        self.root = Path(os.path.realpath(root))
        self._texts: dict[str, str | None] = {}
        self._outlines: dict[str, Outline] = {}

    @cached_property
    def files(self) -> tuple[str, ...]:
        """All regular files by path, at most 50,000; links, caches and virtual environments are left out."""
        found: list[str] = []
        for parent, folders, names in os.walk(self.root):
            here = Path(parent)
            folders[:] = sorted(name for name in folders if name not in SKIPPED and _is_plain_folder(here / name))
            for name in sorted(names):
                if stat.S_ISREG((here / name).lstat().st_mode):
                    found.append((here / name).relative_to(self.root).as_posix())
            if len(found) >= FILES:
                break
        return tuple(found[:FILES])

    def list(self, pattern: str = "*", limit: int = 1000) -> tuple[str, ...]:
        """The files whose path matches the glob `pattern` (`*` also matches slashes)."""
        return tuple(path for path in self.files if fnmatch.fnmatchcase(path, pattern))[:limit]

    def exists(self, path: str) -> bool:
        """Whether `path` is a regular file that can be read. Raises PathRefused."""
        return self._text(path) is not None

    def text(self, path: str) -> str:
        """The whole text. Raises PathRefused, or WorkspaceError if it is missing, binary or larger than 2 MiB."""
        text = self._text(path)
        if text is None:
            raise WorkspaceError(f"{path[:200]} is not a readable text file of at most {FILE_BYTES >> 20} MiB.")
        return text

    def lines(self, path: str, first: int = 1, last: int | None = None) -> tuple[tuple[int, str], ...]:
        """The numbered lines from `first` to `last` (both counted from 1), at most 2,000, each cut at 1,000 signs."""
        all_lines = self.text(path).split("\n")
        start = max(1, first)
        end = min(len(all_lines) if last is None else last, start + LINES - 1, len(all_lines))
        return tuple((number, all_lines[number - 1][:WIDTH]) for number in range(start, end + 1))

    def around(self, location: CodeLocation, margin: int = 8) -> SourceContext | None:
        """The lines around `location`, or None if the file is not there."""
        try:
            numbered = self.lines(location.path, location.line - margin, location.line + margin)
        except WorkspaceError:
            return None
        if not numbered:
            return None
        return SourceContext(location=location, first_line=numbered[0][0], lines=tuple(line for _, line in numbered))

    def search(
        self, wanted: str, *, regex: bool = False, pattern: str = "*", limit: int = 200, seconds: float = 5.0
    ) -> tuple[Match, ...]:
        """Lines that hold `wanted` literally (or match it as a regular expression) in files that match `pattern`."""
        if not wanted:
            raise WorkspaceError("There is nothing to search for: the text is empty.")
        texts: list[tuple[str, str]] = []
        size = 0
        for path in self.list(pattern, FILES):
            text = self._text(path)
            if text is None or (size := size + len(text)) > SEARCHED_BYTES:
                continue
            texts.append((path, text))
        return pattern_matches(texts, wanted, limit, seconds) if regex else literal_matches(texts, wanted, limit)

    def texts(self) -> Iterator[str]:
        """The files that are text, one after the other, as far as a search would read."""
        size = 0
        for path in self.files:
            text = self._text(path)
            if text is not None and (size := size + len(text)) <= SEARCHED_BYTES:
                yield text

    def outline(self, path: str) -> Outline:
        """What the Python file `path` defines; an empty outline for any other file."""
        name = relative(path)
        if name not in self._outlines:
            text = self._text(name) if name.endswith((".py", ".pyi")) else None
            self._outlines[name] = outline_of(text) if text else Outline()
        return self._outlines[name]

    def definitions(self, name: str, limit: int = 100) -> tuple[tuple[str, Definition], ...]:
        """Every function and class called `name` (bare or qualified) with the file that defines it."""
        last = name.rpartition(".")[2]
        found: list[tuple[str, Definition]] = []
        for path in self.list("*.py", FILES):
            text = self._text(path)
            if last and text and last in text:
                found.extend((path, item) for item in self.outline(path).named(name))
            if len(found) >= limit:
                break
        return tuple(found[:limit])

    def locate(self, frame: Frame) -> CodeLocation | None:
        """Where `frame` of an event is in this tree: prefixes of the deployment and drifted lines are put right.

        None if no file of the tree fits. Nothing in the frame can lead out of the tree.
        """
        place = self._frames.find(frame)
        if place is None:
            return None
        path, line = place
        function = self.outline(path).function_at(line)
        if function == MODULE and not path.endswith(".py"):
            function = frame.function or ""
        return CodeLocation(path=path, line=line, function=function)

    def callees(self, location: CodeLocation) -> tuple[CodeLocation, ...]:
        """The definitions in this tree that the function around `location` calls up to that line, nearest first."""
        text = self._text(location.path)
        if text is None or not location.path.endswith(".py"):
            return ()
        around = self.outline(location.path).enclosing(location.line)
        first = around.first_line if around else max(1, location.line - 20)
        # The expression may go on below the line that the interpreter reports.
        calls = called_names(text, first, location.line + 2)
        return definitions_called(calls, location.path, self.definitions)

    def classes_told(self, text: str, depth: int = 2) -> tuple[CodeLocation, ...]:
        """The classes that a message names, such as the model that a value does not fit, and their bases."""
        found: dict[CodeLocation, None] = {}
        names = dict.fromkeys(_CLASS.findall(text[:CHARACTERS]))
        for name in list(names)[:NAMED]:
            for path, item in self.definitions(name, NAMED):
                node = class_at(self._text(path) or "", item.first_line)
                if node is None:
                    continue
                found[CodeLocation(path=path, line=item.first_line, function=item.name)] = None
                bases = " ".join(ast.unparse(base) for base in node.bases)
                further = self.classes_told(bases, depth - 1) if depth and bases else ()
                found.update(dict.fromkeys(further))
        return tuple(found)[: 2 * NAMED]

    def givers(self, trace: Sequence[CodeLocation], asked: Asked | None = None) -> tuple[CodeLocation, ...]:
        """The definitions whose results the crashed expression may work with, those nearest to it first.

        `trace` are the places of a crash, innermost first; `asked` is the failing part of the first statement. A caller
        is asked for what it handed down, as far as that was used. Of whose results those make their own comes behind.
        """
        found: dict[CodeLocation, None] = {}
        called = ""
        for place in trace:
            text = self._text(place.path) if place.path.endswith(".py") else None
            part = handed_to(called) if called else asked
            feeding = calls_feeding(text, place.line, part) if text is not None else Feeding()
            found.update(dict.fromkeys(definitions_called(feeding.calls, place.path, self.definitions)))
            called = place.function.rpartition(".")[2]
            if not feeding.handed:
                break
        further = [behind for place in found for behind in self._passed_on(place)]
        return tuple(dict.fromkeys([*found, *further]))

    def _passed_on(self, place: CodeLocation) -> tuple[CodeLocation, ...]:
        """The definitions of whose results a function makes its own."""
        text = self._text(place.path)
        lines = returns_of(text, place.line) if text is not None else ()
        calls = [call for line in lines for call in calls_feeding(text or "", line).calls]
        return definitions_called(tuple(dict.fromkeys(calls)), place.path, self.definitions)

    def is_raise(self, location: CodeLocation) -> bool:
        """Whether the line belongs to a `raise` statement: somebody meant this error."""
        return self.outline(location.path).raises_at(location.line)

    @cached_property
    def _frames(self) -> FrameMap:
        return FrameMap(self.files, self._text, self.outline)

    def _text(self, path: str) -> str | None:
        name = relative(path)
        if name not in self._texts:
            self._texts[name] = _read(inside(self.root, name))
        return self._texts[name]


def _is_plain_folder(path: Path) -> bool:
    return not path.is_symlink() and not (path / "pyvenv.cfg").exists()


def _read(place: Path) -> str | None:
    """The text of a regular file; the last step refuses a link even if one appeared since the path was checked."""
    try:
        descriptor = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        return None
    with os.fdopen(descriptor, "rb") as file:
        content = file.read(FILE_BYTES + 1)
    if len(content) > FILE_BYTES or b"\0" in content:
        return None
    try:
        return content.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return content.decode("latin-1").replace("\r\n", "\n")
