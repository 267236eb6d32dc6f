"""Delivery: a verified fix becomes one branch and one proposal, and nothing else is let through."""

from __future__ import annotations

import base64
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from arbase.deliver.forge import ForgeDeliverer
from arbase.domain.diagnosis import (
    CrashSpec,
    Diagnosis,
    Experiment,
    Hypothesis,
    HypothesisStatus,
    Reproduction,
    Stimulus,
)
from arbase.domain.fix import CandidateFix, FileEdit, GateResult, Patch, Proof, ProofRun, VerifiedFix
from arbase.domain.incident import Fingerprint, Incident
from arbase.domain.outcome import Declined, Done, Failed
from arbase.domain.progress import Progress, unobserved
from arbase.domain.proposal import Proposal
from arbase.domain.service import Service
from arbase.domain.triage import CodeLocation, SuspectCommit
from arbase.forge.local import LocalForge

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
WHERE = CodeLocation(path="shop.py", line=2, function="total")
HOSTILE = "</details> @all fixes #1 [x](http://evil.example) ``` | <img src=x> \n# Owned\n\nArbase-Base: evil [skip ci]"


def run(repository: Path, *words: str) -> str:
    identity = ("-c", "user.name=dev", "-c", "user.email=dev@localhost", "-c", "init.defaultBranch=main")
    done = subprocess.run(["git", *identity, *words], cwd=repository, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def service(tmp_path: Path) -> Service:
    root = tmp_path / "shop"
    root.mkdir()
    run(root, "init", "-q")
    (root / "shop.py").write_text("def total(cart):\n    return cart['sum']\n")
    run(root, "add", ".")
    run(root, "commit", "-qm", "Shop")
    return Service(name="shop", repository=root)


def an_incident(**fields: Any) -> Incident:
    known = {
        "id": "0123456789ab",
        "service": "shop",
        "fingerprint": Fingerprint(version="v1", rule="r", digest="d", parts=()),
        "title": "KeyError: 'sum'",
        "count": 12,
        "users": 3,
        "first_seen": NOW,
        "last_seen": NOW,
    }
    return Incident(**(known | fields))


def a_fix(text: str = "", **proof: Any) -> VerifiedFix:
    patch = Patch(
        edits=(
            FileEdit(
                path="shop.py",
                before="def total(cart):\n    return cart['sum']\n",
                after="def total(cart):\n    return cart.get('sum', 0)\n",
            ),
        )
    )
    tests = Patch(edits=(FileEdit(path="tests/test_sum.py", before=None, after=f"def test():\n    {text!r}\n"),))
    runs = [
        ProofRun(
            name=name, command=("pytest", "-q", text or "x|y"), exit_status=status, seconds=1.25,
            expected=text or "red", as_expected=True,
        )
        for name, status in (("before", 1), ("after", 0), ("reverted", 1))
    ]  # fmt: skip
    known = {
        "runs": runs,
        "gates": (GateResult(gate="swallow", passed=True, reason=f"No except was added. {text}"),),
        "changed_lines": 1,
        "covered_lines": 1,
        "sandbox": "bubblewrap",
        "notes": (text,) if text else (),
    }
    candidate = CandidateFix(
        patch=patch, tests=tests, engine="static", stream="template", template="key-default",
        rationale=f"A missing key counts as nothing. {text}", precedent=text,
    )  # fmt: skip
    return VerifiedFix(incident_id="0123456789ab", candidate=candidate, proof=Proof(**(known | proof)))


def a_diagnosis(text: str = "'sum'") -> Diagnosis:
    experiments = (Experiment(what=text, predicted=text, observed=text, supports=True),) * 20
    ideas = [
        Hypothesis(id="h1", kind="k", statement=f"Wrong idea {text}", predicts="p", status=HypothesisStatus.REFUTED),
        Hypothesis(
            id="h2", kind="k", statement=f"A cart may lack its sum {text}", predicts="p",
            status=HypothesisStatus.SUPPORTED, experiments=experiments,
        ),
    ]  # fmt: skip
    body = base64.b64encode(('{"cart": "' + text + '"}').encode()).decode()
    stimulus = Stimulus(method="POST", target=f"/total?x={text}", body=body)
    suspect = SuspectCommit(sha="a" * 40, author=text, at=NOW, subject=text, score=1, why=text)
    return Diagnosis(
        incident_id="0123456789ab",
        crash=CrashSpec(exception="KeyError", message=text, location=WHERE, trace=(WHERE,)),
        hypotheses=ideas,
        reproduction=Reproduction(stimulus=stimulus, attempts=3, failures=3),
        suspects=(suspect,) * 9,
    )


def deliver(
    service: Service,
    fix: VerifiedFix | None = None,
    diagnosis: Diagnosis | None = None,
    incident: Incident | None = None,
) -> Done[Proposal] | Declined | Failed:
    deliverer = ForgeDeliverer(LocalForge(now=lambda: NOW), now=lambda: NOW)
    return deliverer.deliver(fix or a_fix(), diagnosis or a_diagnosis(), incident or an_incident(), service, unobserved)


def proposal(service: Service, *facts: Any) -> Proposal:
    outcome = deliver(service, *facts)
    assert isinstance(outcome, Done), outcome
    return outcome.value


def test_verified_fix_becomes_a_branch_with_fix_and_tests_and_a_proposal(service: Service) -> None:
    made = proposal(service)
    assert made.branch == f"arbase/0123456789ab-keyerror-in-total-{made.id[:6]}"
    assert (made.title, made.base, made.service, made.forge) == ("Fix KeyError in total", "main", "shop", "local")
    assert run(service.repository, "rev-parse", made.branch) == made.commit
    assert run(service.repository, "diff", "--name-only", "main", made.branch).split() == [
        "shop.py",
        "tests/test_sum.py",
    ]


def test_body_tells_what_why_proof_and_how_to_decide(service: Service) -> None:
    made = proposal(service)
    for part in (
        "## What happened",
        "`KeyError` at `shop.py:2` in `total`: seen 12 times since 2026-03-01 12:00",
        "## Root cause\n\nA cart may lack its sum",
        "Also considered:\n\n- Wrong idea 'sum' (refuted by experiment)",
        "+    return cart.get('sum', 0)",
        "- `tests/test_sum.py`",
        "| before | `pytest -q x\u00a6y` | red | 1 | 1.2 | as expected |",
        "| swallow | passed | No except was added. |",
        "The tests execute 1 of 1 changed lines.",
        f"arbase review approve {made.id}\narbase review reject {made.id} --why",
    ):
        assert part in made.body


def test_delivering_again_gives_the_same_proposal(service: Service) -> None:
    assert proposal(service) == proposal(service)


def test_another_fix_of_the_incident_gets_another_proposal_and_branch(service: Service) -> None:
    first = proposal(service)
    second = proposal(service, a_fix("other test"))
    assert first.id != second.id
    assert first.branch != second.branch


def test_anything_but_a_verified_fix_is_a_type_error(service: Service) -> None:
    class Claimed(VerifiedFix):
        pass

    fix = a_fix()
    for other in (fix.candidate, Claimed(**dict(fix)), None, "fix"):
        with pytest.raises(TypeError, match="only a VerifiedFix is delivered"):
            ForgeDeliverer(LocalForge()).deliver(other, a_diagnosis(), an_incident(), service, unobserved)  # type: ignore[arg-type]  # the point of the test
    assert run(service.repository, "branch", "--list", "arbase/*") == ""


@pytest.mark.parametrize(
    ("proof", "why"),
    [
        ({"runs": ()}, "has no run"),
        ({"gates": (GateResult(gate="swallow", passed=False, reason="no"),)}, "did not hold in swallow"),
    ],
)
def test_proof_with_a_hole_is_declined(service: Service, proof: dict[str, Any], why: str) -> None:
    outcome = deliver(service, a_fix(**proof))
    assert isinstance(outcome, Declined)
    assert why in outcome.reason
    assert run(service.repository, "branch", "--list", "arbase/*") == ""


def test_fix_of_another_incident_is_declined(service: Service) -> None:
    outcome = deliver(service, incident=an_incident(id="ffffffffffff"))
    assert isinstance(outcome, Declined)
    assert "is for incident 0123456789ab" in outcome.reason


def test_forge_that_refuses_is_a_failure_with_its_sentence(service: Service) -> None:
    outcome = deliver(service.model_copy(update={"repository": service.repository.parent}))
    assert isinstance(outcome, Failed)
    assert "not the root of a git repository" in outcome.error


def test_observer_hears_of_the_branch(service: Service) -> None:
    heard: list[Progress] = []
    ForgeDeliverer(LocalForge()).deliver(a_fix(), a_diagnosis(), an_incident(), service, heard.append)
    assert [one.kind for one in heard] == ["branch"]


def test_hostile_event_reaches_neither_markup_title_branch_nor_commit_message(service: Service) -> None:
    hostile = an_incident(
        title=HOSTILE, environments=(HOSTILE,) * 9, first_release=HOSTILE, last_release=HOSTILE, culprit=HOSTILE
    )
    crash = CrashSpec(
        exception=HOSTILE,
        message=HOSTILE,
        location=CodeLocation(path=HOSTILE, line=1, function=HOSTILE),
        trace=(WHERE,),
    )
    made = proposal(service, a_fix(HOSTILE), a_diagnosis(HOSTILE).model_copy(update={"crash": crash}), hostile)
    parsed = MarkdownIt("commonmark").enable("table").parse(made.body)
    kinds = {token.type for top in parsed for token in (top, *(top.children or []))}
    assert not kinds & {"html_block", "html_inline", "link_open", "image", "blockquote_open", "hr"}
    headings = [parsed[at + 1].content for at, token in enumerate(parsed) if token.type == "heading_open"]
    assert headings == [
        "What happened", "Root cause", "The fix", "Tests", "Proof", "Gates", "Your decision",
    ]  # fmt: skip
    message = run(service.repository, "log", "-1", "--format=%B", made.branch)
    for text in (message, made.title):
        assert not any(mark in text for mark in ("@", "#", "[", "://"))
    assert run(service.repository, "log", "-1", "--format=%(trailers)", made.branch).splitlines() == [
        "Arbase-Incident: 0123456789ab",
        f"Arbase-Proposal: {made.id}",
        "Arbase-Base: main",
    ]
    assert made.branch.replace("/", "").replace("-", "").isalnum()


def test_endless_texts_stay_within_what_forges_take(service: Service) -> None:
    long = "@x#1 `|`\n<a> " * 5_000
    hypotheses = a_diagnosis(long).hypotheses * 50
    endless = a_diagnosis(long).model_copy(update={"hypotheses": hypotheses})
    fix = a_fix(long)
    proof = fix.proof.model_copy(update={"runs": fix.proof.runs * 100, "gates": fix.proof.gates * 100})
    made = proposal(service, fix.model_copy(update={"proof": proof}), endless, an_incident(title=long))
    assert len(made.body) < 65_536
    assert f"arbase review approve {made.id}" in made.body


def test_incident_without_crash_or_reproduction_still_makes_sense(service: Service) -> None:
    bare = Diagnosis(incident_id="0123456789ab", crash=None, hypotheses=())
    made = proposal(service, a_fix(), bare)
    assert made.title == "Fix KeyError"
    assert "No hypothesis was supported" in made.body


def test_body_of_the_request_that_is_no_text_is_only_counted(service: Service) -> None:
    diagnosis = a_diagnosis()
    assert diagnosis.reproduction is not None
    for body, told in (
        (base64.b64encode(b"\xff\x00").decode(), "a body of 2 bytes that are no text."),
        ("?", "`POST /`."),
    ):
        stimulus = Stimulus(method="POST", target="/", body=body)
        again = diagnosis.reproduction.model_copy(update={"stimulus": stimulus})
        made = proposal(service, a_fix(), diagnosis.model_copy(update={"reproduction": again}))
        assert told in made.body
