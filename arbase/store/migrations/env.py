"""Run by Alembic inside the transaction of `arbase.store.upgrade`, on the connection that it hands over."""

from __future__ import annotations

from alembic import context

from arbase.store.migrations import VERSION_TABLE
from arbase.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
)
with context.begin_transaction():
    context.run_migrations()
