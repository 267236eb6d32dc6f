"""What a container of the Docker sandbox is made of: mounts, limits, and an image of this machine's bare root."""

from __future__ import annotations

import contextlib
import io
import os
import tarfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docker
from docker.errors import APIError, ImageNotFound
from docker.types import LogConfig, Mount, Ulimit

from arbase.sandbox.interface import Limits
from arbase.sandbox.root import (
    SHM_BYTES,
    SYSTEM_FILES,
    SYSTEM_LINKS,
    TMP_BYTES,
    Identity,
    check_readable,
    identity_files,
)

HOST_IMAGE = "arbase-host-root:1"
LABEL = "arbase.sandbox"
# The control group kills one process when memory is used up; all together are ended a little earlier, if they are slow.
KILLED_AT = 1.25


@dataclass(frozen=True)
class Inside:
    """Who and what is inside: the user, the writable folder, and the paths shown read-only."""

    identity: Identity
    folder: Path
    shown: tuple[Path, ...]


def wanted(inside: Inside, files: Path, bounds: Limits, *, host: bool) -> dict[str, Any]:
    """What the engine is asked for; with `host` the root is this machine's system, `files` a place for its /etc."""
    memory = int((bounds.memory_mb << 20) * KILLED_AT)
    return {
        "command": ["/bin/sleep", "2147483647"],
        "entrypoint": [],
        "user": f"{inside.identity.uid}:{inside.identity.gid}",
        "mounts": _mounts(inside, _host_mounts(inside.identity, files) if host else ()),
        "working_dir": "/",
        "labels": {LABEL: str(os.getpid())},
        "network_mode": "none",
        "hostname": "sandbox",
        "read_only": True,
        "cap_drop": ["ALL"],
        "security_opt": ["no-new-privileges"],
        "ipc_mode": "private",
        "log_config": LogConfig(type="none"),
        "mem_limit": memory,
        "memswap_limit": memory,
        "pids_limit": bounds.processes + 1,
        "shm_size": SHM_BYTES,
        "tmpfs": {
            "/tmp": f"rw,exec,nosuid,nodev,mode=1777,size={TMP_BYTES}",  # noqa: S108 - the container's own
            "/sys": "ro,size=4096",  # the machine's devices are nobody's business inside
        },
        "ulimits": [
            Ulimit(name="core", soft=0, hard=0),
            Ulimit(name="nofile", soft=4096, hard=4096),
            Ulimit(name="fsize", soft=bounds.file_mb << 20, hard=bounds.file_mb << 20),
        ],
    }


def _mounts(inside: Inside, system: tuple[Mount, ...]) -> list[Mount]:
    """Outer folders first, so that an inner mount is not hidden by an outer one; the folder wins over its equal."""
    mounts = list(system)
    places = [(path, True) for path in inside.shown if path != inside.folder] + [(inside.folder, False)]
    for path, closed in sorted(places, key=lambda entry: len(entry[0].parts)):
        if closed:
            check_readable(path)
        mounts.append(Mount(str(path), str(path), type="bind", read_only=closed, propagation="private"))
    return mounts


def _host_mounts(identity: Identity, files: Path) -> tuple[Mount, ...]:
    """This machine's programs and libraries, and an /etc that knows the sandbox's user alone."""
    paths = ["/usr", *(f"/{name}" for name in SYSTEM_LINKS if not Path(f"/{name}").is_symlink()), *SYSTEM_FILES]
    mounts = [Mount(path, path, type="bind", read_only=True) for path in paths if Path(path).exists()]
    for path, content in identity_files(identity).items():
        if path != "/etc/hosts":  # the engine writes its own
            source = files / Path(path).name
            source.write_text(content, encoding="utf-8")
            source.chmod(0o644)
            mounts.append(Mount(path, str(source), type="bind", read_only=True))
    files.chmod(0o755)
    return tuple(mounts)


def host_image(engine: docker.DockerClient) -> str:
    """An image of empty folders and the links of this machine's root, made once."""
    try:
        engine.images.get(HOST_IMAGE)
    except ImageNotFound:
        engine.api.import_image_from_data(_empty_root(), *HOST_IMAGE.split(":"))
    return HOST_IMAGE


def _empty_root() -> bytes:
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as archive:
        for name in ("dev", "etc", "etc/ssl", "proc", "sys", "tmp", "usr", "var"):
            folder = tarfile.TarInfo(name)
            folder.type, folder.mode = tarfile.DIRTYPE, 0o755
            archive.addfile(folder)
        for name in SYSTEM_LINKS:
            top = Path("/") / name
            entry = tarfile.TarInfo(name)
            if top.is_symlink():
                entry.type, entry.linkname = tarfile.SYMTYPE, str(top.readlink())
            elif top.is_dir():
                entry.type, entry.mode = tarfile.DIRTYPE, 0o755
            else:
                continue
            archive.addfile(entry)
    return content.getvalue()


def remove_left_behind(engine: docker.DockerClient) -> None:
    """Remove the containers of arbase processes that were killed before they could do it."""
    for container in engine.containers.list(filters={"label": LABEL}):
        pid = container.labels.get(LABEL, "")
        if pid.isdigit() and not Path(f"/proc/{pid}").exists():
            with contextlib.suppress(APIError):  # another arbase was faster
                container.remove(force=True, v=True)
