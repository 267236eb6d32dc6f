"""The work folder: finished parts of a build, found by what they were made from, so that a killed build goes on.

A part is written to a file of its own name and renamed when it is whole; a part that is there was finished.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from arbase.domain.errors import UserError

M = TypeVar("M", bound=BaseModel)
_SKIPPED = {"__pycache__", ".pytest_cache", ".ruff_cache"}


def digest_of(*parts: str | bytes | Path | Iterable[Path]) -> str:
    """24 hexadecimal digits that change with any of the parts: texts, files, whole folders."""
    total = hashlib.sha256()
    for part in parts:
        if isinstance(part, Path):
            _add(total, part)
        elif isinstance(part, bytes | str):
            total.update(b"\0t" + (part if isinstance(part, bytes) else part.encode()))
        else:
            for one in part:
                _add(total, one)
    return total.hexdigest()[:24]


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is either there whole or not at all. Raises UserError where the disk refuses."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with fresh.open("wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise UserError(f"{path}: cannot be written ({error.strerror}); make room or choose another folder.") from error


class Work:
    """Finished parts in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()  # the stage works in folders of its own

    def model(self, kind: type[M], name: str, key: str, make: Callable[[], M]) -> M:
        """The part of this name and key; made and kept if it is not there."""
        path = self.folder / f"{name}-{key}.json"
        if path.is_file():
            try:
                return kind.model_validate_json(path.read_bytes())
            except ValidationError:
                path.unlink()  # written by another version of arbase: made anew
        made = make()
        write_whole(path, made.model_dump_json(by_alias=True, round_trip=True).encode())
        return made

    def tree(self, name: str, key: str, fill: Callable[[Path], None]) -> Path:
        """A folder that `fill` has filled, whole."""
        path = self.folder / f"{name}-{key}"
        if path.is_dir():
            return path
        fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        try:
            fresh.parent.mkdir(parents=True, exist_ok=True)
            fill(fresh)
            if path.is_dir():
                shutil.rmtree(fresh, ignore_errors=True)
            else:
                fresh.replace(path)
        except OSError as error:
            shutil.rmtree(fresh, ignore_errors=True)
            raise UserError(f"{path}: cannot be written ({error.strerror}); make room and build again.") from error
        return path


def _add(total: hashlib._Hash, path: Path) -> None:
    if path.is_file():
        total.update(b"\0f" + path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
        return
    for inner in sorted(path.rglob("*")):
        if inner.is_file() and not _SKIPPED & set(inner.parts):
            total.update(b"\0p" + inner.relative_to(path).as_posix().encode())
            total.update(hashlib.sha256(inner.read_bytes()).digest())
