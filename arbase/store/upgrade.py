"""Brings a database to the newest revision. Loaded only where that is needed: Alembic takes a third of a second."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from arbase.domain.errors import UserError
from arbase.store.migrations import HEAD


def upgrade(connection: Connection, found: str | None, address: str) -> None:
    """Upgrade from revision `found` (None: empty) to `HEAD` inside the caller's transaction, so all or nothing.

    Raises UserError if the revision is unknown here: a newer arbase wrote the database.
    """
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise UserError(
            f"{address}: written by a newer arbase (revision {found!r}, this one knows up to {HEAD!r}); "
            "upgrade arbase, or give another database in `store.url`"
        )
    command.upgrade(config, HEAD)
