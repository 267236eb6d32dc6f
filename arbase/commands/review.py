"""`arbase review`: a human decides."""

from __future__ import annotations

import getpass
from typing import Annotated

import typer
from rich.table import Table

from arbase.bootstrap.home import forge_of, open_store
from arbase.commands.console import console, plain, settings_of
from arbase.domain.errors import UserError
from arbase.domain.proposal import Proposal
from arbase.review import decisions
from arbase.review.audit import verify_chain
from arbase.store.interface import Store

app = typer.Typer(no_args_is_help=True, help="Approve or reject what waits for a human.")
Id = Annotated[str, typer.Argument(metavar="PROPOSAL", help="The proposal's id, as `arbase review list` shows it.")]
Actor = Annotated[str, typer.Option("--as", help="Who decides; default: the user of this terminal.")]


def _find(store: Store, proposal_id: str) -> Proposal:
    proposal = store.proposal(proposal_id)
    if proposal is None:
        raise UserError(f"there is no proposal {proposal_id[:40]!r}; `arbase review list` shows those that wait")
    return proposal


@app.command("list")
def list_proposals(
    context: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help="Decided ones as well.")] = False,
) -> None:
    """Proposals that wait for a decision."""
    with open_store(settings_of(context)) as store:
        proposals = store.proposals() if everything else decisions.pending(store)
        table = Table("proposal", "incident", "service", "branch", "state", "what")
        for found in proposals:
            table.add_row(
                found.id, found.incident_id, plain(found.service), plain(found.branch), found.state, plain(found.title)
            )
    if not proposals:
        console.print("nothing waits for a review")
        return
    console.print(table)


@app.command()
def show(context: typer.Context, proposal_id: Id) -> None:
    """A proposal as the reviewer reads it."""
    with open_store(settings_of(context)) as store:
        proposal = _find(store, proposal_id)
    console.print(plain(proposal.body, 100_000), soft_wrap=True)


@app.command()
def approve(
    context: typer.Context,
    proposal_id: Id,
    why: Annotated[str, typer.Option("--why", help="A reason, for the audit trail.")] = "",
    actor: Actor = "",
) -> None:
    """Merge a proposal's branch."""
    with open_store(settings_of(context)) as store:
        forge = forge_of(store, _find(store, proposal_id))
        decided = decisions.approve(store, forge, proposal_id, actor or getpass.getuser(), why)
    console.print(f"merged {plain(decided.branch)} into {plain(decided.base)}")


@app.command()
def reject(
    context: typer.Context,
    proposal_id: Id,
    why: Annotated[str, typer.Option("--why", help="The reason; it is kept and learnt from.")],
    actor: Actor = "",
) -> None:
    """Drop a proposal's branch and keep the reason."""
    with open_store(settings_of(context)) as store:
        forge = forge_of(store, _find(store, proposal_id))
        decided = decisions.reject(store, forge, proposal_id, actor or getpass.getuser(), why)
    console.print(f"rejected {plain(decided.branch)}: {plain(why)}")


@app.command()
def audit(context: typer.Context) -> None:
    """The audit trail, and whether its chain is whole."""
    with open_store(settings_of(context)) as store:
        entries = store.audit_trail()
    table = Table("nr", "when", "who", "action", "subject", "reason")
    for entry in entries:
        when = f"{entry.at:%Y-%m-%d %H:%M:%S}"
        table.add_row(str(entry.sequence), when, plain(entry.actor), entry.action, entry.subject, plain(entry.reason))
    console.print(table)
    broken = verify_chain(entries)
    if broken is not None:
        raise UserError(f"the audit chain is broken at entry {broken}: somebody changed the database")
    console.print(f"{len(entries)} entries, the chain is whole")
