"""The functions that a diagnosis suspects."""

from __future__ import annotations

from arbase.domain.diagnosis import Diagnosis, Hypothesis
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
