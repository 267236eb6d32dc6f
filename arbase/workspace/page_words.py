"""What the pages of a service say where something is missing.

`{% if row.owner %}{{ row.owner.name }}{% else %}gone{% endif %}` says "gone" of who is not there. The templates are
those of Django and Jinja; a word counts for the same part of the same field, whatever the record is called there.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from arbase.workspace.page_conditions import PAGES

MOST = 300
MOST_BYTES = 200_000
_SKIPPED = frozenset((".git", ".venv", "venv", "node_modules", "__pycache__", "site-packages", "tests"))
_WORD = r"(?P<word>[^{}<>\"'|]*?)"
_SHAPES = (
    r"\{%-?\s*if\s+(?:\w+\.)*PART(?:\s+is\s+not\s+[Nn]one)?\s*-?%\}\s*\{\{-?\s*(?:\w+\.)*PART\.FIELD\s*(?:\|[^{}]*)?-?\}\}"
    rf"\s*\{{%-?\s*else\s*-?%\}}{_WORD}\{{%-?\s*endif",
    rf"\{{%-?\s*if\s+not\s+(?:\w+\.)*PART\s*-?%\}}{_WORD}\{{%-?\s*else\s*-?%\}}\s*\{{\{{-?\s*(?:\w+\.)*PART\.FIELD\b",
    rf"\{{\{{-?\s*(?:\w+\.)*PART\.FIELD\s*\|\s*default(?:_if_none)?\s*[:(]\s*[\"']{_WORD}[\"']",
    rf"\{{\{{-?\s*(?:\w+\.)*PART\.FIELD\s+if\s+(?:\w+\.)*PART\s+else\s+[\"']{_WORD}[\"']",
)


def word_for(root: Path, part: str, field: str) -> tuple[str, str]:
    """The word that pages show in place of `part.field` where there is no `part`, and the first page that does.

    Both are empty where no page says anything, or not all the same.
    """
    shapes = [re.compile(one.replace("PART", re.escape(part)).replace("FIELD", re.escape(field))) for one in _SHAPES]
    found: dict[str, str] = {}
    for path in _pages(root):
        text = path.read_text(encoding="utf-8", errors="replace")
        for shape in shapes:
            for told in shape.finditer(text):
                found.setdefault(" ".join(told["word"].split()), path.relative_to(root).as_posix())
    word, place = next(iter(found.items())) if len(found) == 1 else ("", "")
    return (word, place) if word else ("", "")


def _pages(root: Path) -> Iterator[Path]:
    count = 0
    for folder, names, files in os.walk(root):
        names[:] = sorted(name for name in names if name not in _SKIPPED)
        for name in sorted(files):
            path = Path(folder) / name
            if name.endswith(PAGES) and not path.is_symlink() and path.stat().st_size <= MOST_BYTES:
                count += 1
                yield path
            if count >= MOST:
                return
