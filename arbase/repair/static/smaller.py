"""Makes a revert that cures the crash small: statement by statement, what else its commit changed stays.

Delta debugging after Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input" (2002), over the
statements of the blocks that a draft takes back.
"""

from __future__ import annotations

import ast
import difflib
import io
import tokenize
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from arbase.repair.static.edit import Edit
from arbase.repair.static.history import Hunk
from arbase.repair.static.revert import NAME
from arbase.repair.static.search import Trial, overlaid, signature
from arbase.repair.static.source import Codebase
from arbase.workspace.parsing import parse

MOST_STATEMENTS = 40
MOST_TESTS = 48
MOST_DRAFTS = 2
# Statements that are less alike than this are not the old and the new form of one.
ALIKE = 0.45
LEAVING = (ast.Return, ast.Raise, ast.Continue, ast.Break)
Run = Callable[[list[Trial]], list[Trial]]


@dataclass(frozen=True)
class Change:
    """One statement of a block: as it was before the commit and as it is now; empty where it was not or is not."""

    hunk: Hunk
    row: int
    old: str
    new: str


class Smaller:
    """Reduces trials of one round. `run` tries drafts out; at most `MOST_TESTS` of them for each draft."""

    def __init__(self, codebase: Codebase, hunks: Sequence[Hunk], run: Run) -> None:
        self._codebase = codebase
        self._hunks = {(hunk.path, hunk.edit): hunk for hunk in hunks}
        self._run = run

    def of(self, done: Sequence[Trial]) -> list[Trial]:
        """Trials that pass with a part of what a revert among `done` takes back, one for each set of blocks.

        A revert that cures the crash but changes other answers is looked at as well: a part of it may pass.
        """
        found: list[Trial] = []
        known = {signature(trial.overlay) for trial in done}
        reverts = [trial for trial in done if trial.cured and trial.draft.stream == NAME]
        tried = 0
        for trial in sorted(reverts, key=lambda one: (not one.passed, len(one.draft.edits), -one.draft.prior)):
            hunks = [self._hunks[edit] for edit in trial.draft.edits if edit in self._hunks]
            if len(hunks) < len(trial.draft.edits) or self._is_covered(hunks, [*done, *found]):
                continue
            changes = [change for hunk in hunks for change in changes_of(hunk)]
            if tried == MOST_DRAFTS or len(changes) < 2:
                continue
            tried += 1
            small = self._reduced(trial, changes)
            if small is not None and small.passed and signature(small.overlay) not in known:
                known.add(signature(small.overlay))
                found.append(small)
        return found

    @staticmethod
    def _is_covered(hunks: Sequence[Hunk], done: Sequence[Trial]) -> bool:
        """A single change inside one of the blocks passes already."""
        blocks = {(hunk.path, hunk.edit) for hunk in hunks}
        passed = [trial.draft for trial in done if trial.passed and trial.draft.stream == NAME]
        singles = [draft.edits[0] for draft in passed if len(draft.edits) == 1]
        return any(edit not in blocks and any(_is_inside(*edit, hunk) for hunk in hunks) for edit in singles)

    def _reduced(self, whole: Trial, changes: list[Change]) -> Trial | None:
        """The smallest part that does to the trigger what the whole does; None where no part does."""
        best: dict[frozenset[int], Trial] = {}

        def passes(choices: list[list[int]]) -> list[bool]:
            trials = [self._trial(whole, [changes[index] for index in chosen], len(changes)) for chosen in choices]
            runnable = [trial for trial in trials if trial is not None]
            done = iter(self._run(runnable) if runnable else [])
            results = [next(done) if trial is not None else None for trial in trials]
            good = {
                frozenset(chosen): result
                for chosen, result in zip(choices, results, strict=True)
                if result is not None
                and result.status == whole.status
                and (result.passed or (result.cured and not whole.passed))
            }
            best.update(good)
            return [frozenset(chosen) in good for chosen in choices]

        chosen = ddmin(list(range(len(changes))), passes, MOST_TESTS)
        return best.get(frozenset(chosen))

    def _trial(self, whole: Trial, changes: Sequence[Change], count: int) -> Trial | None:
        """The draft with these changes alone; None where it is no code."""
        hunks = dict.fromkeys(change.hunk for change in changes)
        sha = changes[0].hunk.sha[:12]
        draft = replace(
            whole.draft,
            edits=tuple((hunk.path, _edit(hunk, {one.row for one in changes if one.hunk == hunk})) for hunk in hunks),
            prior=min(0.98, round(whole.draft.prior + 0.01, 4)),
            rationale=f"Takes back {len(changes)} of {count} changes of {sha}, which is suspected of the error.",
        )
        overlay = overlaid(self._codebase, draft)
        return Trial(draft, overlay) if overlay is not None and not self._cuts_off(overlay) else None

    def _cuts_off(self, overlay: dict[str, str | None]) -> bool:
        """Something is left behind a `return` that came back: never run, and so needless to the trigger, but there."""
        for path, text in overlay.items():
            before = self._codebase.read(path)
            if path.endswith(".py") and text and before and _never_run(text) > _never_run(before):
                return True
        return False


