"""The file tree that a sandboxed command sees: system and interpreter read-only, a fresh /tmp, its own folder."""

from __future__ import annotations

import contextlib
import os
import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from arbase.domain.errors import SandboxError

SYSTEM_LINKS = ("bin", "sbin", "lib", "lib32", "lib64", "libx32")
# Public parts of /etc that programs need to start, compute dates, and load (without using) certificates.
SYSTEM_FILES = (
    "/etc/ld.so.cache",
    "/etc/ld.so.conf",
    "/etc/ld.so.conf.d",
    "/etc/alternatives",
    "/etc/localtime",
    "/etc/mime.types",
    "/etc/protocols",
    "/etc/services",
    "/etc/ssl/certs",
    "/etc/ssl/openssl.cnf",
)
SYSTEM_ROOTS = ("/usr", *(f"/{name}" for name in SYSTEM_LINKS))
TMP_BYTES = 1 << 30
SHM_BYTES = 256 << 20
# Users that nobody has: systemd documents this range as unused. A run gets one of its own, so that the count of its
# processes is its own and no other run's process can be reached.
FIRST_UID = 1_900_000_000
UIDS = 1 << 24
# Where a container maps only few users.
FIRST_SMALL_UID, SMALL_UIDS = 50_000, 10_000


@dataclass(frozen=True)
class Identity:
    """The user inside. `owner` is who owns the working folder outside, or None where no folder changes hands."""

    uid: int
    gid: int
    root: bool


def own_identity() -> Identity:
    """A user for one run: nobody's as root, the caller's own rights otherwise."""
    if os.geteuid() != 0:
        return Identity(uid=1000, gid=1000, root=False)
    first, count = (FIRST_UID, UIDS) if _maps(FIRST_UID + UIDS) else (FIRST_SMALL_UID, SMALL_UIDS)
    uid = first + random.SystemRandom().randrange(count)
    return Identity(uid=uid, gid=uid, root=True)


def _maps(uid: int) -> bool:
    """Whether `uid` exists here; a container may have a small range of users."""
    try:
        lines = Path("/proc/self/uid_map").read_text("ascii").splitlines()
    except OSError:
        return False
    return any(int(first) <= uid < int(first) + int(count) for first, _, count in map(str.split, lines))


@dataclass
class Descriptors:
    """Open descriptors that bwrap inherits: small texts for it to read, and where it reports its status."""

    stack: contextlib.ExitStack
    inherited: list[int] = field(default_factory=list)

    def text(self, content: str) -> int:
        """A descriptor from which `content` (a few hundred bytes) can be read."""
        reader, writer = os.pipe()
        os.write(writer, content.encode())
        os.close(writer)
        return self._keep(reader)

    def report(self) -> tuple[int, int]:
        """A pipe: (where arbase reads, where bwrap writes)."""
        reader, writer = os.pipe()
        self.stack.callback(os.close, reader)
        return reader, self._keep(writer)

    def close_inherited(self) -> None:
        """Close arbase's copies once bwrap has its own."""
        while self.inherited:
            os.close(self.inherited.pop())

    def _keep(self, descriptor: int) -> int:
        if not self.inherited:
            self.stack.callback(self.close_inherited)
        self.inherited.append(descriptor)
        return descriptor


def root_arguments(descriptors: Descriptors, identity: Identity, *, shown: Iterable[Path], folder: Path) -> list[str]:
    """bwrap's words for the whole tree. Raises SandboxError where root cannot show a path to another user."""
    words = ["--ro-bind", "/usr", "/usr"]
    for name in SYSTEM_LINKS:
        top = Path("/") / name
        if top.is_symlink():
            words += ["--symlink", str(top.readlink()), str(top)]
        elif top.is_dir():
            words += ["--ro-bind", str(top), str(top)]
    # bwrap would make the folders on the way to a bind for root alone.
    for path in ("/etc", "/etc/ssl"):
        words += ["--perms", "0755", "--dir", path]
    for path in SYSTEM_FILES:
        words += ["--ro-bind-try", path, path]
    for path, content in identity_files(identity).items():
        words += ["--perms", "0644", "--file", str(descriptors.text(content)), path]
    words += ["--proc", "/proc", "--dev", "/dev"]
    words += ["--perms", "1777", "--size", str(SHM_BYTES), "--tmpfs", "/dev/shm"]  # noqa: S108 - the sandbox's own
    words += ["--perms", "1777", "--size", str(TMP_BYTES), "--tmpfs", "/tmp"]  # noqa: S108 - the sandbox's own
    words += _binds(identity, dict.fromkeys(shown), folder)
    return [*words, "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", str(folder)]


def visible(program: Path, shown: Iterable[Path]) -> bool:
    """Whether the program, behind all its links, lies in what the sandbox shows."""
    target = program.resolve()
    roots = [Path(root) for root in SYSTEM_ROOTS] + [path.resolve() for path in shown]
    return any(target == root or root in target.parents for root in roots)


def _binds(identity: Identity, shown: Iterable[Path], folder: Path) -> list[str]:
    """Outer folders first, so that an inner mount is not hidden by an outer one; the folder wins over its equal."""
    places = [(path, "--ro-bind") for path in shown if path != folder] + [(folder, "--bind")]
    words: list[str] = []
    made = {Path("/"), Path("/tmp")}  # noqa: S108 - the sandbox's own
    for path, kind in sorted(places, key=lambda place: len(place[0].parts)):
        for parent in reversed(path.parents):
            if parent not in made:
                words += ["--perms", "0755", "--dir", str(parent)]
                made.add(parent)
        if kind == "--ro-bind" and identity.root:
            check_readable(path)
        words += [kind, str(path), str(path)]
    return words


def check_readable(path: Path) -> None:
    """Root's own private files stay closed to the sandbox's user; say so now, not in a puzzling traceback later."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise SandboxError(f"{path} cannot be shown to the sandbox: {error.strerror}.") from error
    wanted = 0o5 if path.is_dir() else 0o4
    if mode & wanted != wanted:
        raise SandboxError(f"{path} is closed to other users and so to the sandbox's; chmod o+rX it.")


def identity_files(identity: Identity) -> dict[str, str]:
    """The files of /etc that name users and hosts: those inside, none of the machine's."""
    uid, gid = identity.uid, identity.gid
    return {
        "/etc/passwd": f"root:x:0:0::/nonexistent:/bin/false\nsandbox:x:{uid}:{gid}::/tmp:/bin/sh\n",
        "/etc/group": f"root:x:0:\nsandbox:x:{gid}:\n",
        "/etc/hosts": "127.0.0.1 localhost\n::1 localhost\n",
        "/etc/nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n",
    }
