"""Gives a working folder to the sandbox's user and takes it back in a state that is safe to use.

Nothing of the sandbox runs while a folder changes hands, so there is no race to win; links are never followed.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import subprocess
from pathlib import Path

from arbase.domain.errors import SandboxError

# Deeper trees or longer paths are cut off afterwards: they exist only to break whoever walks or deletes them.
DEPTH = 100
LENGTH = 3000


def hand_over(folder: Path, uid: int, gid: int) -> None:
    """Make `uid` the owner of everything in `folder`.

    A file that has a second name (a hard link) elsewhere is replaced by a copy first: whoever owns one name owns the
    file.
    """
    for entry, details in _walk(folder):
        if stat.S_ISREG(details.st_mode) and details.st_nlink > 1:
            _copy_in_place(Path(entry), details)
        os.chown(entry, uid, gid, follow_symlinks=False)
    os.chown(folder, uid, gid, follow_symlinks=False)


def take_back(folder: Path, uid: int | None = None, gid: int | None = None) -> None:
    """Make the folder usable again: owner restored, no set-id bits, no pipes or sockets, folders accessible."""
    _make_accessible(folder, folder.stat())
    for entry, details in _walk(folder, repair=True):
        mode = details.st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or stat.S_ISLNK(mode)):
            Path(entry).unlink()
            continue
        if uid is not None and gid is not None:
            os.chown(entry, uid, gid, follow_symlinks=False)
        if stat.S_ISREG(mode):
            wanted = stat.S_IMODE(mode) & 0o777 | 0o600
            if wanted != stat.S_IMODE(mode):
                Path(entry).chmod(wanted)
    if uid is not None and gid is not None:
        os.chown(folder, uid, gid, follow_symlinks=False)


def _walk(folder: Path, *, repair: bool = False) -> list[tuple[str, os.stat_result]]:
    """Every entry below `folder`, parents first. With `repair`, closed folders are opened and absurd ones removed."""
    found: list[tuple[str, os.stat_result]] = []
    pending: list[tuple[str, int]] = [(str(folder), 0)]
    while pending:
        path, depth = pending.pop()
        try:
            with os.scandir(path) as entries:
                children = [(entry.path, entry.stat(follow_symlinks=False)) for entry in entries]
        except OSError as error:
            raise SandboxError(f"The working folder {folder} cannot be read: {error.strerror}.") from error
        for child, details in children:
            if stat.S_ISDIR(details.st_mode):
                if depth >= DEPTH or len(child) > LENGTH:
                    _refuse_or_remove(child, repair=repair)
                    continue
                if repair:
                    _make_accessible(Path(child), details)
                pending.append((child, depth + 1))
            found.append((child, details))
    return found


def _refuse_or_remove(path: str, *, repair: bool) -> None:
    if not repair:
        raise SandboxError(f"The working folder is nested more than {DEPTH} deep at {path[:200]}...")
    # The program, not shutil: it walks trees of any depth.
    subprocess.run(["rm", "-rf", "--", path], check=False, capture_output=True, timeout=600)


def _make_accessible(path: Path, details: os.stat_result) -> None:
    mode = stat.S_IMODE(details.st_mode)
    wanted = (mode & 0o777) | 0o700
    if wanted != mode:
        with contextlib.suppress(PermissionError):
            path.chmod(wanted)


def _copy_in_place(path: Path, details: os.stat_result) -> None:
    copy = path.with_name(f".{path.name[:100]}.arbase-copy")
    shutil.copyfile(path, copy, follow_symlinks=False)
    copy.chmod(stat.S_IMODE(details.st_mode))
    copy.replace(path)
