"""A failure in code of one's own is not told as a service that is not available."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.replay.interface import Observation
from arbase.verify.gates.swallow import SwallowGate
from tests.unit.verify.doubles import ScriptedReplayer, on_paper

SOURCE = """
class Unavailable(Exception):
    status = 503


def rates(http):
    try:
        return http.get("/rates").json()
    except ConnectionError as error:
        raise Unavailable("no rates") from error


def spread(values):
    return values[0] / values[-1]


@app.get("/spread")
def shown(parts):
    found = spread(parts.values)
    return {"spread": found}


@app.get("/euro")
def euro(http):
    found = http.get("/rates").json()
    return {"euro": found["EUR"]}
"""
OWN = "    found = spread(parts.values)\n"
OUTSIDE = '    found = http.get("/rates").json()\n'


def tried(line: str, caught: str) -> str:
    return f'    try:\n    {line}    except {caught} as error:\n        raise Unavailable("no answer") from error\n'


@pytest.mark.parametrize(("line", "caught", "passed"), [(OWN, "ValueError", False), (OUTSIDE, "ValueError", True)])
def test_only_what_does_not_answer_is_told_as_unavailable(tmp_path: Path, line: str, caught: str, passed: bool) -> None:
    stage = on_paper(SOURCE, SOURCE[: SOURCE.index(line)].count("\n") + 1, tmp_path, exception="ValueError")
    stage.replayer = ScriptedReplayer(
        lambda overlay, stimulus: Observation(variant="", stimulus=0, status=503, lines={"app.py": tuple(range(1, 40))})
    )
    result = SwallowGate().check(stage.case(stage.candidate((line, tried(line, caught)))))
    assert ("answers 503" in result.reason) is not passed


def test_a_status_of_the_clients_is_not_looked_at(tmp_path: Path) -> None:
    stage = on_paper(SOURCE, SOURCE[: SOURCE.index(OWN)].count("\n") + 1, tmp_path, exception="ValueError")
    stage.replayer = ScriptedReplayer(
        lambda overlay, stimulus: Observation(variant="", stimulus=0, status=422, lines={"app.py": tuple(range(1, 40))})
    )
    result = SwallowGate().check(stage.case(stage.candidate((OWN, tried(OWN, "ValueError")))))
    assert "answers" not in result.reason
