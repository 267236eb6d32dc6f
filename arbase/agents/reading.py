"""Read-only tools on the code: list, search, read with line numbers, definitions; with the changes laid over it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import Field

from arbase.domain.errors import WorkspaceError
from arbase.model.tools import Arguments, Tool
from arbase.workspace.code import CodeReader
from arbase.workspace.paths import relative

LISTED = 400
FOUND = 100
LINES = 400


class ListFiles(Arguments):
    """Arguments of `list_files`."""

    pattern: str = Field(default="*", description="Glob on the path; * also matches slashes.")


class Search(Arguments):
    """Arguments of `search`."""

    text: str = Field(description="What to look for, literally.")
    pattern: str = Field(default="*.py", description="Glob on the path; * also matches slashes.")
    regex: bool = Field(default=False, description="Whether `text` is a regular expression.")


class Read(Arguments):
    """Arguments of `read`."""

    path: str = Field(description="Relative to the repository.")
    first: int = Field(default=1, ge=1, description="First line.")
    last: int = Field(default=LINES, ge=1, description="Last line.")


class Definitions(Arguments):
    """Arguments of `definitions`."""

    name: str = Field(description="Name of a function or class.")


class Code:
    """The exported code with what was changed over it (path -> text; None: deleted)."""

    def __init__(self, root: Path, overlay: Mapping[str, str | None]) -> None:
        self._reader = CodeReader(root)
        self._overlay = overlay

    @property
    def reader(self) -> CodeReader:
        """The code as it was exported."""
        return self._reader

    def text(self, path: str) -> str:
        """The text of a file. Raises PathRefused, WorkspaceError."""
        name = relative(path)
        if name in self._overlay:
            changed = self._overlay[name]
            if changed is None:
                raise WorkspaceError(f"{name} was deleted")
            return changed
        return self._reader.text(name)

    def exists(self, path: str) -> bool:
        """Whether there is such a file. Raises PathRefused."""
        name = relative(path)
        return self._overlay[name] is not None if name in self._overlay else self._reader.exists(name)

    def lines(self, path: str) -> int:
        """How many lines a file has."""
        return self.text(path).count("\n") + 1

    def tools(self) -> tuple[Tool, ...]:
        """The tools."""
        return (
            Tool("list_files", "List the repository's files.", ListFiles, self._list),
            Tool("search", "Find lines in the repository's files.", Search, self._search),
            Tool("read", f"Read a file with line numbers, at most {LINES} lines at a time.", Read, self._read),
            Tool("definitions", "Where a function or class is defined.", Definitions, self._definitions),
        )

    def _list(self, given: ListFiles) -> str:
        found = self._reader.list(given.pattern, LISTED + 1)
        more = f"\n[more than {LISTED}; give a narrower pattern]" if len(found) > LISTED else ""
        return "\n".join(found[:LISTED]) + more or "no file matches"

    def _search(self, given: Search) -> str:
        found = self._reader.search(given.text, regex=given.regex, pattern=given.pattern, limit=FOUND + 1)
        lines = [f"{one.path}:{one.line}: {one.text}" for one in found[:FOUND] if one.path not in self._overlay]
        for path, text in self._overlay.items():
            numbered = enumerate((text or "").split("\n"), 1)
            lines += [f"{path}:{number}: {line} [changed file]" for number, line in numbered if given.text in line]
        more = f"\n[more than {FOUND}; search for something rarer]" if len(found) > FOUND else ""
        return "\n".join(lines) + more or "no line matches"

    def _read(self, given: Read) -> str:
        all_lines = self.text(given.path).split("\n")
        last = min(given.last, given.first + LINES - 1, len(all_lines))
        shown = [f"{number}: {all_lines[number - 1][:1000]}" for number in range(given.first, last + 1)]
        rest = f"\n[{len(all_lines)} lines in all]" if last < len(all_lines) else ""
        return "\n".join(shown) + rest or f"the file ends at line {len(all_lines)}"

    def _definitions(self, given: Definitions) -> str:
        found = self._reader.definitions(given.name, 30)
        return "\n".join(f"{path}:{item.first_line}: {item.name}" for path, item in found) or "not defined here"
