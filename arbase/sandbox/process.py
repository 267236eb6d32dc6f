"""The process sandbox: limits and a clean environment, but the same files and network. For the bundled demo only."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from arbase.domain.errors import SandboxError
from arbase.sandbox.capture import capture
from arbase.sandbox.disk import DiskWatch
from arbase.sandbox.environment import checked_folder, interpreter_of, program_of, variables
from arbase.sandbox.interface import Limits, Sandbox, SandboxRun
from arbase.sandbox.memory import MemoryWatch

# Sets the limits in a small interpreter of its own: safe in a program with threads, where a fork hook is not.
# RLIMIT_NPROC counts all processes of the user, so those that run already are added.
# On Linux the program is killed when arbase ends, however that ends (PR_SET_PDEATHSIG outlives exec).
LAUNCHER = """
import os, resource, sys
memory, processes, size, cpu, parent = map(int, sys.argv[1:6])
if sys.platform == 'linux':
    import ctypes, signal
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit('arbase has ended')
wanted = [(resource.RLIMIT_AS, memory), (resource.RLIMIT_FSIZE, size), (resource.RLIMIT_CPU, cpu),
          (resource.RLIMIT_CORE, 0)]
running = 0
for pid in filter(str.isdigit, os.listdir('/proc') if os.path.isdir('/proc') else ()):
    try:
        if os.stat('/proc/' + pid).st_uid == os.getuid():
            running += len(os.listdir('/proc/' + pid + '/task'))
    except OSError:
        pass
if running:
    wanted.append((resource.RLIMIT_NPROC, processes + running))
for kind, value in wanted:
    hard = resource.getrlimit(kind)[1]
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    try:
        resource.setrlimit(kind, (value, value))
    except (ValueError, OSError):
        pass
os.execv(sys.argv[6], sys.argv[7:])
"""


class ProcessSandbox(Sandbox):
    """A new session with resource limits. It isolates less: what the user may read or reach, the command may too.

    HOME and TMPDIR are `folder`, so that well-behaved programs leave nothing elsewhere.
    """

    name = "process"

    def __init__(self, python: Path | None = None) -> None:
        self._python = python or Path(sys.executable)

    @staticmethod
    def problem() -> str | None:
        """Why it cannot be used here, or None."""
        return None if os.name == "posix" else "the process sandbox needs Linux or macOS"

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
        """Run `command` in `folder`; `readable` needs nothing, for everything is. Raises SandboxError."""
        del readable
        bounds = limits or Limits()
        place = checked_folder(folder)
        python = interpreter_of(command, self._python)
        surroundings = variables(python, str(place), env)
        program = program_of(command, place, surroundings, python)
        if not os.access(program, os.X_OK):
            raise SandboxError(f"{program} may not be executed.")
        sizes = (bounds.memory_mb << 20, bounds.processes, bounds.file_mb << 20, _cpu_seconds(bounds))
        numbers = (*sizes, os.getpid())
        words = [sys.executable, "-I", "-S", "-c", LAUNCHER, *map(str, numbers), str(program), *command]
        disk = DiskWatch(place, bounds.disk_mb << 20)
        started = time.monotonic()
        try:
            process = subprocess.Popen(
                words,
                cwd=place,
                env=surroundings,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            raise SandboxError(f"{command[0]} cannot be started in {place}: {error}.") from error

        def end() -> None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)

        memory = MemoryWatch(process.pid, bounds.memory_mb << 20)
        said = capture(
            process,
            stdin,
            seconds=bounds.seconds,
            output_bytes=bounds.output_bytes,
            end=end,
            overspent=lambda: memory.overspent() or disk.overspent(),
        )
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
            "process: limits on time, memory and output and a clean environment only; it isolates less: the network "
            "and every file of the user stay within reach"
        )


def _cpu_seconds(bounds: Limits) -> int:
    return int(bounds.seconds) * (os.cpu_count() or 1) + 1
