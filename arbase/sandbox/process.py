"""The process sandbox: limits and a clean environment, but the same files and network. For the bundled demo only."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import subprocess
import time
from pathlib import Path

from arbase.domain.errors import SandboxError
from arbase.sandbox.capture import capture
from arbase.sandbox.environment import resolved, variables
from arbase.sandbox.interface import Limits, Sandbox, SandboxRun


class ProcessSandbox(Sandbox):
    """A new session with resource limits. It isolates less: what the user may read or reach, the command may too."""

    name = "process"

    def run(
        self,
        command: tuple[str, ...],
        *,
        folder: Path,
        stdin: bytes = b"",
        env: dict[str, str] | None = None,
        readable: tuple[Path, ...] = (),
        limits: Limits | None = None,
    ) -> SandboxRun:
        """Run `command` in `folder`. Raises SandboxError if it cannot be started."""
        bounds = limits or Limits()
        words = resolved(command)
        started = time.monotonic()
        try:
            process = subprocess.Popen(
                words,
                cwd=folder,
                env=variables(words, str(folder), env),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
                preexec_fn=lambda: _limit(bounds),  # noqa: PLW1509 - the child only sets limits before exec
            )
        except (OSError, ValueError, subprocess.SubprocessError) as error:
            raise SandboxError(f"{' '.join(words)[:200]}: cannot be started in {folder} ({error})") from error

        def end() -> None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)

        said = capture(process, stdin, seconds=bounds.seconds, output_bytes=bounds.output_bytes, end=end)
        return SandboxRun(
            command=command,
            exit_status=process.returncode,
            seconds=time.monotonic() - started,
            stdout=said.stdout,
            stderr=said.stderr,
            timed_out=said.timed_out,
            truncated=said.truncated,
            sandbox=self.name,
        )

    def isolation(self) -> str:
        """What this does and, plainly, what it does not."""
        return (
            "process: limits on time, memory and output and a clean environment; it isolates less: the user's files "
            "and the network stay reachable"
        )


def _limit(bounds: Limits) -> None:
    """Runs in the child before exec; RLIMIT_NPROC is left out since it would count the user's other processes."""
    memory = bounds.memory_mb << 20
    for kind, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, bounds.file_mb << 20),
        (resource.RLIMIT_CPU, int(bounds.seconds * 4) + 1),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (value, value))
