"""A gate: one way in which a fix that looks green may be wrong."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property

from arbase.domain.diagnosis import CrashSpec, Diagnosis
from arbase.domain.fix import CandidateFix, GateResult
from arbase.domain.service import Service
from arbase.verify.change import ChangedFile
from arbase.verify.history import History
from arbase.verify.lab import Lab
from arbase.verify.precedent import Repository
from arbase.workspace.page_conditions import PAGES, put_back


@dataclass(frozen=True)
class GateCase:
    """Everything a gate may look at. `repository` and `lab` show the code before the patch; `lab` runs both."""

    candidate: CandidateFix
    diagnosis: Diagnosis
    crash: CrashSpec
    service: Service
    repository: Repository
    history: History
    lab: Lab

    @cached_property
    def files(self) -> tuple[ChangedFile, ...]:
        """The changed files of the patch, tests not included."""
        return tuple(ChangedFile(edit.path, edit.before or "", edit.after or "") for edit in self.candidate.patch.edits)

    @cached_property
    def overlay(self) -> dict[str, str | None]:
        """The patch as the replayer takes it."""
        return {edit.path: edit.after for edit in self.candidate.patch.edits}

    @cached_property
    def restored(self) -> str:
        """The commit whose change this patch takes back whole, as found in the history; empty if there is none.

        Earlier behaviour is the strongest precedent: what such a patch brings in is not made up.
        """
        return self.history.reverted(self.files)

    @cached_property
    def condition_put_back(self) -> str:
        """The commit that took a condition out of the template of a page, if the patch is to put it back, and no more.

        What such a file does cannot be read as that of Python can; that it is as it was before can be seen.
        """
        edits = self.candidate.patch.edits
        if len(edits) != 1 or not edits[0].path.endswith(PAGES) or edits[0].before is None:
            return ""
        head = self.diagnosis.base_commit or "HEAD"
        found = put_back(self.service.repository, head, edits[0].path, edits[0].before)
        return found.sha if found is not None and found.text == edits[0].after else ""

    def changed(self, path: str) -> ChangedFile | None:
        """The change of one file, if the patch touches it."""
        return next((file for file in self.files if file.path == path), None)


class Gate(ABC):
    """Refuses a candidate or lets it through, with a reason. Gates keep no state."""

    name: str

    @abstractmethod
    def check(self, case: GateCase) -> GateResult:
        """The result for this candidate."""

    def passes(self, reason: str) -> GateResult:
        """Let through."""
        return GateResult(gate=self.name, passed=True, reason=reason)

    def refuses(self, reason: str) -> GateResult:
        """Refuse."""
        return GateResult(gate=self.name, passed=False, reason=reason)
