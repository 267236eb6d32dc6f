"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _sequence() -> sa.Column[int]:
    return sa.Column("sequence", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True)


def upgrade() -> None:
    """Make the tables of services, intake, incidents, stages and reviews."""
    _services_and_intake()
    _incidents()
    _stages_and_reviews()


def _services_and_intake() -> None:
    op.create_table(
        "services",
        sa.Column("project", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("name", sa.Text, nullable=False, unique=True),
        sa.Column("key", sa.Text, nullable=False, unique=True),
        sa.Column("description", sa.Text, nullable=False),
    )
    op.create_table(
        "inbox",
        _sequence(),
        sa.Column("key", sa.Text, nullable=False, unique=True),
        sa.Column("payload", sa.LargeBinary, nullable=False),
    )
    op.create_table("seen_events", _sequence(), sa.Column("key", sa.Text, nullable=False, unique=True))


def _incidents() -> None:
    op.create_table(
        "incidents",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("service", sa.Text, nullable=False),
        sa.Column("fingerprint_version", sa.Text, nullable=False),
        sa.Column("fingerprint_digest", sa.Text, nullable=False),
        sa.Column("fingerprint", sa.LargeBinary, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("culprit", sa.Text, nullable=False),
        sa.Column("level", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("events", sa.BigInteger, nullable=False),
        sa.Column("users", sa.BigInteger, nullable=False),
        sa.Column("user_sketch", sa.LargeBinary, nullable=False),
        sa.Column("first_seen", sa.BigInteger, nullable=False),
        sa.Column("last_seen", sa.BigInteger, nullable=False),
        sa.Column("first_release", sa.Text),
        sa.Column("last_release", sa.Text),
        sa.Column("environments", sa.Text, nullable=False),
        sa.UniqueConstraint("service", "fingerprint_version", "fingerprint_digest", name="incident_of_fingerprint"),
    )
    op.create_index("incidents_by_last_seen", "incidents", ["last_seen"])
    op.create_table(
        "samples",
        sa.Column("incident_id", sa.Text, sa.ForeignKey("incidents.id"), primary_key=True),
        sa.Column("ordinal", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("rank", sa.BigInteger, nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "incident_hours",
        sa.Column("incident_id", sa.Text, sa.ForeignKey("incidents.id"), primary_key=True),
        sa.Column("hour", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("events", sa.BigInteger, nullable=False),
    )


def _stages_and_reviews() -> None:
    op.create_table(
        "stage_results",
        _sequence(),
        sa.Column("incident_id", sa.Text, sa.ForeignKey("incidents.id"), nullable=False),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("outcome", sa.LargeBinary, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("incident_id", "stage", name="one_result_for_a_stage"),
    )
    op.create_table(
        "proposals",
        _sequence(),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("incident_id", sa.Text, sa.ForeignKey("incidents.id"), nullable=False),
        sa.Column("branch", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("proposal", sa.LargeBinary, nullable=False),
    )
    op.create_index("proposals_by_incident", "proposals", ["incident_id"])
    op.create_table(
        "reviews",
        _sequence(),
        sa.Column("proposal_id", sa.Text, sa.ForeignKey("proposals.id"), nullable=False),
        sa.Column("decision", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
    )
    op.create_index("reviews_by_proposal", "reviews", ["proposal_id"])
    op.create_table(
        "audit",
        sa.Column("sequence", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("previous", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
    )
