"""`arbase incident restore`, `discard`, `confirm`, `audit` and `drift`: people and the quarantine."""

from __future__ import annotations

import getpass
import importlib
from collections.abc import Callable
from typing import Annotated, Any

import typer
from rich.table import Table

from arbase.bootstrap.home import open_store
from arbase.commands.console import console, errors, plain, settings_of
from arbase.domain.errors import UserError
from arbase.domain.incident import Incident
from arbase.domain.progress import Observer, Progress
from arbase.review import verdicts
from arbase.settings import Settings
from arbase.store.interface import Store

Id = Annotated[str, typer.Argument(metavar="ID", help="The incident's id, or its first characters.")]
Why = Annotated[str, typer.Option("--why", help="The reason; it is kept, audited and learnt from.")]
Actor = Annotated[str, typer.Option("--as", help="Who decides; default: the user of this terminal.")]


def restore(context: typer.Context, incident_id: Id, why: Why, actor: Actor = "") -> None:
    """Raise an incident that was put aside; the pipeline takes it up again."""
    incident = _decided(context, verdicts.restore, incident_id, actor, why)
    console.print(
        f"restored {incident.id}: the pipeline takes it up; reviews become labels (arbase dataset from-reviews)"
    )


def discard(context: typer.Context, incident_id: Id, why: Why, actor: Actor = "") -> None:
    """Put an incident aside that is not worth anybody's time."""
    incident = _decided(context, verdicts.discard, incident_id, actor, why)
    console.print(f"discarded {incident.id}: it comes back by rule (rate, users, release, regression)")


def confirm(context: typer.Context, incident_id: Id, why: Why, actor: Actor = "") -> None:
    """Say of a raised incident that it is worth somebody's time."""
    incident = _decided(context, verdicts.confirm, incident_id, actor, why)
    console.print(f"confirmed {incident.id}")


def _decided(
    context: typer.Context, decide: Callable[[Store, str, str, str], Incident], incident_id: str, actor: str, why: str
) -> Incident:
    with open_store(settings_of(context)) as store:
        return decide(store, incident_id, actor or getpass.getuser(), why)


def audit(
    context: typer.Context,
    incident_id: Annotated[str | None, typer.Argument(metavar="ID", help="Answer for this one.")] = None,
    actionable: Annotated[
        bool | None, typer.Option("--actionable/--noise", help="Should it have been raised, or not?")
    ] = None,
    why: Annotated[str, typer.Option("--why", help="The reason; it is kept, audited and learnt from.")] = "",
    actor: Actor = "",
) -> None:
    """A sample of the discarded for a human's look, and the recall that the answers show."""
    settings = settings_of(context)
    if incident_id is not None and actionable is None:
        raise UserError(f"what do you say of {incident_id[:40]}? add --actionable or --noise, and --why")
    with open_store(settings) as store:
        if incident_id is not None and actionable is not None:
            who = actor or getpass.getuser()
            found = verdicts.answer_audit(store, incident_id, who, why, actionable=actionable)
            console.print(f"{found.id}: {'actionable, restored' if actionable else 'noise, stays discarded'}")
        production: Any = importlib.import_module("arbase.evaluation.production")
        state = production.audit_of(store, settings.classify.quarantine)
    if state.waiting:
        table = Table("id", "service", "events", "users", "last seen", "what")
        for one in state.waiting[:20]:
            seen = f"{one.last_seen:%m-%d %H:%M}"
            table.add_row(one.id, plain(one.service), str(one.count), str(one.users), seen, plain(one.title, 100))
        console.print(table)
        console.print("answer with: arbase incident audit ID --noise --why ...   or --actionable")
    share = settings.classify.quarantine.audit_share
    console.print(
        f"{len(state.waiting)} of {state.discarded} discarded incidents wait for a look (a share of {share:.0%} is "
        f"drawn by id); {state.answered} answered, {state.missed} of them should have been raised"
    )
    recall = state.recall
    if state.taken_back:
        console.print(f"{state.taken_back} more were taken back outside of the sample")
    if state.untold:
        console.print(f"recall in production cannot be told: {state.untold}")
    else:
        console.print(
            f"recall in production: {recall.value:.3f} \\[{recall.low:.3f}, {recall.high:.3f}] "
            f"from {state.confirmed} raised incidents that people called worth it and {state.answered} audited ones"
        )


def drift(context: typer.Context) -> None:
    """Do live incidents still look like those that the classifier learnt from?"""
    settings = settings_of(context)
    with open_store(settings) as store:
        found = drift_in(settings, store)
    if found is None:
        raise UserError("the rules learnt from nothing, so nothing can drift; set classify.engine=learnt")
    if found.untold:
        console.print(f"drift cannot be told: {found.untold}")
        return
    for name, index in found.drifted:
        console.print(f"{name}: {index:.2f}")
    verdict = f"{len(found.drifted)} features drifted" if found.drifted else "no feature drifted"
    console.print(f"{verdict} (population stability index over {found.incidents} incidents)")


def drift_in(settings: Settings, store: Store) -> Any:
    """The `arbase.evaluation.production.Drift` of what lies in `store`; None where nothing was learnt."""
    if settings.classify.engine == "rules":
        return None
    champions: Any = importlib.import_module("arbase.evaluation.champion")
    champion = champions.champion(settings.classify, settings.home, errors.print)
    if champion is None:
        return None
    production: Any = importlib.import_module("arbase.evaluation.production")
    return production.drift_of(store, champion)


def drift_watch(settings: Settings, store: Store, observe: Observer) -> Callable[[], None]:
    """Looks for drift and tells of it when there is any."""

    def watch() -> None:
        found = drift_in(settings, store)
        if found is None or not found.drifted:
            return
        names = ", ".join(name for name, _ in found.drifted[:5])
        text = (
            f"{len(found.drifted)} features of {found.incidents} incidents are no longer like those learnt from "
            f"({names}): look at the audit (arbase incident drift), and label some (arbase dataset from-reviews)"
        )
        observe(Progress(stage="classify", kind="drift", text=text))

    return watch
