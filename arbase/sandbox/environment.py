"""What a sandboxed command finds in its environment, and which folders its interpreter needs."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

SYSTEM_PATH = "/usr/local/bin:/usr/bin:/bin"


def variables(command: tuple[str, ...], home: str, extra: dict[str, str] | None) -> dict[str, str]:
    """PATH, HOME, TMPDIR, LANG, one thread for number crunching, and `extra`; nothing of the caller's."""
    interpreter = Path(command[0]).parent if command and Path(command[0]).is_absolute() else Path(sys.executable).parent
    return {
        "PATH": f"{interpreter}:{SYSTEM_PATH}",
        "HOME": home,
        "TMPDIR": home,
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1",
        # Thread pools of number libraries reserve gigabytes of address space and fight over two cores.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        **(extra or {}),
    }


def resolved(command: tuple[str, ...]) -> tuple[str, ...]:
    """`python` and `python3` mean the interpreter that runs arbase; tools beside it are found there first."""
    if not command:
        return command
    name = command[0]
    if name in {"python", "python3"}:
        return (sys.executable, *command[1:])
    beside = Path(sys.executable).parent / name
    if "/" not in name and beside.is_file():
        return (str(beside), *command[1:])
    return command


def interpreter_folders(command: tuple[str, ...]) -> tuple[Path, ...]:
    """Folders outside /usr that the command's interpreter lives in: its environment and its installation."""
    if not command:
        return ()
    found = shutil.which(command[0])
    if found is None:
        return ()
    program = Path(found)
    if program.read_bytes()[:2] == b"#!":
        first = program.read_bytes()[2:500].split(b"\n", 1)[0].decode("utf-8", "replace").split()
        return (*_prefixes(program), *(_prefixes(Path(first[0])) if first else ()))
    return _prefixes(program)


def _prefixes(program: Path) -> tuple[Path, ...]:
    """The environment of an interpreter (`bin`'s parent) and, through the link, the installation behind it."""
    places = []
    for place in (program, program.resolve()):
        prefix = place.parent.parent if place.parent.name in {"bin", "Scripts"} else place.parent
        configuration = prefix / "pyvenv.cfg"
        if configuration.is_file():
            for line in configuration.read_text(encoding="utf-8", errors="replace").splitlines():
                key, _, value = line.partition("=")
                if key.strip() == "home":
                    places.append(Path(value.strip()).resolve().parent)
        places.append(prefix)
    system = {Path("/"), Path("/usr"), Path("/bin"), Path("/usr/local")}
    return tuple(dict.fromkeys(place for place in places if place not in system and place.is_dir()))
