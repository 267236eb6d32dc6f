"""Decisions: made once, by somebody, for a reason, and never half."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from arbase.domain.errors import ForgeError, StoreError, UserError
from arbase.domain.event import Event
from arbase.domain.fix import FileEdit, Patch
from arbase.domain.incident import Fingerprint, IncidentState
from arbase.domain.proposal import Proposal, ProposalState
from arbase.domain.review import Decision, Review
from arbase.domain.service import Service
from arbase.forge.local import LocalForge
from arbase.review import decisions
from arbase.review.audit import verify_chain
from arbase.store.interface import IncidentDraft
from arbase.store.sql import SqlStore

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
BRANCH = "arbase/x-y"
PATCH = Patch(edits=(FileEdit(path="shop.py", before="x = 1\n", after="x = 2\n"),))


class Unplugged(SqlStore):
    """Loses its database at the moment of recording: what a kill between forge and store leaves behind."""

    def add_review(self, review: Review, state: ProposalState) -> None:
        raise StoreError("the plug was pulled")


def run(repository: Path, *words: str) -> str:
    identity = ("-c", "user.name=dev", "-c", "user.email=dev@localhost", "-c", "init.defaultBranch=main")
    done = subprocess.run(["git", *identity, *words], cwd=repository, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "shop"
    root.mkdir()
    run(root, "init", "-q")
    (root / "shop.py").write_text("x = 1\n")
    run(root, "add", ".")
    run(root, "commit", "-qm", "Shop")
    return root


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'a.db'}"


@pytest.fixture
def store(url: str) -> Iterator[SqlStore]:
    opened = SqlStore.open(url)
    yield opened
    opened.close()


@pytest.fixture
def proposal(store: SqlStore, repository: Path) -> Proposal:
    service = Service(name="shop", repository=repository)
    store.add_service(service)
    event = Event(id="1" * 32, service="shop", received_at=NOW, occurred_at=NOW)
    store.accept([event])
    fingerprint = Fingerprint(version="v1", rule="r", digest="d", parts=())
    incident = store.digest(event, IncidentDraft(fingerprint=fingerprint, title="t", culprit="c"))
    branch = LocalForge().propose(service, branch=BRANCH, base_commit="", patch=PATCH, title="Fix", body="It broke.")
    return store.add_proposal(
        Proposal(
            id="abcdef012345",
            incident_id=incident.id,
            service="shop",
            forge="local",
            branch=branch.name,
            base=branch.base,
            commit=branch.commit,
            title="Fix",
            body="body",
            created_at=NOW,
        )
    )


def test_approval_merges_the_branch_and_is_recorded_everywhere(
    store: SqlStore, repository: Path, proposal: Proposal
) -> None:
    assert list(decisions.pending(store)) == [proposal]
    decided = decisions.approve(store, LocalForge(), "abcd", " ana  b ", "good")
    assert decided == store.proposal(proposal.id)
    assert decided.state is ProposalState.MERGED
    assert (repository / "shop.py").read_text() == "x = 2\n"
    assert "Approved-by: ana b\nReason: good" in run(repository, "log", "-1", "--format=%B")
    assert store.incidents()[0].state is IncidentState.APPROVED
    (review,) = store.reviews(proposal.id)
    assert (review.decision, review.actor, review.reason) == (Decision.APPROVE, "ana b", "good")
    assert decisions.pending(store) == ()
    assert verify_chain(store.audit_trail()) is None


def test_rejection_drops_the_branch_and_keeps_the_reason(store: SqlStore, repository: Path, proposal: Proposal) -> None:
    decided = decisions.reject(store, LocalForge(), proposal.id, "ana", "zero is wrong here")
    assert decided.state is ProposalState.REJECTED
    assert run(repository, "branch", "--list", "arbase/*") == ""
    assert (repository / "shop.py").read_text() == "x = 1\n"
    assert store.incidents()[0].state is IncidentState.REJECTED
    assert store.audit_trail()[-1].reason == "zero is wrong here"


@pytest.mark.parametrize("decision", [Decision.APPROVE, Decision.REJECT])
def test_decision_cut_off_before_it_was_recorded_is_finished_by_the_next_attempt(
    store: SqlStore, url: str, repository: Path, proposal: Proposal, decision: Decision
) -> None:
    decide = decisions.approve if decision is Decision.APPROVE else decisions.reject
    unplugged = Unplugged.open(url)
    with pytest.raises(StoreError, match="plug"):
        decide(unplugged, LocalForge(), proposal.id, "ana", "because")
    unplugged.close()
    assert store.proposal(proposal.id) == proposal
    head = run(repository, "rev-parse", "main")
    decide(store, LocalForge(), proposal.id, "ana", "because")
    assert run(repository, "rev-parse", "main") == head
    assert len(store.reviews(proposal.id)) == len(store.audit_trail()) == 1


def test_approval_killed_between_merge_and_record_is_finished_by_the_next_attempt(
    store: SqlStore, url: str, repository: Path, proposal: Proposal
) -> None:
    code = """
