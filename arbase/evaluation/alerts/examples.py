"""From the labelled incidents of seeded services to examples: triaged in the code that was running, then featurised.

An incident of a bug is triaged in the repository that holds the bug, one of noise in the clean one. Every incident is
looked at once more without a repository (`bare`), and both ways with parts of its events left out (`thin`), so that a
head learns what it can know then.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from arbase.classify.example import Example
from arbase.classify.features import features, wording
from arbase.classify.priority import ingredients
from arbase.domain.errors import ArbaseError
from arbase.domain.outcome import Done
from arbase.domain.service import Service
from arbase.domain.triage import RelatedIncident
from arbase.evaluation.alerts.gather import LabelledIncident
from arbase.evaluation.alerts.judge import Trees, described, report_on
from arbase.evaluation.alerts.thin import thinned
from arbase.evaluation.alerts.urgent import early, urgency_of
from arbase.evaluation.dataset.operators import Mutant
from arbase.evaluation.dataset.planted import mutants_by_cause
from arbase.evaluation.measure import Measure, seeded
from arbase.evaluation.runner import Case, CaseRecord, CaseStatus, Suite
from arbase.evaluation.seeded.catalogue import SeededService, read_service
from arbase.evaluation.seeded.history import build_history, build_workshop
from arbase.triage.static import StaticTriage
from arbase.worker import related_to

BARE, THIN, THIN_BARE = "bare", "thin", "thin bare"
NEIGHBOURS = 60
Related = tuple[RelatedIncident, ...]


class ExamplesSuite(Suite):
    """One case is one cause: its repository is built once for all its incidents."""

    name = "examples"

    def __init__(self, services: Mapping[str, Path], incidents: Sequence[LabelledIncident] = ()) -> None:
        self._folders = services
        self._incidents = incidents
        self._seeded: dict[str, SeededService] = {}
        self._workshops: dict[str, Path] = {}
        self._stack = contextlib.ExitStack()
        self._mutants: dict[str, dict[str, Mutant]] = {}
        self._clean: Trees | None = None

    def cases(self) -> Sequence[Case]:
        """The causes with their incidents and what else happened at the time."""
        light = [one.incident.model_copy(update={"samples": ()}) for one in self._incidents]
        ordered = sorted(range(len(light)), key=lambda index: light[index].first_seen)
        place = {index: at for at, index in enumerate(ordered)}
        groups: dict[tuple[str, str], list[tuple[LabelledIncident, Related]]] = {}
        for index, labelled in enumerate(self._incidents):
            near = ordered[max(0, place[index] - NEIGHBOURS) : place[index] + NEIGHBOURS]
            related = related_to(light[index], (light[other] for other in near))
            groups.setdefault((labelled.incident.service, labelled.cause), []).append((labelled, related))
        return [Case(f"{service}/{cause}", members) for (service, cause), members in sorted(groups.items())]

    def run(self, case: Case) -> dict[str, Any]:
        """The examples of the cause. Raises ArbaseError where its repository cannot be built."""
        members: list[tuple[LabelledIncident, Related]] = case.payload
        first = members[0][0]
        found: list[Example] = []
        with self._repository(first) as repository, self._trees(repository) as trees, _nothing() as empty:
            triage = StaticTriage(trees.code_of, history=False)
            bare = Service(name=first.incident.service, repository=empty)
            for labelled, related in members:
                thin = labelled.model_copy(
                    update={"incident": thinned(labelled.incident, seeded(int(labelled.incident.id, 16)))}
                )
                if repository is not None:
                    service = described(repository, first.incident.service, empty)
                    found += example_of(labelled, service, triage, related, "")
                    found += example_of(thin, service, triage, (), THIN)
                found += example_of(labelled, bare, triage, related, BARE)
                found += example_of(thin, bare, triage, (), THIN_BARE)
        return {"examples": [one.model_dump(mode="json") for one in found]}

    def totals(self, records: Sequence[CaseRecord]) -> dict[str, Measure]:
        """How many examples there are."""
        return {"examples": Measure(value=float(len(examples_in(records))), n=len(records))}

    @contextlib.contextmanager
    def _repository(self, labelled: LabelledIncident) -> Iterator[Path | None]:
        """The code that was running: with the bug of the incident's cause, or clean; None where it is not known."""
        folder = self._folders.get(labelled.incident.service)
        if folder is None:
            yield None
            return
        name = labelled.incident.service
        if name not in self._seeded:
            self._seeded[name] = read_service(folder)
        service = self._seeded[name]
        case = next((one for one in service.cases if one.bug.id == labelled.cause), None)
        if case is None and not labelled.actionable:
            yield service.sources
            return
        if case is None:
            yield from self._mutated(service, labelled.cause)
            return
        with tempfile.TemporaryDirectory(prefix="arbase-buggy-") as scratch:
            target = Path(scratch) / folder.name
            build_history(service, target, case, workshop=self._workshop(service))
            yield target

    def _mutated(self, service: SeededService, cause: str) -> Iterator[Path | None]:
        """The sources with a procedural bug; None where there is none of this name any more."""
        name = service.folder.name
        if name not in self._mutants:
            self._mutants[name] = mutants_by_cause(service)
        mutant = self._mutants[name].get(cause)
        if mutant is None:
            yield None
            return
        with tempfile.TemporaryDirectory(prefix="arbase-mutated-") as scratch:
            target = Path(scratch) / name
            shutil.copytree(service.sources, target, ignore=shutil.ignore_patterns("__pycache__"))
            (target / mutant.file).write_text(mutant.source, encoding="utf-8")
            yield target

    @contextlib.contextmanager
    def _trees(self, repository: Path | None) -> Iterator[Trees]:
        """Read code: clean sources are read once for all their incidents, a bug's for its own."""
        if repository is None or repository not in {one.sources for one in self._seeded.values()}:
            with Trees() as trees:
                yield trees
            return
        if self._clean is None:
            self._clean = self._stack.enter_context(Trees())
        yield self._clean

    def _workshop(self, service: SeededService) -> Path:
        """The service's clean history, built once for all its bugs."""
        name = service.folder.name
        if name not in self._workshops:
            scratch = self._stack.enter_context(tempfile.TemporaryDirectory(prefix="arbase-workshop-"))
            self._workshops[name] = Path(scratch) / name
            build_workshop(service, self._workshops[name])
        return self._workshops[name]

    def close(self) -> None:
        """Remove the histories."""
        self._stack.close()


