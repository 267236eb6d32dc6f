"""Where code of a monitored repository runs, and nowhere else."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path

from pydantic import Field

from arbase.domain.noun import Noun


class Limits(Noun):
    """What a command may use. Output beyond the limit is cut, everything else ends the command."""

    seconds: float = Field(default=120.0, description="Wall-clock time until the whole process group is killed.")
    memory_mb: int = Field(default=4096, description="Address space of each process, in MiB.")
    processes: int = Field(default=128, description="Processes and threads at one time.")
    output_bytes: int = Field(default=20_000_000, description="Bytes kept of standard output and error, each.")
    file_mb: int = Field(default=512, description="Largest file that may be written, in MiB.")
    disk_mb: int = Field(default=4096, description="What may be added to the working folder in all, in MiB.")


class SandboxRun(Noun):
    """How a command ended, as seen from outside. `exit_status` is negative for a signal, as `subprocess` has it."""

    command: tuple[str, ...]
    exit_status: int
    seconds: float
    stdout: bytes
    stderr: bytes
    timed_out: bool = False
    truncated: bool = False
    sandbox: str = ""


class Sandbox(ABC):
    """Runs one command at a time in a working folder that it may write; the rest of the machine is out of reach."""

    name: str

    @abstractmethod
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
        """Run `command` with `folder` as its writable working directory and `readable` visible read-only.

        The environment holds PATH, HOME, TMPDIR, LANG and `env`, nothing of the caller's. There is no network. `folder`
        has the same absolute path inside and outside. Raises SandboxError if the command could not be started.
        """

    @abstractmethod
    def isolation(self) -> str:
        """One sentence that says what is isolated, for proofs and `arbase doctor`."""

    def close(self) -> None:  # noqa: B027 - most sandboxes keep nothing between commands
        """Release what is kept between commands; the sandbox may be used again."""
