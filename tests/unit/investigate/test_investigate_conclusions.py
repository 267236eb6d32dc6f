"""When crashes are the same, what their values say, and how hypotheses are ranked."""

from __future__ import annotations

from typing import Any

import pytest

from arbase.domain.diagnosis import CrashSpec, Hypothesis, HypothesisStatus
from arbase.domain.event import Frame, Mechanism, RaisedException
from arbase.domain.triage import CodeLocation, SuspectCommit, TriageReport
from arbase.investigate.causes import cause_of
from arbase.investigate.experiments import Before
from arbase.investigate.hypotheses import dependency, ranked, regressions
from arbase.investigate.sameness import Signature, difference, same_crash, signature_of
from arbase.replay.interface import Observation, Raised
from tests.fakes import NOW, an_event

HERE = CodeLocation(path="shop/pricing.py", line=10, function="Store.price")


def an_exception(name: str = "KeyError", message: str = "'a'", **changes: Any) -> Raised:
    return Raised.model_validate({"exception": name, "message": message, "trace": (HERE,), "column": 4} | changes)


def a_signature(message: str = "'b'", function: str = "price", path: str = "/srv/app/shop/pricing.py") -> Signature:
    frames = (Frame(function="lib", path="x.py", in_app=False), Frame(function=function, path=path))
    raised = RaisedException(type="KeyError", message=message, frames=frames)
    found = signature_of(an_event(exceptions=(raised,)))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("signature", "raised", "said"),
    [
        (a_signature(), an_exception(), ""),
        (a_signature(), an_exception("IndexError"), "it raises IndexError"),
        (a_signature(function="other"), an_exception(), "it fails in Store.price"),
        (a_signature(path="shop/other.py"), an_exception(), "it fails in shop/pricing.py"),
        (a_signature(message="no such house"), an_exception(), "its message is"),
        (a_signature(message="took 3 s"), an_exception(message="took 14 s"), ""),
        (a_signature(function="Store.price"), an_exception(), ""),
        (a_signature(function="f.<locals>.price"), an_exception(), ""),
        (a_signature(message="x" * 1020 + "..."), an_exception(message="x" * 3000), ""),
    ],
)
def test_crash_is_compared_by_type_function_and_normalised_message(
    signature: Signature, raised: Raised, said: str
) -> None:
    assert difference(signature, raised).startswith(said)
    assert bool(difference(signature, raised)) == bool(said)


def test_member_of_a_reported_group_is_the_same_crash() -> None:
    group = RaisedException(type="ExceptionGroup", message="2", mechanism=Mechanism(is_exception_group=True))
    signature = signature_of(an_event(exceptions=(RaisedException(type="KeyError", message="'a'"), group)))
    assert signature is not None
    assert difference(signature, an_exception()) == ""
    assert difference(signature, an_exception("ValueError")) != ""


def test_message_without_an_exception_has_no_signature() -> None:
    assert signature_of(an_event(exceptions=(), message="careful")) is None


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({"message": "'b'"}, True),
        ({"column": 9}, False),
        ({"trace": (HERE.model_copy(update={"line": 11}),)}, False),
        ({"trace": ()}, False),
    ],
)
def test_shrinking_does_not_slip_to_another_crash(change: dict[str, Any], same: bool) -> None:
    assert same_crash(an_exception(), an_exception(**change)) is same


