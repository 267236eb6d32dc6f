"""A clean view of a repository that may be hostile.

A repository's own `.git/config` can name programs in dozens of places (fsmonitor, filters, diff and merge drivers,
hooks, signatures, remotes, aliases, included files), and the list grows. So git never reads it: it is given a
throw-away git directory with a configuration of ours, in which only objects and references are the repository's.
"""

from __future__ import annotations

import contextlib
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from arbase.domain.errors import WorkspaceError

# What is the repository's in the view; everything else (config, hooks, info/attributes, index) is not.
SHARED = ("objects", "refs", "packed-refs", "shallow", "reftable", "logs")
# Formats of storage, which git must know in order to read; no other extension is honoured.
EXTENSIONS = {"objectformat": re.compile(r"sha1|sha256"), "refstorage": re.compile(r"files|reftable")}
CONFIG_BYTES = 1 << 20
CONFIG = """\
[core]
	repositoryFormatVersion = {version}
	bare = true
	hooksPath = /dev/null
	attributesFile = /dev/null
	excludesFile = /dev/null
	fsmonitor = false
	quotePath = false
	logAllRefUpdates = true
[gc]
	auto = 0
[maintenance]
	auto = false
[protocol]
	allow = never
[protocol "file"]
	allow = always
"""


def git_folder(repository: Path) -> Path | None:
    """The git directory of `repository` (a checkout, a linked worktree or a bare repository), or None.

    Folders above are not searched: a plain folder inside somebody's checkout is a plain folder.
    """
    for candidate in (_followed(repository / ".git"), repository):
        if candidate is not None and (candidate / "HEAD").is_file() and (_shared(candidate) / "objects").is_dir():
            return candidate
    return None


@contextlib.contextmanager
def shadow(repository: Path) -> Iterator[Path]:
    """A git directory with the repository's objects and references and none of its configuration."""
    real = git_folder(repository)
    if real is None:
        raise WorkspaceError(f"{repository} is not a git repository.")
    common = _shared(real)
    with tempfile.TemporaryDirectory(prefix="arbase-git-") as name:
        view = Path(name)
        for part in SHARED:
            if (common / part).exists():
                (view / part).symlink_to((common / part).resolve())
        # A repository with packed references alone may have no folder of loose ones; git insists on it.
        if not (view / "refs").exists():
            (view / "refs").mkdir()
        (view / "HEAD").write_bytes((real / "HEAD").read_bytes()[:4096])
        (view / "config").write_text(_config(common), "ascii")
        yield view


def _followed(path: Path) -> Path | None:
    """The git directory that `.git` is, or that the file `.git` of a linked worktree names."""
    if path.is_dir():
        return path
    target = _line(path)
    if target is None or not target.startswith("gitdir:"):
        return None
    return path.parent / target.removeprefix("gitdir:").strip()


def _shared(real: Path) -> Path:
    """Where objects and branches are: elsewhere for a linked worktree."""
    target = _line(real / "commondir")
    return real / target if target else real


def _line(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return file.read(4096).decode("utf-8", "surrogateescape").strip()
    except OSError:
        return None


def _config(common: Path) -> str:
    extensions = _extensions(common / "config")
    lines = [f"\t{name} = {value}\n" for name, value in extensions.items()]
    text = CONFIG.format(version=1 if extensions else 0)
    return text + ("[extensions]\n" + "".join(lines) if lines else "")


def _extensions(config: Path) -> dict[str, str]:
    """The storage formats named in the section `[extensions]`, known values only."""
    try:
        with config.open("rb") as file:
            text = file.read(CONFIG_BYTES).decode("utf-8", "replace")
    except OSError:
        return {}
    found: dict[str, str] = {}
    section = ""
    for raw in text.splitlines():
        line = raw.strip()
        if line.startswith("["):
            section = line[1:].partition("]")[0].strip().lower()
            continue
        key, _, value = line.partition("=")
        known = EXTENSIONS.get(key.strip().lower()) if section == "extensions" else None
        if known is not None and known.fullmatch(value.strip().lower()):
            found[key.strip().lower()] = value.strip().lower()
    return found
