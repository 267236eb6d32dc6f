"""Which folders a Python interpreter needs in order to run; found by reading, never by running it."""

from __future__ import annotations

import os
from pathlib import Path

# What is shown of a prefix that is too broad to be shown whole, such as a home directory.
PARTS = ("bin", "lib", "lib64", "include", "pyvenv.cfg")
LINKS_FOLLOWED = 16


def folders_of(python: Path, besides: Path | None = None) -> tuple[Path, ...]:
    """The files and folders outside /usr that `python`, its links, virtual environment and base interpreter need.

    What lies in `besides`, the working folder, is left out: it is there already, and to be written.
    """
    prefixes: dict[Path, None] = {}
    for executable in _chain(python):
        if executable.parent.name in ("bin", "Scripts"):
            prefixes[executable.parent.parent] = None
            base = _home_of_environment(executable.parent.parent)
            if base is not None:
                for link in _chain(base / python.name):
                    prefixes[link.parent.parent] = None
                prefixes[base.parent] = None
    needed: dict[Path, None] = {}
    for prefix in prefixes:
        for path in _shown(prefix):
            needed[path] = None
    return tuple(path for path in needed if besides is None or not path.is_relative_to(besides))


def _chain(executable: Path) -> list[Path]:
    """`executable` and what its links point to, hop by hop: each must exist inside under its own name."""
    chain = [Path(executable).absolute()]
    while len(chain) <= LINKS_FOLLOWED and chain[-1].is_symlink():
        target = chain[-1].parent / chain[-1].readlink()
        chain.append(target)
    # Not Path.resolve(), which raises for links in a circle before Python 3.13.
    resolved = Path(os.path.realpath(chain[0]))
    return chain if resolved in chain else [*chain, resolved]


def _home_of_environment(prefix: Path) -> Path | None:
    try:
        text = (prefix / "pyvenv.cfg").read_text("utf-8", errors="replace")
    except OSError:
        return None
    for line in text.splitlines():
        key, found, value = line.partition("=")
        if found and key.strip().lower() == "home":
            return Path(value.strip())
    return None


def _shown(prefix: Path) -> list[Path]:
    resolved = prefix.resolve()
    if resolved == Path("/usr") or Path("/usr") in resolved.parents:
        return []
    if not ((prefix / "pyvenv.cfg").is_file() or any(prefix.glob("lib/python3*"))):
        return []
    home = Path.home().resolve()
    too_broad = resolved == home or resolved in home.parents or len(resolved.parts) <= 1
    return [prefix / part for part in PARTS if (prefix / part).exists()] if too_broad else [prefix]
