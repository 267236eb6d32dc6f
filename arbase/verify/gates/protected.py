"""Gate 8a: a fix changes a little Python of the service, and nothing that decides how it is judged."""

from __future__ import annotations

import fnmatch
import sys
from pathlib import PurePosixPath

from arbase.domain.errors import PathRefused
from arbase.domain.fix import FileEdit, GateResult
from arbase.verify.gates.interface import Gate, GateCase
from arbase.workspace.paths import inside, relative

MAX_FILES = 4
MAX_LINES = 80
MAX_BYTES = 400_000
# Names by which tools, test runners and the interpreter itself are steered.
STEERING = (
    "conftest.py", "sitecustomize.py", "usercustomize.py", "setup.py", "noxfile.py", "tasks.py", "fabfile.py",
    "pytest.ini", "tox.ini", "setup.cfg", "pyproject.toml", "*.pth", "Makefile", "Dockerfile*", "*.lock", "*-lock.*",
    "constraints*.txt", "requirements*.txt", "Pipfile*", "Jenkinsfile*", "azure-pipelines*", "*.yml", "*.yaml",
    "*.toml", "*.ini", "*.cfg",
)  # fmt: skip


class ProtectedPathsGate(Gate):
    """The patch stays inside the repository, is small, is Python, and touches neither tests nor what steers them."""

    name = "protected paths"

    def check(self, case: GateCase) -> GateResult:
        """Refuse the first path or size that is out of bounds."""
        edits = case.candidate.patch.edits
        if not edits:
            return self.refuses("the patch is empty")
        paths = [edit.path for edit in edits]
        if len(set(paths)) < len(paths):
            return self.refuses("the patch names a path twice")
        if len(edits) > MAX_FILES:
            return self.refuses(f"the patch touches {len(edits)} files, more than {MAX_FILES}")
        for edit in edits:
            fault = self._fault(case, edit)
            if fault:
                return self.refuses(f"{edit.path[:200]}: {fault}")
        lines = sum(file.size for file in case.files)
        if lines > MAX_LINES and not case.restored:
            return self.refuses(f"the patch changes {lines} lines, more than {MAX_LINES}")
        return self.passes(f"{lines} changed lines in {', '.join(paths)}, none of them protected")

    @staticmethod
    def _fault(case: GateCase, edit: FileEdit) -> str:
        try:
            path = relative(edit.path)
            place = inside(case.lab.tree, edit.path)
        except PathRefused as error:
            return str(error)
        if path != edit.path:
            return "the path is not in its plain form"
        parts = PurePosixPath(path)
        matched = next((glob for glob in case.service.protected_paths if matches(path, glob)), "")
        if matched:
            return f"protected by {matched!r}"
        if any(part.startswith(".") for part in parts.parts):
            return "a hidden file or folder"
        steered = next((glob for glob in STEERING if fnmatch.fnmatch(parts.name, glob)), "")
        if steered:
            return f"steers tools or tests ({steered})"
        if is_test(path, case.service.tests):
            return "an existing test or a file of the tests' folder"
        return _content_fault(case, edit, place.read_bytes() if place.is_file() else None)


def _content_fault(case: GateCase, edit: FileEdit, content: bytes | None) -> str:
    if edit.after is None:
        return "the patch deletes the file"
    if edit.before is None:
        return "" if case.restored else "the patch adds a new file"
    if content is None:
        return "there is no such file in the base commit"
    if content != edit.before.encode("utf-8", "surrogateescape"):
        return "the patch was made for another version of the file"
    if edit.before == edit.after:
        return "the patch changes nothing"
    if "\0" in edit.before + edit.after or len(edit.after) > MAX_BYTES:
        return "the file is binary or too large"
    name = PurePosixPath(edit.path)
    if name.suffix != ".py" and not case.condition_put_back:
        return "not Python, so that its effect cannot be judged"
    if len(name.parts) == 1 and name.stem in sys.stdlib_module_names:
        return "the file takes the place of a module of the standard library"
    return ""


def matches(path: str, glob: str) -> bool:
    """`path` or a folder of it matches; `**` spans folders."""
    pure = PurePosixPath(path)
    if glob.endswith("/**"):
        return fnmatch.fnmatch(path, f"{glob[:-3]}/*")
    return any(fnmatch.fnmatch(str(place), glob.rstrip("/")) for place in (pure, *pure.parents) if str(place) != ".")


def is_test(path: str, tests: str) -> bool:
    """A file of the tests' folder or one that test runners collect."""
    pure = PurePosixPath(path)
    named = pure.name.startswith("test_") or pure.name.endswith(("_test.py", "_tests.py")) or pure.name == "tests.py"
    folder = tests.strip("/")
    return named or "tests" in pure.parts[:-1] or (folder not in {"", "."} and path.startswith(f"{folder}/"))
