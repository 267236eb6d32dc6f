"""How a database comes to have the tables. A revision is never changed after its release: a change is a new one."""

from __future__ import annotations

HEAD = "0003"
"""The newest revision, written down so that a start on an up-to-date database need not load Alembic."""

VERSION_TABLE = "arbase_revision"
"""Not Alembic's default, so that a PostgreSQL database may be shared with another program."""
