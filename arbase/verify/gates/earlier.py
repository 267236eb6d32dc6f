"""Gate 4, over time: what the code refused before the crash came in is still refused with the fix."""

from __future__ import annotations

from arbase.domain.errors import WorkspaceError
from arbase.domain.fix import GateResult
from arbase.replay import answers
from arbase.verify.gates.interface import Gate, GateCase
from arbase.workspace.history import changed_files, reverted

SUSPECTS = 2
FILES = 20


class EarlierAnswersGate(Gate):
    """The commit that brought the crash in may have dropped a check, of which the crash shows only a part.

    What the visible tests send is served on purpose; every other request is replayed on HEAD without that commit. One
    that was refused there and is served by the patched code says that the fix repairs the crash, not the fault, unless
    a request of the visible tests was refused in the very same words: then this refusal was given up on purpose. This
    is asked only where the trigger did not crash without the commit and its route was already served, so that a new
    feature is not measured by its absence.
    """

    name = "earlier answers"

    def check(self, case: GateCase) -> GateResult:
        """Refuse the first request that only the earlier code refused."""
        for suspect in case.diagnosis.suspects[:SUSPECTS]:
            overlay = _without(case, suspect.sha)
            if not overlay:
                continue
            earlier = case.lab.after(overlay)
            served = [trial for trial in case.lab.valid if (earlier[trial.index].status or 500) < 400]
            if answers.failed(case.lab.trigger, earlier[0]) or 2 * len(served) <= len(case.lab.valid):
                continue
            patched = case.lab.after(case.overlay)
            given_up = {
                (earlier[trial.index].status, earlier[trial.index].body)
                for trial in case.lab.passing
                if trial.mutation is None
                and (trial.before.status or 500) < 400
                and answers.refused(earlier[trial.index])
            }
            for trial in (trial for trial in case.lab.trials if trial.mutation is not None):
                now = patched[trial.index]
                was = earlier[trial.index]
                if answers.refused(was) and not now.crashed and (now.status or 500) < 400:
                    status = was.status
                    if (status, was.body) in given_up:
                        continue
                    return self.refuses(
                        f"{trial.stimulus.method} {trial.stimulus.target[:80]} was refused with status {status} "
                        f"without commit {suspect.sha[:10]}; with the patch it is served"
                    )
            return self.passes(f"what was refused without commit {suspect.sha[:10]} is still refused")
        return self.passes("no earlier version answers the trigger, so there is nothing to compare with")


def _without(case: GateCase, sha: str) -> dict[str, str | None]:
    """HEAD without this commit's changes to code; empty where that cannot be made."""
    overlay: dict[str, str | None] = {}
    try:
        paths = [path for path in changed_files(case.service.repository, sha) if path.endswith(".py")]
        for path in paths[:FILES]:
            file = case.lab.tree / path
            if path.startswith(f"{case.service.tests.strip('/')}/") or file.is_symlink() or not file.is_file():
                continue
            current = file.read_text(encoding="utf-8")
            text = reverted(case.service.repository, sha, path, current)
            if text is None:
                return {}
            if text != current:
                overlay[path] = text
    except (WorkspaceError, OSError, UnicodeDecodeError):
        return {}
    return overlay
