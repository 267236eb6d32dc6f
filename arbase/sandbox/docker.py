"""The Docker sandbox: no network, a read-only root, one writable folder, another user, limits by control group.

With an image, system and interpreter are the image's. Without one they are this machine's own, shown read-only in a
container that holds nothing else, so that no image has to be fetched.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docker
from docker.errors import APIError, DockerException, ImageNotFound

from arbase.domain.errors import SandboxError
from arbase.sandbox.container import Inside, host_image, remove_left_behind, wanted
from arbase.sandbox.conversation import converse
from arbase.sandbox.disk import DiskWatch
from arbase.sandbox.environment import checked_folder, interpreter_of, program_of, variables
from arbase.sandbox.handover import hand_over, take_back
from arbase.sandbox.interface import Limits, Sandbox, SandboxRun
from arbase.sandbox.interpreter import folders_of
from arbase.sandbox.memory import MemoryWatch
from arbase.sandbox.root import Identity, own_identity, visible

DEFAULT_ADDRESS = "unix:///var/run/docker.sock"
CALL_SECONDS = 60
# How long a container without work stays for the next command on the same folder.
IDLE_SECONDS = 60.0
KEPT = 4
NOT_STARTED = (126, 127)


@dataclass
class _Warm:
    """A container that waits for its next command. `files` holds what was bound into it."""

    container: str
    identity: Identity
    files: tempfile.TemporaryDirectory[str]
    used: float


class DockerSandbox(Sandbox):
    """Runs commands by `exec` in a container that stays warm for the same folder, mounts and limits.

    `image` names what is the root inside; empty: this machine's system. A command that leaves processes behind, runs
    out of time or is killed takes its container with it.
    """

    name = "docker"

    def __init__(self, image: str = "", python: Path | None = None) -> None:
        self._image = image
        self._python = python or Path(sys.executable)
        self._warm: dict[tuple[object, ...], _Warm] = {}
        self._lock = threading.Lock()
        self._client: docker.DockerClient | None = None

    @classmethod
    def problem(cls, image: str = "") -> str | None:
        """Why Docker cannot be used here and how to get it, or None; tried out, not guessed."""
        sandbox = cls(image)
        try:
            with tempfile.TemporaryDirectory(prefix="arbase-try-") as folder:
                run = sandbox.run(("/bin/sh", "-c", "echo 42"), folder=Path(folder), limits=Limits(seconds=20))
        except (SandboxError, OSError) as error:
            return str(error).rstrip(".")
        finally:
            sandbox.close()
        return None if run.stdout.strip() == b"42" else "a container starts, but /bin/sh does not run in it"

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
        words, surroundings, shown = self._resolved(command, place, env, readable)
        key = _key(place, shown, bounds)
        started = time.monotonic()
        with self._taken(key) as kept:
            warm = kept or self._started(place, shown, bounds)
            owner = place.stat()
            try:
                if warm.identity.root:
                    hand_over(place, warm.identity.uid, warm.identity.gid)
                run = self._exec(warm, words, place, stdin, surroundings, bounds)
            except BaseException:
                self._discard(warm)
                raise
            finally:
                take_back(place, *((owner.st_uid, owner.st_gid) if warm.identity.root else ()))
            self._keep(key, warm)
        return run.model_copy(update={"command": command, "seconds": time.monotonic() - started})

    def isolation(self) -> str:
        """What is isolated."""
        root = f"the image {self._image}" if self._image else "this machine's system"
        return (
            f"docker: no network, {root} read-only, one writable folder, a user of its own without capabilities, "
            "limits on memory, processes, time and output"
        )

    def close(self) -> None:
        """Remove the containers that are kept warm."""
        with self._lock:
            kept, self._warm = list(self._warm.values()), {}
        for warm in kept:
            self._discard(warm)
        if self._client is not None:
            self._client.close()
            self._client = None

    def __del__(self) -> None:
        with contextlib.suppress(Exception):
            self.close()

    @property
    def _engine(self) -> docker.DockerClient:
        if self._client is None:
            _check_engine()
            try:
                self._client = docker.from_env(timeout=CALL_SECONDS)
                if Path("/proc/self").exists():  # elsewhere the processes of others cannot be told
                    remove_left_behind(self._client)
            except DockerException as error:
                raise SandboxError(f"the Docker engine cannot be used: {_said(error)}") from error
        return self._client

    def _resolved(
        self, command: tuple[str, ...], place: Path, env: dict[str, str] | None, readable: tuple[Path, ...]
    ) -> tuple[list[str], dict[str, str], tuple[Path, ...]]:
        """The words, environment and read-only paths as they are inside."""
        given = tuple(dict.fromkeys(path.absolute() for path in readable))
        if self._image:
            if not command or not command[0]:
                raise SandboxError("The command to run in the sandbox is empty.")
            surroundings = variables(Path("/usr/local/bin/python"), "/tmp", env)  # noqa: S108 - a tmpfs of its own
            return list(command), surroundings, given
        python = interpreter_of(command, self._python)
        surroundings = variables(python, "/tmp", env)  # noqa: S108 - a fresh tmpfs inside
        program = program_of(command, place, surroundings, python)
        own = (*folders_of(python, place), *(folders_of(program, place) if program != python else ()))
        shown = tuple(dict.fromkeys((*own, *given)))
        if not visible(program, (*shown, place)):
            raise SandboxError(
                f"{program} lies outside of what the sandbox shows; name an interpreter by its real path."
            )
        return [str(program), *command[1:]], surroundings, shown

    def _started(self, place: Path, shown: tuple[Path, ...], bounds: Limits) -> _Warm:
        """A fresh container that does nothing yet. Raises SandboxError."""
        engine = self._engine
        # The engine knows no user of the caller's own name space: an ordinary caller's commands run as the caller.
        ordinary = Identity(uid=os.getuid(), gid=os.getgid(), root=False)
        identity = own_identity() if os.geteuid() == 0 else ordinary
        files = tempfile.TemporaryDirectory(prefix="arbase-docker-")
        try:
            options = wanted(Inside(identity, place, shown), Path(files.name), bounds, host=not self._image)
            container = engine.containers.create(self._image or host_image(engine), **options)
        except (ImageNotFound, APIError) as error:
            files.cleanup()
            named = f"a container of the image {self._image}" if self._image else "a container"
            raise SandboxError(f"docker cannot create {named}: {_said(error)}; pull or build it first.") from error
        except SandboxError:
            files.cleanup()
            raise
        warm = _Warm(str(container.id), identity, files, time.monotonic())
        try:
            container.start()
        except DockerException as error:
            self._discard(warm)
            raise SandboxError(f"docker could not start the container: {_said(error)}.") from error
        return warm

    def _exec(
        self, warm: _Warm, words: list[str], place: Path, stdin: bytes, env: dict[str, str], bounds: Limits
    ) -> SandboxRun:
        api = self._engine.api
        disk = DiskWatch(place, bounds.disk_mb << 20)
        try:
            memory = _memory_watch(api, warm.container, bounds.memory_mb << 20)
            run = api.exec_create(
                warm.container,
                words,
                stdin=True,
                environment=env,
                workdir=str(place),
                user=f"{warm.identity.uid}:{warm.identity.gid}",
            )["Id"]
            stream = api.exec_start(run, socket=True)
            said = converse(
                stream,
                stdin,
                seconds=bounds.seconds,
                output_bytes=bounds.output_bytes,
                overspent=lambda: memory() or disk.overspent(),
            )
            if said.timed_out or said.overspent:
                self._discard(warm)
                status = -signal.SIGKILL
            else:
                status = _exit_status(api, run)
        except (DockerException, OSError) as error:
            raise SandboxError(f"docker could not run {words[0]}: {_said(error)}.") from error
        if status in NOT_STARTED and b"OCI runtime exec failed" in said.stdout + said.stderr:
            text = (said.stdout + said.stderr).decode("utf-8", "replace").strip()
            raise SandboxError(f"The program {words[0]!r} cannot be started in the container: {text[-300:]}")
        return SandboxRun(
            command=tuple(words),
            exit_status=-(status - 128) if 128 < status <= 128 + signal.NSIG else status,
            seconds=0.0,
            stdout=said.stdout,
            stderr=said.stderr,
            timed_out=said.timed_out,
            truncated=said.truncated,
            sandbox=self.name,
        )

    @contextlib.contextmanager
    def _taken(self, key: tuple[object, ...]) -> Iterator[_Warm | None]:
        """The container that is warm for `key`, out of the shelf while it works; those idle for long are removed."""
        now = time.monotonic()
        with self._lock:
            warm = self._warm.pop(key, None)
            old = [other for other in self._warm if now - self._warm[other].used > IDLE_SECONDS]
            stale = [self._warm.pop(other) for other in old]
        for gone in stale:
            self._discard(gone)
        yield warm

    def _keep(self, key: tuple[object, ...], warm: _Warm) -> None:
        """Back to the shelf, if nothing is left running in it."""
        if not self._is_quiet(warm):
            self._discard(warm)
            return
        warm.used = time.monotonic()
        with self._lock:
            gone = [self._warm.pop(key)] if key in self._warm else []
            self._warm[key] = warm
            while len(self._warm) > KEPT:
                gone.append(self._warm.pop(min(self._warm, key=lambda other: self._warm[other].used)))
        for other in gone:
            self._discard(other)

    def _is_quiet(self, warm: _Warm) -> bool:
        try:
            return len(self._engine.api.top(warm.container)["Processes"] or ()) == 1
        except DockerException:
            return False

    def _discard(self, warm: _Warm) -> None:
        """Kill everything in the container and remove it. Raises SandboxError if that fails."""
        try:
            self._engine.api.remove_container(warm.container, force=True, v=True)
        except APIError as error:
            if error.status_code not in (404, 409):
                raise SandboxError(f"the container {warm.container[:12]} cannot be removed: {_said(error)}.") from error
        finally:
            with contextlib.suppress(OSError):
                warm.files.cleanup()


def _check_engine() -> None:
    """Raises SandboxError unless an engine listens on this machine, whose folders it can mount.

    Asked here, since docker's client leaves its connection open where it finds no engine.
    """
    address = os.environ.get("DOCKER_HOST") or DEFAULT_ADDRESS
    if not address.startswith("unix://"):
        raise SandboxError(f"the Docker engine at {address[:100]} may not be on this machine; use one at unix://...")
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(CALL_SECONDS)
        try:
            probe.connect(address.removeprefix("unix://"))
        except OSError as error:
            raise SandboxError(
                f"no Docker engine answers at {address} ({error.strerror or error}); start dockerd, or use "
                "`sandbox: bubblewrap`"
            ) from error


def _key(place: Path, shown: tuple[Path, ...], bounds: Limits) -> tuple[object, ...]:
    """What a container was made for; a folder that was deleted and made again is another one."""
    facts = [(str(path), path.stat().st_dev, path.stat().st_ino) for path in (place, *shown) if path.exists()]
    return (*facts, bounds.memory_mb, bounds.processes, bounds.file_mb)


def _memory_watch(api: Any, container: str, limit: int) -> Callable[[], bool]:
    """Whether all processes of the container together hold more than `limit` bytes."""
    first = int(api.inspect_container(container)["State"]["Pid"])
    try:
        status = Path(f"/proc/{first}/status").read_text("ascii", "replace")
    except OSError:  # the engine runs in a virtual machine: the control group alone must do
        return lambda: False
    parent = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("PPid:"))
    return MemoryWatch(parent, limit).overspent


def _exit_status(api: Any, run: str) -> int:
    """The status of a command whose output ended; the engine may need a moment to learn of it."""
    deadline = time.monotonic() + CALL_SECONDS
    while time.monotonic() < deadline:
        told = api.exec_inspect(run)
        if not told["Running"] and told["ExitCode"] is not None:
            return int(told["ExitCode"])
        time.sleep(0.01)
    raise SandboxError("The engine does not tell how the command ended.")


def _said(error: Exception) -> str:
    text = getattr(error, "explanation", None) or str(error)
    return " ".join(str(text).split())[:300]