def _never_run(text: str) -> int:
    """Statements behind one that leaves the block."""
    count = 0
    for node in ast.walk(parse(text)):
        for block in (getattr(node, name, None) for name in ("body", "orelse", "finalbody")):
            statements = block if isinstance(block, list) else []
            leaves = (at for at, one in enumerate(statements) if isinstance(one, LEAVING))
            count += len(statements) - 1 - next(leaves, len(statements) - 1)
    return count


def ddmin(items: list[int], test: Callable[[list[list[int]]], list[bool]], most: int) -> list[int]:
    """A part of `items` that passes and none of whose parts without one item was seen to pass.

    `test` looks at several parts at a time, at `most` parts in all; the whole is taken to pass.
    """
    parts = 2
    while len(items) >= 2 and most > 0:
        size = -(-len(items) // parts)
        chunks = [items[start : start + size] for start in range(0, len(items), size)]
        rests = [[item for item in items if item not in chunk] for chunk in chunks] if len(chunks) > 2 else []
        choices = [*chunks, *rests][:most]
        most -= len(choices)
        hit = next((index for index, good in enumerate(test(choices)) if good), None)
        if hit is not None:
            items = choices[hit]
            parts = 2 if hit < len(chunks) else max(parts - 1, 2)
        elif len(chunks) == len(items):
            break
        else:
            parts = min(len(items), 2 * parts)
    return items


def changes_of(hunk: Hunk) -> list[Change]:
    """The changed statements of a block, in order; the block as one where it cannot be taken apart."""
    return [Change(hunk, row, old, new) for row, (old, new) in enumerate(_rows(hunk)) if old != new]


def _edit(hunk: Hunk, taken_back: set[int]) -> Edit:
    """The block with these rows as they were and the others as they are."""
    text = "".join(old if row in taken_back else new for row, (old, new) in enumerate(_rows(hunk)))
    return Edit(hunk.edit.start, hunk.edit.end, text)


def _rows(hunk: Hunk) -> list[tuple[str, str]]:
    """Old and new statements side by side, in order: those that are alike are two forms of one."""
    python = hunk.path.endswith(".py")
    old = _statements(hunk.old) if python else hunk.old.splitlines(keepends=True)
    new = _statements(hunk.new) if python else hunk.new.splitlines(keepends=True)
    if max(len(old), len(new)) > MOST_STATEMENTS:
        return [(hunk.old, hunk.new)]
    # best[i][j]: how alike the rows of old[i:] and new[j:] are at best.
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    pair = [[_likeness(one, other) for other in new] for one in old]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], pair[i][j] + best[i + 1][j + 1])
    rows: list[tuple[str, str]] = []
    i = j = 0
    while i < len(old) and j < len(new):
        if pair[i][j] and best[i][j] == pair[i][j] + best[i + 1][j + 1]:
            rows.append((old[i], new[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            rows.append((old[i], ""))
            i += 1
        else:
            rows.append(("", new[j]))
            j += 1
    return [*rows, *((one, "") for one in old[i:]), *(("", one) for one in new[j:])]


def _likeness(one: str, other: str) -> float:
    likeness = difflib.SequenceMatcher(None, one.strip(), other.strip(), autojunk=False).ratio()
    return likeness if likeness >= ALIKE else 0.0


def _statements(text: str) -> list[str]:
    """Logical lines with the comments and blank lines above them."""
    found: list[str] = []
    pending = ""
    for line in text.splitlines(keepends=True):
        pending += line
        if _is_statement(pending):
            found.append(pending)
            pending = ""
    return [*found, pending] if pending else found


def _is_statement(text: str) -> bool:
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(text.lstrip()).readline))
    except (tokenize.TokenError, SyntaxError):
        return False
    return any(token.type == tokenize.NEWLINE and token.string for token in tokens)


def _is_inside(path: str, edit: Edit, hunk: Hunk) -> bool:
    return path == hunk.path and hunk.edit.start <= edit.start and edit.end <= hunk.edit.end
