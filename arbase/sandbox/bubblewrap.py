"""The bubblewrap sandbox: no network, a read-only root of system and interpreter, one writable folder, another user."""

from __future__ import annotations

import contextlib
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from arbase.domain.errors import SandboxError
from arbase.sandbox.capture import Captured, capture
from arbase.sandbox.disk import DiskWatch
from arbase.sandbox.environment import checked_folder, interpreter_of, program_of, variables
from arbase.sandbox.handover import hand_over, take_back
from arbase.sandbox.interface import Limits, Sandbox, SandboxRun
from arbase.sandbox.interpreter import folders_of
from arbase.sandbox.memory import MemoryWatch
from arbase.sandbox.root import Descriptors, Identity, own_identity, root_arguments, visible

PROGRAMS = {"bwrap": "bubblewrap", "prlimit": "util-linux", "setpriv": "util-linux"}
START_SECONDS = 20.0
END_SECONDS = 30.0


class BubblewrapSandbox(Sandbox):
    """Runs commands through `bwrap`.

    As root, bwrap makes the mounts and the command then becomes a user that owns nothing but `folder`; limits on
    processes are not enforced for uid 0. As any other user, the same is done in a user namespace.
    """

    name = "bubblewrap"

    def __init__(self, python: Path | None = None) -> None:
        self._python = python or Path(sys.executable)

    @staticmethod
    def problem() -> str | None:
        """Why bubblewrap cannot be used here and how to get it, or None; tried out, not guessed."""
        if sys.platform != "linux":
            return "bubblewrap exists on Linux only"
        for program, package in PROGRAMS.items():
            if shutil.which(program) is None:
                return f"{program} is not installed; on Debian and Ubuntu: apt-get install {package}"
        try:
            with tempfile.TemporaryDirectory(prefix="arbase-try-") as folder:
                run = BubblewrapSandbox().run(
                    (sys.executable, "-S", "-c", "print(42)"), folder=Path(folder), limits=Limits(seconds=START_SECONDS)
                )
        except (SandboxError, OSError) as error:
            return str(error).rstrip(".")
        if run.exit_status != 0 or run.stdout.strip() != b"42":
            return f"{sys.executable} does not run inside it ({_last_line(run.stderr) or run.exit_status})"
        return None

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
        """Run `command`; see the interface. Raises SandboxError if it cannot be started or cannot be ended."""
        bounds = limits or Limits()
        place = checked_folder(folder)
        python = interpreter_of(command, self._python)
        surroundings = variables(python, "/tmp", env)  # noqa: S108 - a fresh tmpfs inside, not the machine's folder
        program = program_of(command, place, surroundings, python)
        shown = (
            *folders_of(python, place),
            *(folders_of(program, place) if program != python else ()),
            *(path.absolute() for path in readable),
        )
        if not visible(program, (*shown, place)):
            raise SandboxError(
                f"{program} lies outside of what the sandbox shows; name an interpreter by its real path."
            )
        identity = own_identity()
        started = time.monotonic()
        with _handed_over(place, identity), contextlib.ExitStack() as stack:
            descriptors = Descriptors(stack)
            words = [
                *_namespaces(identity),
                *root_arguments(descriptors, identity, shown=shown, folder=place),
                "--",
                *_limited(identity, bounds),
                str(program),
                *command[1:],
            ]
            watch = DiskWatch(place, bounds.disk_mb << 20)
            said, status = _watched(words, surroundings, stdin, (bounds, watch), descriptors)
        return SandboxRun(
            command=command,
            exit_status=status,
            seconds=time.monotonic() - started,
            stdout=said.stdout,
            stderr=said.stderr,
            timed_out=said.timed_out,
            truncated=said.truncated,
            sandbox=self.name,
        )

    def isolation(self) -> str:
        """What is isolated."""
        user = "a user of its own" if os.geteuid() == 0 else "a user namespace"
        return (
            f"bubblewrap: no network, a read-only system and interpreter, one writable folder, {user} without any "
            "rights, limits on memory, processes, time and output"
        )


