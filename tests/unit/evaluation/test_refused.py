"""What the gates cost: right fixes among those that were refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from arbase.domain.diagnosis import Diagnosis
from arbase.domain.fix import CandidateFix, FileEdit, Patch
from arbase.domain.incident import IncidentState
from arbase.domain.outcome import Declined
from arbase.domain.progress import Observer, unobserved
from arbase.domain.service import Service
from arbase.evaluation.ending import NoRepair
from arbase.evaluation.refused import MOST, Offered, refused_right
from arbase.pipeline import Journey
from arbase.repair.interface import RepairEngine

DIAGNOSIS = Diagnosis(incident_id="i", crash=None, hypotheses=())


class Numbers(RepairEngine):
    """One candidate for each template, which writes its own number."""

    def __init__(self, count: int) -> None:
        self.count = count

    def candidates(self, diagnosis: Diagnosis, service: Service, observe: Observer) -> Iterator[CandidateFix]:
        """As many as were asked for."""
        for number in range(self.count):
            patch = Patch(edits=(FileEdit(path="app.py", before="x\n", after=f"{number}\n"),))
            yield CandidateFix(patch=patch, tests=Patch(), engine="static", stream="template", template=f"t{number}")


def declined(*details: str) -> Journey:
    return Journey(incident_id="i", state=IncidentState.FAILED, fix=Declined(reason="no", details=details))


def offered(count: int) -> Offered:
    engine = Offered(Numbers(count))
    given = list(engine.candidates(DIAGNOSIS, Service(name="s", repository=Path()), unobserved))
    assert given == engine.kept
    return engine


def test_right_fixes_that_were_refused_are_told_with_the_reason() -> None:
    found = refused_right(
        offered(3), declined("t0: swallow: drops it", "t1: evasion: no"), lambda diff: "+0" not in diff
    )
    assert found == ("t1: evasion: no", "t2")


@pytest.mark.parametrize("engine", [NoRepair(), offered(2)], ids=["nothing kept", "nothing refused"])
def test_nothing_is_asked_where_nothing_was_kept_or_refused(engine: RepairEngine) -> None:
    journey = declined() if isinstance(engine, NoRepair) else Journey(incident_id="i", state=IncidentState.FAILED)
    assert refused_right(engine, journey, lambda diff: pytest.fail("asked")) == ()


def test_the_oracle_is_not_asked_without_end() -> None:
    asked: list[str] = []
    assert refused_right(offered(MOST + 5), declined(), lambda diff: bool(asked.append(diff))) == ()
    assert len(asked) == MOST
