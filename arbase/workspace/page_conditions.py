"""Conditions that a commit took out of the templates of pages, when it moved a part of them or made it plainer.

The templates are those of Django and Jinja. `{% if ship %}A{% else %}B{% endif %}` became `A`, in its place or in a
snippet of its own that the pages include since.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from arbase.domain.errors import WorkspaceError
from arbase.git.command import git
from arbase.workspace.checkout import file_at
from arbase.workspace.history import changed_files

PAGES = (".html", ".htm", ".jinja", ".jinja2", ".j2")
"""How the names of such templates end."""

COMMITS = 3
FILES = 30
SECONDS = 20.0
_CONDITION = re.compile(
    r"\{%-?\s*if\s+(?P<test>(?:(?!%\}).)+?)\s*-?%\}(?P<body>(?:(?!\{%-?\s*(?:if|elif|else|endif)\b).)*)"
    r"(?:\{%-?\s*else\s*-?%\}(?:(?!\{%-?\s*(?:if|elif|else|endif)\b).)*)?\{%-?\s*endif\s*-?%\}",
    re.DOTALL,
)
_INCLUDE = re.compile(
    r"\{%-?\s*include\s+[\"'](?P<name>[^\"']+)[\"'](?:\s+with\s+(?P<given>(?:(?!%\}|\bonly\b).)+?))?(?:\s+only)?\s*-?%\}"
)
_FILLED = re.compile(r"\{[{%]")
_GIVEN = re.compile(r"(\w+)=([A-Za-z_][\w.]*)(?![\w.|(])")


class PutBack(NamedTuple):
    """The text of a template with its condition in it again, and the commit that took it out."""

    text: str
    sha: str


def put_back(repository: Path, head: str, path: str, text: str) -> PutBack | None:
    """What `path` would be with the condition that one of its last commits took away; None where none did, or many.

    Where several pages had the part, all of them must have had it under the same condition.
    """
    for sha in _commits(repository, head, path):
        try:
            found = set(_of_commit(repository, sha, path, text))
        except WorkspaceError:
            return None
        if found:
            return PutBack(found.pop(), sha) if len(found) == 1 else None
    return None


def _commits(repository: Path, head: str, path: str) -> list[str]:
    """The newest commits that touched a file; one without a parent took nothing away."""
    words = ("log", "--format=%H", "--no-color", "--min-parents=1", f"--max-count={COMMITS}", head, "--", path)
    try:
        return git(repository, *words, timeout=SECONDS).decode("ascii", "replace").split()
    except WorkspaceError:
        return []


def _of_commit(repository: Path, sha: str, path: str, text: str) -> Iterator[str]:
    pages = [name for name in changed_files(repository, sha) if name.endswith(PAGES)]
    for page in pages[:FILES]:
        before, after = file_at(repository, f"{sha}~1", page), file_at(repository, sha, page)
        if before is None or after is None:
            continue
        if page == path:
            yield from _in_place(before, after, text)
            continue
        for old, new in _blocks(before, after):
            yield from _moved(old, new, path, text)


def _blocks(before: str, after: str) -> Iterator[tuple[str, str]]:
    """The parts that were written anew."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for tag, start, end, first, last in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "replace":
            yield "".join(old[start:end]), "".join(new[first:last])


def _in_place(before: str, after: str, text: str) -> Iterator[str]:
    """The commit took the marks of a condition away and left what stands under it, which is there but once."""
    for condition in _CONDITION.finditer(before):
        mark = before[condition.start() : condition.start("body")]
        indent = before[before.rfind("\n", 0, condition.start()) + 1 : condition.start()]
        whole = not indent.strip() and condition["body"].lstrip(" ").startswith("\n")
        left = condition["body"].strip("\n").rstrip() if whole else condition["body"].strip()
        if not _FILLED.search(left) or after.count(mark) >= before.count(mark):
            continue
        if after.count(left) == text.count(left) == 1 and condition[0] not in text:
            yield text.replace(left, indent + condition[0] if whole else condition[0])


def _moved(old: str, new: str, path: str, text: str) -> Iterator[str]:
    """The commit put the body of a condition into a snippet, and the condition nowhere."""
    for tag in _INCLUDE.finditer(new):
        head, tail = new[: tag.start()], new[tag.end() :]
        here = f"/{path}".endswith(f"/{tag['name']}")
        if not here or not old.startswith(head) or not old.endswith(tail) or len(old) < len(head) + len(tail):
            continue
        part = old[len(head) : len(old) - len(tail)].strip()
        for name, given in sorted(_GIVEN.findall(tag["given"] or ""), key=lambda pair: -len(pair[1])):
            part = re.sub(rf"(?<![\w.]){re.escape(given)}(?!\w)", name, part)
        condition = _CONDITION.fullmatch(part)
        if condition is not None and _plain(condition["body"]) == _plain(text):
            yield part + text[len(text.rstrip()) :]


def _plain(text: str) -> str:
    return " ".join(text.split())
