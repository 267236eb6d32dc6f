"""The environment of a service: an interpreter with its requirements, built once and kept by what it holds.

Nothing of the repository runs outside the sandbox, and inside there is no network. So wheels are fetched outside by
pip, which runs no code of theirs (source distributions are refused), and installed inside.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path

from arbase.domain.errors import SandboxError, WorkspaceError
from arbase.domain.outcome import Declined, Done, Failed, Outcome
from arbase.domain.progress import Observer, Progress
from arbase.domain.service import Install, Service
from arbase.sandbox.interface import Limits, Sandbox, SandboxRun
from arbase.workspace.checkout import exported
from arbase.workspace.paths import relative

READY = "ready.json"
DESCRIPTIONS = ("pyproject.toml", "setup.py", "setup.cfg")
FETCH_SECONDS = 900.0
INSTALL_SECONDS = 900.0
INCLUDED = 8
# A requirement by name, and nothing else: an address, a path or an option could read or run what it likes.
NAMED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(\[[A-Za-z0-9._, -]*\])?\s*(\(?[<>=!~ 0-9A-Za-z.*+,_-]*\)?)?\s*(;.*)?")
INCLUDE = re.compile(r"(?:-r|--requirement|-c|--constraint)[\s=]+(\S+)")
HASH = re.compile(r"\s+--hash=\S+")


class Environments(ABC):
    """Gives each service the interpreter in which its code runs."""

    @abstractmethod
    def ready(self, service: Service, observe: Observer, incident_id: str = "") -> Outcome[Service]:
        """`service` with an interpreter that has its requirements; Declined where they cannot be had."""


class AsDescribed(Environments):
    """Every service as it describes itself: nothing is installed."""

    def ready(self, service: Service, observe: Observer, incident_id: str = "") -> Outcome[Service]:
        """The service unchanged."""
        return Done(value=service)


class _Refused(Exception):
    """The environment cannot be built, for a reason that the user can act on."""


class CachedEnvironments(Environments):
    """Keeps environments below `home`, a folder each, named after what was asked for."""

    def __init__(self, home: Path, sandbox: Sandbox) -> None:
        self._home = home.absolute()
        self._sandbox = sandbox

    def ready(self, service: Service, observe: Observer, incident_id: str = "") -> Outcome[Service]:
        """See the interface. One build at a time; one that was interrupted is thrown away and begun again."""
        install = service.install
        if install is None:
            return Done(value=service)
        try:
            with self._source(service) as tree:
                wanted = _wanted(service, install, tree)
                folder = self._home / hashlib.sha256(json.dumps(wanted, sort_keys=True).encode()).hexdigest()[:20]
                with _locked(folder):
                    if not (folder / READY).is_file():
                        observe(
                            Progress(
                                stage="environment",
                                kind="build",
                                incident_id=incident_id,
                                text=f"Installing {len(wanted['requirements'])} requirements of {service.name}, once",
                            )
                        )
                        self._build(folder, tree, wanted)
            return Done(value=service.model_copy(update={"python": str(folder / "venv" / "bin" / "python")}))
        except (_Refused, WorkspaceError) as error:
            return Declined(reason=f"the environment of service {service.name} cannot be built: {error}")
        except (SandboxError, OSError) as error:
            return Failed(error=f"building the environment of service {service.name} broke: {error}")

    @contextlib.contextmanager
    def _source(self, service: Service) -> Iterator[Path]:
        self._home.mkdir(parents=True, exist_ok=True)
        scratch = self._home / f"source-{os.getpid()}"
        shutil.rmtree(scratch, ignore_errors=True)
        try:
            exported(service.repository, None, scratch)
            yield scratch
        finally:
            shutil.rmtree(scratch, ignore_errors=True)

    def _build(self, folder: Path, tree: Path, wanted: dict[str, list[str]]) -> None:
        """Make, fetch, install, mark as ready."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        folder.chmod(0o755)
        python, venv = wanted["python"][0], folder / "venv"
        self._done(folder, (python, "-m", "venv", str(venv)), "making a virtual environment")
        if wanted["requirements"]:
            listed = folder / "requirements.txt"
            listed.write_text("\n".join(wanted["requirements"]) + "\n", encoding="utf-8")
            _fetch(venv / "bin" / "python", listed, folder / "wheels")
            pip = (str(venv / "bin" / "python"), "-m", "pip", "install", "--quiet", "--no-index", "--no-cache-dir")
            self._done(folder, (*pip, "-f", str(folder / "wheels"), "-r", str(listed)), "installing the requirements")
        commands = json.loads(wanted["commands"][0])
        if commands:
            shutil.copytree(tree, folder / "source", symlinks=True)
        for words in commands:
            inside = (str(venv / "bin" / "python"), *words[1:]) if words[0] in ("python", "python3") else tuple(words)
            shell = ("/bin/sh", "-c", 'cd source && exec "$@"', "sh", *inside)
            self._done(folder, shell, f"the install command {' '.join(words)[:100]!r}")
        shutil.rmtree(folder / "wheels", ignore_errors=True)
        (folder / READY).write_text(json.dumps(wanted, indent=1), encoding="utf-8")

    def _done(self, folder: Path, words: tuple[str, ...], what: str) -> None:
        env = {"PATH": f"{folder / 'venv' / 'bin'}:/usr/local/bin:/usr/bin:/bin", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
        run = self._sandbox.run(words, folder=folder, env=env, limits=Limits(seconds=INSTALL_SECONDS))
        if run.exit_status != 0:
            raise _Refused(f"{what} {_ended(run)}")


def _wanted(service: Service, install: Install, tree: Path) -> dict[str, list[str]]:
    """What the environment is made of: equal wishes, equal environments. Raises _Refused."""
    python = _interpreter(install.python or service.python or sys.executable)
    texts = []
    for name in DESCRIPTIONS if install.commands else ():
        with contextlib.suppress(OSError):
            texts.append(hashlib.sha256((tree / name).read_bytes()).hexdigest())
    named: dict[str, None] = {}
    for path in install.requirements:
        for line in _requirements(tree, path, []):
            named[line] = None
    return {
        "python": [python, *_identity(Path(python))],
        "requirements": list(named),
        "commands": [json.dumps(install.commands)],
        "descriptions": texts,
    }


def _interpreter(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise _Refused(f"the interpreter {name!r} is not on this machine; install it or set install.python")
    return found


def _identity(python: Path) -> list[str]:
    """Path and age of the program itself: an interpreter that was replaced is another one."""
    real = python.resolve()
    return [str(real), str(real.stat().st_mtime_ns)]


def _requirements(tree: Path, path: str, within: list[str]) -> Iterator[str]:
    """The requirements of a file and those that it includes, each by name. Raises _Refused, PathRefused."""
    if len(within) >= INCLUDED or path in within:
        raise _Refused(f"{path} is included in a circle or too deep ({' > '.join(within)[:200]})")
    file = tree / relative(path)
    if not file.is_file() or file.is_symlink():
        raise _Refused(f"there is no file {path}; name those that exist under install.requirements")
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _Refused(f"{path} cannot be read as text ({error})") from error
    for number, raw in enumerate(text.replace("\\\n", " ").splitlines(), start=1):
        line = re.sub(r"(^|\s)#.*$", "", HASH.sub("", raw)).strip()
        included = INCLUDE.fullmatch(line)
        if included:
            beside = str(Path(path).parent / included[1])
            yield from _requirements(tree, os.path.normpath(beside), [*within, path])
        elif line and not NAMED.fullmatch(line):
            raise _Refused(f"{path}:{number}: {line[:80]!r} is not a requirement by name and version")
        elif line:
            yield line


def _fetch(python: Path, listed: Path, wheels: Path) -> None:
    """Fetch wheels, and only wheels, with the network and the package index that this machine is set up for."""
    words = [str(python), "-I", "-m", "pip", "download", "--quiet", "--only-binary", ":all:", "--no-input"]
    words += ["--disable-pip-version-check", "--requirement", str(listed), "--dest", str(wheels)]
    try:
        done = subprocess.run(
            words, cwd=listed.parent, capture_output=True, text=True, timeout=FETCH_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise _Refused(f"fetching the requirements took longer than {FETCH_SECONDS:.0f} s") from error
    if done.returncode != 0:
        said = [line for line in done.stderr.splitlines() if line.startswith("ERROR")] or done.stderr.splitlines()
        raise _Refused(f"the requirements cannot be fetched as wheels ({' '.join(said[-2:])[:300]})")


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _ended(run: SandboxRun) -> str:
    if run.timed_out:
        return f"did not end within {run.seconds:.0f} s"
    lines = (run.stdout + run.stderr).decode("utf-8", "replace").strip().splitlines()
    lines = [line for line in lines if line.startswith("ERROR")] or lines
    said = f", it said: {lines[-1][:300]}" if lines else ""
    return f"ended with exit status {run.exit_status}{said}"
