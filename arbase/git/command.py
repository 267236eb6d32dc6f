"""Runs git on a repository that may be hostile: nothing that the repository configures is ever executed."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path

from arbase.domain.errors import WorkspaceError
from arbase.git.shadow import shadow

OUTPUT_BYTES = 256 << 20
CHUNK = 1 << 20
ENVIRONMENT = {
    "LC_ALL": "C",
    "TZ": "UTC",
    "HOME": "/nonexistent",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_SYSTEM": "/dev/null",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "false",
    "GIT_EDITOR": "false",
    "GIT_PAGER": "cat",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_ALLOW_PROTOCOL": "file",
    "GIT_NO_LAZY_FETCH": "1",
    # A path is a path, also where it begins with a colon or holds a star.
    "GIT_LITERAL_PATHSPECS": "1",
    # `refs/replace` would show other content under the name of a commit.
    "GIT_NO_REPLACE_OBJECTS": "1",
}


def git(
    repository: Path,
    *words: str,
    stdin: bytes = b"",
    env: Mapping[str, str] | None = None,
    timeout: float = 60,
) -> bytes:
    """Run `git *words` on the objects and references of `repository` and return its standard output.

    There is no working tree and no index (give GIT_INDEX_FILE in `env` to use one of your own), so commands that need
    a checkout do not work: `commit-tree`, `merge-tree` and `update-ref` do. Relative paths are the repository's.
    Raises WorkspaceError with git's last line if it fails, takes longer than `timeout` seconds, or says too much.
    """
    if any("\0" in word for word in words):
        raise WorkspaceError("A word for git holds a NUL character.")
    surroundings = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), **ENVIRONMENT, **(env or {})}
    with shadow(repository) as view, tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as complaints:
        given.write(stdin)
        given.seek(0)
        try:
            process = subprocess.Popen(
                ["git", "--no-pager", *words],
                cwd=view,
                env={**surroundings, "GIT_DIR": str(view)},
                stdin=given,
                stdout=subprocess.PIPE,
                stderr=complaints,
                start_new_session=True,
            )
        except OSError as error:
            raise WorkspaceError(f"git cannot be started: {error}; install git.") from error
        output, problem = _listen(process, timeout)
        if problem:
            raise WorkspaceError(f"git {_shown(words)}: {problem}.")
        if process.returncode != 0:
            complaints.seek(0)
            lines = complaints.read(65536).decode("utf-8", "replace").strip().splitlines()
            said = lines[-1][:300] if lines else f"it ended with status {process.returncode}"
            raise WorkspaceError(f"git {_shown(words)} in {repository}: {said}")
    return output


def _listen(process: subprocess.Popen[bytes], timeout: float) -> tuple[bytes, str]:
    """The output and, if the process had to be ended, why."""
    problems: list[str] = []

    def end(why: str) -> None:
        problems.append(why)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)

    alarm = threading.Timer(timeout, end, (f"no answer within {timeout:g} seconds",))
    alarm.daemon = True
    alarm.start()
    chunks: list[bytes] = []
    size = 0
    try:
        if process.stdout is not None:
            with process.stdout as pipe:
                while chunk := pipe.read(CHUNK):
                    size += len(chunk)
                    if size > OUTPUT_BYTES:
                        end(f"more than {OUTPUT_BYTES >> 20} MiB of output")
                        break
                    chunks.append(chunk)
        process.wait()
    finally:
        alarm.cancel()
        if process.poll() is None:
            end("it was interrupted")
            process.wait()
    return b"".join(chunks), problems[0] if problems else ""


def _shown(words: tuple[str, ...]) -> str:
    return " ".join(words)[:100]
