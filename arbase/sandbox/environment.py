"""What a sandboxed command finds in its environment, and which program its first word means."""

from __future__ import annotations

import shutil
from pathlib import Path

from arbase.domain.errors import SandboxError

SYSTEM_PATH = "/usr/local/bin:/usr/bin:/bin"


def interpreter_of(command: tuple[str, ...], default: Path) -> Path:
    """The interpreter that the command names by its full path, or `default`."""
    first = Path(command[0]) if command else default
    return first if first.is_absolute() and first.name.startswith("python") else default


def variables(python: Path, home: str, extra: dict[str, str] | None) -> dict[str, str]:
    """PATH (the interpreter's folder first), HOME, TMPDIR, LANG and `extra`; nothing of the caller's."""
    return {
        "PATH": f"{python.parent}:{SYSTEM_PATH}",
        "HOME": home,
        "TMPDIR": home,
        "LANG": "C.UTF-8",
        # Thread pools of number libraries reserve gigabytes of address space each and fight over the processors.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        **(extra or {}),
    }


def program_of(command: tuple[str, ...], folder: Path, env: dict[str, str], python: Path) -> Path:
    """The program that the first word means, looked up as it will be inside; a bare `python` is `python`.

    Raises SandboxError if there is none.
    """
    if not command or not command[0] or any("\0" in word for word in command):
        raise SandboxError("The command to run in the sandbox is empty or holds a NUL character.")
    if "/" in command[0]:
        program = folder / command[0]
        if program.is_file():
            return program
    else:
        found = shutil.which(command[0], path=env.get("PATH", SYSTEM_PATH))
        if found is not None:
            return folder / found
        if command[0] in {"python", "python3"}:
            return python
    raise SandboxError(f"The program {command[0]!r} was not found on {env.get('PATH')}; install it or name its path.")


def checked_folder(folder: Path) -> Path:
    """`folder` as an absolute path. Raises SandboxError for places that no command may be given to write."""
    place = folder.absolute()
    if not place.is_dir():
        raise SandboxError(f"The working folder {place} does not exist or is not a folder.")
    resolved = place.resolve()
    home = Path.home().resolve()
    if resolved == home or resolved in home.parents or len(resolved.parts) <= 2:
        raise SandboxError(f"The folder {resolved} is too broad to be given to a sandbox; use a folder of its own.")
    return place
