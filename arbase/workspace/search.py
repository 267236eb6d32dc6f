"""Searches by regular expression, bounded in time: a hostile pattern cannot be stopped from within Python."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass

from arbase.domain.errors import WorkspaceError

LINE = 300
PATTERN = 500
# The pattern is tried in a process of its own, which can be killed in the middle of a match.
SEARCHER = """
import json, re, sys
job = json.load(sys.stdin)
pattern = re.compile(job['pattern'])
for path, text in job['texts']:
    for number, line in enumerate(text.split('\\n'), 1):
        if pattern.search(line):
            print(json.dumps([path, number, line[:job['width']]]), flush=True)
            job['limit'] -= 1
            if not job['limit']:
                sys.exit()
"""


@dataclass(frozen=True)
class Match:
    """A line that was found; `text` is its beginning."""

    path: str
    line: int
    text: str


def literal_matches(texts: Iterable[tuple[str, str]], wanted: str, limit: int) -> tuple[Match, ...]:
    """The first `limit` lines that hold `wanted` as it stands."""
    found: list[Match] = []
    for path, text in texts:
        if wanted not in text:
            continue
        for number, line in enumerate(text.split("\n"), 1):
            if wanted in line:
                found.append(Match(path, number, line[:LINE]))
                if len(found) >= limit:
                    return tuple(found)
    return tuple(found)


def pattern_matches(texts: Iterable[tuple[str, str]], pattern: str, limit: int, seconds: float) -> tuple[Match, ...]:
    """The first `limit` lines that match `pattern`, as many as were found within `seconds`.

    Raises WorkspaceError for a pattern that is malformed or longer than 500 characters.
    """
    if len(pattern) > PATTERN:
        raise WorkspaceError(f"The pattern is longer than {PATTERN} characters.")
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise WorkspaceError(f"The pattern {pattern[:80]!r} is not a regular expression: {error}.") from error
    job = {"pattern": pattern, "texts": list(texts), "limit": limit, "width": LINE}
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-W", "ignore", "-c", SEARCHER],
            input=json.dumps(job).encode(),
            capture_output=True,
            timeout=seconds,
            check=False,
            env={},
        )
        output: bytes = done.stdout
    except subprocess.TimeoutExpired as late:
        output = late.stdout or b""
    complete = output[: output.rfind(b"\n") + 1]
    return tuple(Match(*json.loads(line)) for line in complete.splitlines())