@pytest.mark.parametrize(
    ("exception", "message", "variables", "kind", "evidence"),
    [
        ("KeyError", "'z'", {"row": {"type": "dict", "keys": ["a"]}}, "missing-key", "row has the keys a"),
        ("KeyError", "'z'", {"f": {"type": "DataFrame", "columns": ["a"]}}, "missing-column", "f has the columns a"),
        ("KeyError", "'z'", {}, "missing-key", ""),
        (
            "AttributeError",
            "'NoneType' object has no attribute 'x'",
            {"h": {"type": "NoneType"}},
            "none-value",
            "h is None",
        ),
        ("AttributeError", "no x", {"<object>": {"type": "A", "attributes": ["y"]}}, "missing-attribute", "a A with y"),
        ("TypeError", "'NoneType' object is not iterable", {"h": {"type": "NoneType"}}, "none-value", "h is None"),
        ("TypeError", "can only concatenate", {"a": {"type": "str"}}, "wrong-type", "a is a str"),
        ("IndexError", "list index out of range", {"a": {"type": "list", "length": 0}}, "empty-sequence", "a is empty"),
        ("IndexError", "list index out of range", {"a": {"type": "list", "length": 2}}, "index-range", "a has 2"),
        ("ZeroDivisionError", "division by zero", {"n": {"repr": "0"}}, "zero-divisor", "n is zero"),
        ("ValueError", "max() arg is an empty sequence", {"a": {"length": 0}}, "empty-aggregate", "a is empty"),
        ("ValueError", "invalid literal", {"t": {"type": "str", "repr": "'x'"}}, "bad-value", "t is 'x'"),
        ("UnboundLocalError", "referenced before assignment", {}, "unbound-local", ""),
        ("NameError", "name 'x' is not defined", {}, "undefined-name", ""),
        ("RecursionError", "maximum", {}, "recursion", ""),
        ("ConnectError", "refused", {}, "dependency", ""),
        ("PricingError", "no", {}, "unexpected-exception", ""),
        ("KeyError", "'z'", {"row": "hostile"}, "missing-key", ""),
    ],
)
def test_values_in_the_frame_name_the_cause(
    exception: str, message: str, variables: dict[str, Any], kind: str, evidence: str
) -> None:
    cause = cause_of(CrashSpec(exception=exception, message=message, location=HERE, variables=variables))
    assert cause.kind == kind
    assert evidence in cause.evidence
    assert bool(cause.evidence) == bool(evidence)
    assert "shop/pricing.py:10" in cause.statement


def test_supported_hypotheses_come_first_then_the_surest() -> None:
    def one(status: HypothesisStatus, confidence: float) -> Hypothesis:
        return Hypothesis(id="", kind="k", statement="s", predicts="p", status=status, confidence=confidence)

    found = ranked(
        [
            one(HypothesisStatus.REFUTED, 0.9),
            one(HypothesisStatus.OPEN, 0.8),
            one(HypothesisStatus.SUPPORTED, 0.5),
            one(HypothesisStatus.SUPPORTED, 0.6),
        ]
    )
    assert [(one.id, one.confidence) for one in found] == [("h1", 0.6), ("h2", 0.5), ("h3", 0.8), ("h4", 0.9)]


@pytest.mark.parametrize(
    ("observation", "crashed", "status", "said"),
    [
        (Observation(variant="v", stimulus=0, status=200), False, HypothesisStatus.SUPPORTED, "status 200"),
        (Observation(variant="v", stimulus=0, raised=an_exception()), True, HypothesisStatus.REFUTED, "the same crash"),
        (Observation(variant="v", stimulus=0, status=404), False, HypothesisStatus.OPEN, "was not there before"),
        (Observation(variant="v", stimulus=0, error="import"), False, HypothesisStatus.OPEN, "later code needs"),
    ],
)
def test_commit_is_judged_by_what_happens_without_it(
    observation: Observation, crashed: bool, status: HypothesisStatus, said: str
) -> None:
    suspect = SuspectCommit(sha="a" * 40, author="x", at=NOW, subject="s", score=0.5, why="blame")
    crash = CrashSpec(exception="KeyError", message="", location=HERE)
    (found,) = regressions([Before(suspect, crashed, observation)], crash)
    assert found.status is status
    assert said in found.experiments[0].observed


def test_dependency_is_refuted_where_the_crash_needs_no_network() -> None:
    report = TriageReport(incident_id="i", summary="s", since=NOW)
    assert dependency(report, "KeyError", (), reproduced=True).status is HypothesisStatus.REFUTED
    assert dependency(report, "KeyError", ("ConnectError",), reproduced=True).status is HypothesisStatus.SUPPORTED
    assert dependency(report, "KeyError", (), reproduced=False).status is HypothesisStatus.OPEN
