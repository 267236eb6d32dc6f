"""Writes what a fix changes as the repository's own formatter would: a fix that its linter refuses is none."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from arbase.domain.errors import SandboxError, WorkspaceError
from arbase.domain.service import Service
from arbase.sandbox.interface import Limits, Sandbox
from arbase.workspace.paths import inside

SECONDS = 30.0
LARGEST = 2_000_000
SKIPPED = shutil.ignore_patterns(
    "__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".git", ".venv", "node_modules"
)


class RepositoryStyle:
    """The service's format command, and the fixes that its linter offers, on single files of a tree.

    Both run in the sandbox on a copy. What they would change without the fix, or fail on, is left alone.
    """

    def __init__(self, sandbox: Sandbox, service: Service, tree: Path) -> None:
        self._sandbox = sandbox
        self._tree = tree
        python = service.python or sys.executable
        self._commands = [
            (python, *words[1:]) if words[0] in {"python", "python3"} else words
            for words in (_fixing(service.commands.lint), service.commands.format)
            if words
        ]
        self._steady: dict[str, bool] = {}

    def written(self, texts: Mapping[str, str | None]) -> dict[str, str | None]:
        """`texts` (path -> new content) in the repository's style; as they are where it has none, or none that holds.

        Never raises for what the commands do: an unformatted fix is still a fix.
        """
        result = dict(texts)
        chosen = {path: text for path, text in texts.items() if text is not None and path.endswith(".py")}
        if not self._commands or not chosen:
            return result
        try:
            fresh = {path: self._original(path) for path in chosen if path not in self._steady}
            known = {path: text for path, text in fresh.items() if text is not None}
            for path, text in (self._run(known) if known else {}).items():
                self._steady[path] = text == known[path]
            wanted = {path: text for path, text in chosen.items() if self._steady.get(path, True)}
            return result | (self._run(wanted) if wanted else {})
        except (SandboxError, WorkspaceError, OSError):
            return result

    def _original(self, path: str) -> str | None:
        place = inside(self._tree, path)
        return place.read_bytes().decode("utf-8", "surrogateescape") if place.is_file() else None

    def _run(self, texts: Mapping[str, str]) -> dict[str, str]:
        """The texts after all commands; as they were where one failed. Raises SandboxError, OSError."""
        with tempfile.TemporaryDirectory(prefix="arbase-style-", ignore_cleanup_errors=True) as place:
            Path(place).chmod(0o755)  # the sandbox's user must be able to reach it
            folder = Path(place).resolve() / "tree"
            shutil.copytree(self._tree, folder, symlinks=True, ignore=SKIPPED)
            for path, text in texts.items():
                file = inside(folder, path)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(text.encode("utf-8", "surrogateescape"))
            for words in self._commands:
                run = self._sandbox.run((*words, *texts), folder=folder, limits=Limits(seconds=SECONDS))
                if run.exit_status != 0:
                    return dict(texts)
            return {path: _read(folder / path, text) for path, text in texts.items()}


def _read(file: Path, before: str) -> str:
    """What a command left; it ran code of the repository, so links and giants are not followed."""
    if file.is_symlink() or not file.is_file() or file.stat().st_size > LARGEST:
        return before
    return file.read_bytes().decode("utf-8", "surrogateescape") or before


def _fixing(words: tuple[str, ...]) -> tuple[str, ...]:
    """How the linter mends what it would complain of, for linters that can without changing what code does."""
    names = [Path(word).name for word in words]
    if "ruff" in names and "check" in names:
        return (*words[: names.index("check") + 1], "--fix-only", "--quiet")
    return ()