def _namespaces(identity: Identity) -> list[str]:
    """All namespaces; the one of users only where it is needed, for in it root could not become another user."""
    words = ["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try"]
    if not identity.root:
        words += ["--unshare-user", "--uid", str(identity.uid), "--gid", str(identity.gid)]
    return [*words, "--die-with-parent", "--new-session", "--hostname", "sandbox"]


def _limited(identity: Identity, bounds: Limits) -> list[str]:
    """Limits are set inside, by programs of the system, before anything of the repository runs."""
    words = [
        "/usr/bin/prlimit",
        f"--as={bounds.memory_mb << 20}",
        f"--nproc={bounds.processes}",
        f"--fsize={bounds.file_mb << 20}",
        f"--cpu={int(bounds.seconds) * (os.cpu_count() or 1) + 1}",
        "--core=0",
        "--nofile=4096",
        "--",
    ]
    if identity.root:
        words += ["/usr/bin/setpriv", f"--reuid={identity.uid}", f"--regid={identity.gid}", "--clear-groups"]
        words += ["--bounding-set=-all", "--inh-caps=-all", "--no-new-privs", "--"]
    return words


@contextlib.contextmanager
def _handed_over(place: Path, identity: Identity) -> Iterator[None]:
    """Give `place` to the sandbox's user for the time of the command, and take it back clean in any case."""
    owner = place.stat()
    try:
        if identity.root:
            hand_over(place, identity.uid, identity.gid)
        yield
    finally:
        if identity.root:
            take_back(place, owner.st_uid, owner.st_gid)
        else:
            take_back(place)


def _watched(
    words: list[str], env: dict[str, str], stdin: bytes, limits: tuple[Limits, DiskWatch], descriptors: Descriptors
) -> tuple[Captured, int]:
    """Start bwrap, listen to it until it ends or must, and wait until every process in it is gone."""
    bounds, disk = limits
    reports, report_to = descriptors.report()
    try:
        process = subprocess.Popen(
            ["bwrap", "--json-status-fd", str(report_to), *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd="/",
            env=env,
            pass_fds=descriptors.inherited,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        raise SandboxError(f"bwrap cannot be started: {error}.") from error
    descriptors.close_inherited()
    first = _report(reports)
    init = _opened(first.get("child-pid"))
    memory = MemoryWatch(process.pid, bounds.memory_mb << 20)
    try:
        said = capture(
            process,
            stdin,
            seconds=bounds.seconds,
            output_bytes=bounds.output_bytes,
            end=lambda: _end(process, init),
            overspent=lambda: memory.overspent() or disk.overspent(),
        )
    finally:
        if init is not None:
            os.close(init)
    if said.timed_out or said.overspent:
        return said, -signal.SIGKILL
    status = (first | _report(reports)).get("exit-code")
    if status is None:
        raise SandboxError(f"bubblewrap could not start the command: {_last_line(said.stderr) or 'it said nothing'}.")
    # bwrap, like a shell, tells a signal as 128 more than its number.
    return said, 128 - status if 128 < status <= 128 + signal.NSIG else status


def _report(descriptor: int) -> dict[str, int]:
    """What bwrap has written by now, one JSON object a line, as one; waits for the first of it."""
    ready, _, _ = select.select([descriptor], [], [], START_SECONDS)
    report: dict[str, int] = {}
    for line in os.read(descriptor, 4096).splitlines() if ready else ():
        with contextlib.suppress(ValueError):
            report |= json.loads(line)
    return report


def _opened(pid: int | None) -> int | None:
    """A handle on the first process inside, or None if it is already gone."""
    if pid is None:
        return None
    try:
        return os.pidfd_open(pid)
    except ProcessLookupError:
        return None


def _end(process: subprocess.Popen[bytes], init: int | None) -> None:
    """Kill the first process inside, with which the kernel kills all others, and wait for it.

    It ends only after all others of its namespace; before that the folder must not change hands.
    """
    if init is not None:
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(init, signal.SIGKILL)
        if not select.select([init], [], [], END_SECONDS)[0]:
            process.kill()
            raise SandboxError("A process in the sandbox cannot be killed; its working folder must not be used again.")
    elif process.poll() is None:
        process.kill()


def _last_line(text: bytes) -> str:
    lines = text.decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:300] if lines else ""