def example_of(
    labelled: LabelledIncident, service: Service, triage: StaticTriage, related: Related, variant: str
) -> list[Example]:
    """The example, or none where triage has nothing to look into. Raises ArbaseError where triage failed."""
    report = report_on(labelled, service, triage, related)
    if not isinstance(report, Done):
        if report.kind == "failed":
            raise ArbaseError(report.error)
        return []
    return [
        Example(
            id=labelled.incident.id,
            service=labelled.incident.service,
            actionable=bool(labelled.actionable),
            values=features(labelled.incident, report.value),
            wording=wording(labelled.incident),
            family=labelled.family,
            cause=labelled.cause,
            split=labelled.split,
            title=labelled.incident.title[:120],
            variant=variant,
            impact={} if variant else ingredients(early(labelled.incident), report.value),
            urgency=None if variant else urgency_of(labelled),
        )
    ]


def examples_in(records: Sequence[CaseRecord]) -> list[Example]:
    """The examples of finished causes, in a fixed order."""
    found = [
        Example.model_validate(one)
        for record in records
        if record.status is CaseStatus.DONE
        for one in record.result["examples"]
    ]
    return sorted(found, key=lambda one: (one.service, one.cause, one.id, one.variant))


@contextlib.contextmanager
def _nothing() -> Iterator[Path]:
    """An empty folder, the repository of a service that has none here."""
    with tempfile.TemporaryDirectory(prefix="arbase-nothing-") as name:
        yield Path(name)