import os, signal, sys
from arbase.forge.local import LocalForge
from arbase.review import decisions
from arbase.store.sql import SqlStore
class Killed(SqlStore):
    def add_review(self, review, state):
        os.kill(os.getpid(), signal.SIGKILL)
decisions.approve(Killed.open(sys.argv[1]), LocalForge(), sys.argv[2], "ana", "good")
"""
    killed = subprocess.run([sys.executable, "-c", code, url, proposal.id], capture_output=True, check=False)
    assert killed.returncode == -signal.SIGKILL
    head = run(repository, "rev-parse", "main")
    assert head != run(repository, "rev-parse", "main^1")
    assert list(decisions.pending(store)) == [proposal]
    decisions.approve(store, LocalForge(), proposal.id, "ana", "good")
    assert run(repository, "rev-parse", "main") == head
    assert len(store.reviews(proposal.id)) == len(store.audit_trail()) == 1


def test_merge_that_was_never_recorded_cannot_be_rejected(
    store: SqlStore, url: str, repository: Path, proposal: Proposal
) -> None:
    unplugged = Unplugged.open(url)
    with pytest.raises(StoreError):
        decisions.approve(unplugged, LocalForge(), proposal.id, "ana")
    unplugged.close()
    with pytest.raises(ForgeError, match="already merged"):
        decisions.reject(store, LocalForge(), proposal.id, "bob", "no")
    assert store.reviews(proposal.id) == ()


def test_deciding_twice_says_who_decided(store: SqlStore, proposal: Proposal) -> None:
    decisions.approve(store, LocalForge(), proposal.id, "ana")
    for decide in (decisions.approve, decisions.reject):
        with pytest.raises(UserError, match=r"already merged by ana at 20\d\d-.* UTC; a decision is made once"):
            decide(store, LocalForge(), proposal.id, "bob", "no")


def test_conflict_leaves_the_proposal_waiting(store: SqlStore, repository: Path, proposal: Proposal) -> None:
    (repository / "shop.py").write_text("x = 3\n")
    run(repository, "commit", "-qam", "Three")
    with pytest.raises(ForgeError, match=r"both changed shop\.py"):
        decisions.approve(store, LocalForge(), proposal.id, "ana")
    assert list(decisions.pending(store)) == [proposal]
    assert store.audit_trail() == ()


@pytest.mark.parametrize("actor", ["", "  \n"])
def test_decision_needs_an_actor(store: SqlStore, proposal: Proposal, actor: str) -> None:
    with pytest.raises(UserError, match="needs the name of whoever makes it"):
        decisions.approve(store, LocalForge(), proposal.id, actor)


def test_rejection_needs_a_reason(store: SqlStore, repository: Path, proposal: Proposal) -> None:
    with pytest.raises(UserError, match="say why it is rejected"):
        decisions.reject(store, LocalForge(), proposal.id, "ana", " \n ")
    assert "arbase/x-y" in run(repository, "branch", "--list", "arbase/*")


def test_unknown_proposal_is_a_sentence(store: SqlStore, proposal: Proposal) -> None:
    with pytest.raises(UserError, match="there is no proposal 'zzzz'; `arbase review list`"):
        decisions.approve(store, LocalForge(), "zzzz", "ana")


def test_proposal_of_another_forge_or_a_lost_service_is_a_sentence(store: SqlStore, proposal: Proposal) -> None:
    elsewhere = proposal.model_copy(update={"id": "elsewhere", "branch": "b", "forge": "github"})
    lost = proposal.model_copy(update={"id": "lostlost", "branch": "c", "service": "gone"})
    for one, sentence in ((elsewhere, "waits on github, not on local"), (lost, "'gone', which is not connected")):
        store.add_proposal(one)
        with pytest.raises(UserError, match=sentence):
            decisions.approve(store, LocalForge(), one.id, "ana")


def test_broken_chain_is_found_where_it_breaks(store: SqlStore) -> None:
    for number in range(5):
        store.audit(actor="ana", action="test", subject=f"nr {number}")
    trail = list(store.audit_trail())
    assert verify_chain(trail) is None
    assert verify_chain([]) is None
    for field, value in (("reason", "other"), ("actor", "bob"), ("previous", "0"), ("sequence", 9), ("digest", "0")):
        changed = [*trail[:2], trail[2].model_copy(update={field: value}), *trail[3:]]
        assert verify_chain(changed) == 3
    forged = trail[2].model_copy(update={"actor": "bob"})
    forged = forged.model_copy(update={"digest": forged.expected_digest})
    assert verify_chain([*trail[:2], forged, *trail[3:]]) == 4
    assert verify_chain([*trail[:1], *trail[2:]]) == 2
    assert verify_chain(trail[1:]) == 1
