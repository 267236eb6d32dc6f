"""Where the fix agent edits: changes lie over the exported code and touch no file, so nothing can be written outside.

What cannot be part of a fix is refused here already, with the reason; the gates of `arbase.verify` refuse it again for
whoever wrote it.
"""

from __future__ import annotations

import fnmatch
from pathlib import PurePosixPath
from typing import Any

from pydantic import Field

from arbase.agents.reading import Code
from arbase.domain.errors import PathRefused, WorkspaceError
from arbase.domain.fix import FileEdit, Patch
from arbase.domain.service import Service
from arbase.model.tools import Arguments, Tool
from arbase.workspace.paths import inside, relative

FILE_CHARACTERS = 400_000
TESTS = 6
PRODUCT = 4
SHOWN = 3


class Edit(Arguments):
    """Arguments of `edit`."""

    path: str = Field(description="An existing Python file, relative to the repository.")
    old: str = Field(min_length=1, description="A piece of it, exact with its indentation, that stands there once.")
    new: str = Field(description="What stands there instead.")


class WriteTest(Arguments):
    """Arguments of `write_test`."""

    path: str = Field(description="A new file test_*.py below the folder for tests.")
    source: str = Field(min_length=1, description="Its whole text.")


class Undo(Arguments):
    """Arguments of `undo`."""

    path: str = Field(description="The file whose change is taken back.")


class Nothing(Arguments):
    """No arguments."""


class Workbench:
    """The changes of one fix."""

    def __init__(self, code: Code, overlay: dict[str, str | None], service: Service) -> None:
        self._code = code
        self._overlay = overlay
        self._service = service

    def tools(self) -> tuple[Tool, ...]:
        """The tools that change something."""
        return (
            Tool("edit", "Replace one exact, unique piece of a file.", Edit, self._edit),
            Tool("write_test", "Write a new test file; again to replace it.", WriteTest, self._write_test),
            Tool("undo", "Take the change of a file back.", Undo, self._undo),
            Tool("changes", "All changes so far as a diff.", Nothing, self._changes),
        )

    def patch(self) -> Patch:
        """The changes of the service's code."""
        return Patch(edits=tuple(edit for edit in self._edits() if not self._is_test(edit.path)))

    def tests(self) -> Patch:
        """The new tests."""
        return Patch(edits=tuple(edit for edit in self._edits() if self._is_test(edit.path)))

    def state(self) -> dict[str, Any]:
        """What is kept with the transcript."""
        return {"overlay": dict(self._overlay)}

    def restore(self, state: dict[str, Any]) -> None:
        """Bring the changes of a transcript back; they are checked as if they were made now."""
        self._overlay.clear()
        for path, text in state.get("overlay", {}).items():
            if isinstance(text, str) and (self._is_test(path) or not self._fault(path)):
                self._overlay[relative(path)] = text

    def _edits(self) -> list[FileEdit]:
        found = []
        for path, text in sorted(self._overlay.items()):
            before = self._code.reader.text(path) if self._code.reader.exists(path) else None
            if before != text:
                found.append(FileEdit(path=path, before=before, after=text))
        return found

    def _edit(self, given: Edit) -> str:
        path = relative(given.path)
        fault = self._fault(path)
        if fault:
            raise WorkspaceError(fault)
        text = self._code.text(path)
        count = text.count(given.old)
        if count != 1:
            where = "does not stand there; read the file again" if not count else f"stands there {count} times"
            raise WorkspaceError(f"the piece {where}; give more of what is around it")
        changed = text.replace(given.old, given.new)
        self._kept(path, changed)
        line = text[: text.index(given.old)].count("\n") + 1
        last = line + given.new.count("\n")
        around = enumerate(changed.split("\n")[: last + SHOWN], 1)
        now = [f"{number}: {part[:400]}" for number, part in around if number >= line - SHOWN]
        return "\n".join([f"changed {path} from line {line}; now:", *now])

    def _write_test(self, given: WriteTest) -> str:
        path = relative(given.path)
        if not self._is_test(path) or path.rpartition("/")[2] == "conftest.py":
            raise WorkspaceError(f"{path} is no test: new tests are called test_*.py and lie in {self._service.tests}")
        if self._code.reader.exists(path):
            raise WorkspaceError(f"{path} exists; existing tests stay as they are, write a new file")
        if path not in self._overlay and sum(map(self._is_test, self._overlay)) >= TESTS:
            raise WorkspaceError(f"there are {TESTS} new test files already")
        self._kept(path, given.source)
        return f"wrote {path}"

    def _undo(self, given: Undo) -> str:
        path = relative(given.path)
        if path not in self._overlay:
            raise WorkspaceError(f"{path} was not changed")
        del self._overlay[path]
        return f"{path} is as it was"

    def _changes(self, given: Nothing) -> str:
        return "".join(edit.diff for edit in self._edits()) or "nothing is changed"

    def _kept(self, path: str, text: str) -> None:
        if len(text) > FILE_CHARACTERS or "\0" in text:
            raise WorkspaceError(f"{path} would be binary or longer than {FILE_CHARACTERS:,} characters")
        inside(self._code.reader.root, path)
        changed = [name for name in self._overlay if not self._is_test(name)]
        if not self._is_test(path) and path not in self._overlay and len(changed) >= PRODUCT:
            raise WorkspaceError(f"{PRODUCT} files are changed already; a fix of one error is smaller")
        self._overlay[path] = text

    def _fault(self, path: str) -> str:
        """Why a file may not be changed, or nothing."""
        try:
            name = relative(path)
            exists = self._code.reader.exists(name)
        except PathRefused as error:
            return str(error)
        pure = PurePosixPath(name)
        globs = self._service.protected_paths
        if any(part.startswith(".") for part in pure.parts) or any(_covers(glob, name) for glob in globs):
            return f"{name} is protected: a fix may not touch it"
        if self._is_test(name) or "tests" in pure.parts[:-1] or pure.name.startswith("test_"):
            return f"{name} is an existing test or beside one: it stays as it is; write a new test with write_test"
        if not exists:
            return f"{name} does not exist; a fix changes existing files, and adds only tests"
        if pure.suffix != ".py":
            return f"{name} is not Python: configuration, dependencies and data are not changed by a fix"
        if pure.name in {"conftest.py", "setup.py", "noxfile.py", "sitecustomize.py", "usercustomize.py"}:
            return f"{name} steers tests or the installation: a fix may not touch it"
        return ""

    def _is_test(self, path: str) -> bool:
        folder = self._service.tests.strip("/")
        below = folder in ("", ".") or path.startswith(f"{folder}/")
        name = path.rpartition("/")[2]
        return below and name.startswith("test_") and name.endswith(".py")


def _covers(glob: str, path: str) -> bool:
    if glob.endswith("/**"):
        return fnmatch.fnmatch(path, f"{glob[:-3]}/*")
    pure = PurePosixPath(path)
    return any(fnmatch.fnmatch(str(place), glob.rstrip("/")) for place in (pure, *pure.parents) if str(place) != ".")
