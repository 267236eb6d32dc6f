"""Earlier versions of a file, the latest first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from arbase.domain.errors import WorkspaceError
from arbase.git.command import git
from arbase.workspace.checkout import file_at

SECONDS = 10.0


def former_versions(repository: Path, path: str, most: int) -> Iterator[tuple[str, str]]:
    """The commits that changed it last, each with the text from before; none where there is no history."""
    try:
        told = git(repository, "log", "--format=%H", f"-n{most}", "HEAD", "--", path, timeout=SECONDS)
        for sha in told.decode().split():
            text = file_at(repository, f"{sha}~1", path)
            if text is not None:
                yield sha, text
    except WorkspaceError:
        return
