"""What people wrote about the code beside it: read-me files, the folder of documents, the context for triage."""

from __future__ import annotations

from pathlib import Path

MOST = 40
MOST_BYTES = 200_000
_ENDINGS = (".md", ".rst", ".txt", ".adoc")
_FOLDERS = ("", ".arbase", "docs", "doc")


def pages(root: Path) -> dict[str, str]:
    """The text of each page by its path below `root`; links, large files and lists of requirements are left out."""
    found: dict[str, str] = {}
    for folder in _FOLDERS:
        place = root / folder
        for file in sorted(place.iterdir()) if place.is_dir() and not place.is_symlink() else []:
            kept = file.name.lower().endswith(_ENDINGS) and "requirements" not in file.name.lower()
            if kept and file.is_file() and not file.is_symlink() and file.stat().st_size <= MOST_BYTES:
                found[file.relative_to(root).as_posix()] = file.read_text(encoding="utf-8", errors="replace")
            if len(found) >= MOST:
                return found
    return found
