"""Which frames of an event lie in the service's own repository."""

from __future__ import annotations

from pathlib import Path
from typing import Any

_COMPREHENSIONS = {"<listcomp>", "<dictcomp>", "<setcomp>"}


def own_frames(raised: dict[str, Any], root: Path, sources: Path) -> list[tuple[str, str]]:
    """File and function of the frames in files of the repository, innermost last.

    `raised` is one exception of an event, `root` the folder in which the service ran, `sources` one that holds the same
    files. A path below `root` does not suffice: compiled extensions name their sources by relative paths
    (`pandas/_libs/lib.pyx`), which the SDK makes absolute with the working directory. Comprehensions, which have
    frames of their own up to Python 3.11, count as the function around them.
    """
    found = []
    for frame in (raised.get("stacktrace") or {}).get("frames") or []:
        path = Path(frame.get("abs_path") or "")
        if path.is_relative_to(root):
            file = path.relative_to(root)
            if (sources / file).is_file() and frame.get("function") not in _COMPREHENSIONS:
                found.append((file.as_posix(), str(frame.get("function"))))
    return found
