"""The functions that a diagnosis suspects."""

from __future__ import annotations

from arbase.domain.diagnosis import Diagnosis, Hypothesis, HypothesisStatus
from arbase.domain.fix import CandidateFix, Patch, Proof, VerifiedFix, without_the_fix
from arbase.domain.triage import CodeLocation


def hypothesis(path: str, function: str, line: int = 1) -> Hypothesis:
    place = CodeLocation(path=path, line=line, function=function) if path else None
    return Hypothesis(id="", kind="test", statement="", predicts="", location=place)


def test_suspected_functions_keep_the_order_of_the_hypotheses_and_come_once() -> None:
    found = (
        hypothesis("shop/cart.py", "Cart.total", 4),
        hypothesis("", ""),
        hypothesis("shop/cart.py", "Cart.total", 9),
        hypothesis("shop/prices.py", "price"),
    )
    diagnosis = Diagnosis(incident_id="i", crash=None, hypotheses=found)
    assert diagnosis.functions == (("shop/cart.py", "Cart.total"), ("shop/prices.py", "price"))


def test_a_verified_fix_speaks_first_for_what_it_changes_and_the_investigation_is_kept() -> None:
    investigated = Diagnosis(incident_id="i", crash=None, hypotheses=(hypothesis("shop/cart.py", "Cart.total", 4),))
    fix = VerifiedFix(
        incident_id="i",
        candidate=CandidateFix(patch=Patch(), tests=Patch(), engine="static", stream="template", rationale="Rows end."),
        proof=Proof(runs=(), gates=()),
        places=(CodeLocation(path="shop/rows.py", line=9, function="rows"),),
    )
    known = fix.seen_in(investigated)
    assert known.functions == (("shop/rows.py", "rows"), ("shop/cart.py", "Cart.total"))
    assert known.hypotheses[0].status is HypothesisStatus.SUPPORTED
    assert "Rows end." in known.hypotheses[0].statement
    assert without_the_fix(known) == investigated
