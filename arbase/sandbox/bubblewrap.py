"""The bubblewrap sandbox: no network, a read-only root of system and interpreter, one writable folder, another user."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from arbase.domain.errors import SandboxError
from arbase.sandbox.capture import capture
from arbase.sandbox.environment import interpreter_folders, resolved, variables
from arbase.sandbox.interface import Limits, Sandbox, SandboxRun

SANDBOX_UID = 61234
"""The user that code runs as when arbase is root: limits on processes are not enforced for uid 0."""
TMP = "/tmp"  # noqa: S108 - a fresh tmpfs inside the sandbox, not the machine's folder
SYSTEM_LINKS = ("bin", "sbin", "lib", "lib32", "lib64", "libx32")
SYSTEM_FILES = ("/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/alternatives", "/etc/localtime",
                "/etc/mime.types", "/etc/nsswitch.conf")  # fmt: skip
IDENTITY = {
    "passwd": f"sandbox:x:{SANDBOX_UID}:{SANDBOX_UID}::/tmp:/bin/sh\nroot:x:0:0::/:/bin/sh\n",
    "group": f"sandbox:x:{SANDBOX_UID}:\nroot:x:0:\n",
    "hosts": "127.0.0.1 localhost\n::1 localhost\n",
}


class BubblewrapSandbox(Sandbox):
    """Runs commands through `bwrap`; works as root (which then gives up its rights) and as any user."""

    name = "bubblewrap"

    @staticmethod
    def problem() -> str | None:
        """Why bubblewrap cannot be used here, or None."""
        for program in ("bwrap", "prlimit", "setpriv"):
            if shutil.which(program) is None:
                package = "bubblewrap" if program == "bwrap" else "util-linux"
                return f"{program} is not installed; on Debian: apt-get install {package}"
        with tempfile.TemporaryDirectory(prefix="arbase-") as folder:
            try:
                run = BubblewrapSandbox().run(("/usr/bin/true",), folder=Path(folder), limits=Limits(seconds=10))
            except SandboxError as error:
                return str(error)
        if run.exit_status != 0:
            said = run.stderr.decode("utf-8", "replace").strip().splitlines()
            return said[-1][:200] if said else f"a test run ended with {run.exit_status}"
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
        """Run `command`; see the interface. Raises SandboxError if bwrap cannot be started."""
        bounds = limits or Limits()
        words = resolved(command)
        place = folder.resolve()
        started = time.monotonic()
        with _handed_over(place), tempfile.TemporaryDirectory(prefix="arbase-etc-") as etc:
            arguments = [
                *self._namespaces(),
                *self._files(words, place, readable, Path(etc)),
                *(part for key, value in variables(words, TMP, env).items() for part in ("--setenv", key, value)),
                "--",
                *self._limited(words, bounds),
            ]
            try:
                process = subprocess.Popen(
                    ["bwrap", *arguments],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    start_new_session=True,
                    env={"PATH": os.environ.get("PATH", "/usr/bin:/bin")},
                )
            except (OSError, ValueError) as error:
                raise SandboxError(f"bwrap cannot be started ({error})") from error

            def end() -> None:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)

            said = capture(process, stdin, seconds=bounds.seconds, output_bytes=bounds.output_bytes, end=end)
        status = process.returncode
        return SandboxRun(
            command=command,
            exit_status=128 - status if status > 128 and not said.timed_out else status,
            seconds=time.monotonic() - started,
            stdout=said.stdout,
            stderr=said.stderr,
            timed_out=said.timed_out,
            truncated=said.truncated,
            sandbox=self.name,
        )

    def isolation(self) -> str:
        """What is isolated."""
        return (
            "bubblewrap: no network, read-only system and interpreter, one writable folder, another user, limits on "
            "memory, processes, time and output"
        )

    @staticmethod
    def _namespaces() -> list[str]:
        """All namespaces; a user namespace only for those who are not root, since root can become another user."""
        shared = ["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try"]
        if os.geteuid() != 0:
            shared += ["--unshare-user", "--uid", str(SANDBOX_UID), "--gid", str(SANDBOX_UID)]
        return [*shared, "--die-with-parent", "--new-session", "--hostname", "sandbox", "--clearenv"]

    @staticmethod
    def _files(words: tuple[str, ...], place: Path, readable: tuple[Path, ...], etc: Path) -> list[str]:
        arguments = [
            "--ro-bind",
            "/usr",
            "/usr",
            "--proc",
            "/proc",
            "--dev",
            "/dev",
            "--perms",
            "1777",
            "--tmpfs",
            TMP,
        ]
        for name in SYSTEM_LINKS:
            top = Path("/") / name
            if top.is_symlink():
                arguments += ["--symlink", str(top.readlink()), str(top)]
            elif top.is_dir():
                arguments += ["--ro-bind", str(top), str(top)]
        for name in SYSTEM_FILES:
            arguments += ["--ro-bind-try", name, name]
        for name, text in IDENTITY.items():
            (etc / name).write_text(text, encoding="ascii")
            arguments += ["--ro-bind", str(etc / name), f"/etc/{name}"]
        for path in dict.fromkeys([*interpreter_folders(words), *(path.resolve() for path in readable)]):
            arguments += ["--ro-bind", str(path), str(path)]
        return [*arguments, "--bind", str(place), str(place), "--chdir", str(place)]

    @staticmethod
    def _limited(words: tuple[str, ...], bounds: Limits) -> list[str]:
        """Limits are set inside and cannot be raised again; root becomes the sandbox's user on the way."""
        become = []
        if os.geteuid() == 0:
            user = str(SANDBOX_UID)
            become = ["setpriv", "--reuid", user, "--regid", user, "--clear-groups", "--no-new-privs",
                      "--bounding-set", "-all", "--inh-caps", "-all"]  # fmt: skip
        return [
            *become,
            "prlimit",
            f"--as={bounds.memory_mb << 20}",
            f"--nproc={bounds.processes}",
            f"--fsize={bounds.file_mb << 20}",
            f"--cpu={int(bounds.seconds * 4) + 1}",
            "--core=0",
            "--",
            *words,
        ]


@contextlib.contextmanager
def _handed_over(place: Path) -> Iterator[None]:
    """Root gives the folder to the sandbox's user for the time of the command, and takes it back."""
    if os.geteuid() != 0:
        yield
        return
    _own(place, SANDBOX_UID)
    try:
        yield
    finally:
        _own(place, 0)


def _own(place: Path, uid: int) -> None:
    """Change the owner of the folder and all in it, never through a link."""
    os.chown(place, uid, uid, follow_symlinks=False)
    for root, folders, files in os.walk(place):
        for name in (*folders, *files):
            with contextlib.suppress(FileNotFoundError):
                os.chown(os.path.join(root, name), uid, uid, follow_symlinks=False)  # noqa: PTH118 - Path is ten times slower over thousands of files
