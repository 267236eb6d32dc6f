"""The tables as the code sees them; `migrations/` is how a database comes to have them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import (
    BigInteger,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Only INTEGER counts up by itself in SQLite.
_Sequence = BigInteger().with_variant(Integer, "sqlite")


class Moment(TypeDecorator[datetime]):
    """A point in time as microseconds since 1970 in UTC: exact, sortable and the same in every database.

    A datetime without a zone is taken as UTC.
    """

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """To microseconds."""
        if value is None:
            return None
        return (in_utc(value) - _EPOCH) // timedelta(microseconds=1)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """From microseconds."""
        return None if value is None else _EPOCH + timedelta(microseconds=value)


def in_utc(moment: datetime) -> datetime:
    """`moment` in UTC; one without a zone is taken as UTC already."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


metadata = MetaData()

services = Table(
    "services",
    metadata,
    Column("project", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False, unique=True),
    Column("key", Text, nullable=False, unique=True),
    Column("description", Text, nullable=False),
)

inbox = Table(
    "inbox",
    metadata,
    Column("sequence", _Sequence, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("payload", LargeBinary, nullable=False),
)

# Keys of the latest accepted events, digested or not: what drops the second delivery of an event.
seen_events = Table(
    "seen_events",
    metadata,
    Column("sequence", _Sequence, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
)

incidents = Table(
    "incidents",
    metadata,
    Column("id", Text, primary_key=True),
    Column("service", Text, nullable=False),
    Column("fingerprint_version", Text, nullable=False),
    Column("fingerprint_digest", Text, nullable=False),
    Column("fingerprint", LargeBinary, nullable=False),
    Column("title", Text, nullable=False),
    Column("culprit", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("events", BigInteger, nullable=False),
    Column("users", BigInteger, nullable=False),
    Column("user_sketch", LargeBinary, nullable=False),
    Column("first_seen", Moment, nullable=False),
    Column("last_seen", Moment, nullable=False),
    Column("first_release", Text),
    Column("last_release", Text),
    Column("environments", Text, nullable=False),
    UniqueConstraint("service", "fingerprint_version", "fingerprint_digest", name="incident_of_fingerprint"),
    Index("incidents_by_last_seen", "last_seen"),
)

samples = Table(
    "samples",
    metadata,
    Column("incident_id", Text, ForeignKey("incidents.id"), primary_key=True),
    Column("ordinal", BigInteger, primary_key=True, autoincrement=False),
    Column("rank", BigInteger, nullable=False),
    Column("payload", LargeBinary, nullable=False),
)

hours = Table(
    "incident_hours",
    metadata,
    Column("incident_id", Text, ForeignKey("incidents.id"), primary_key=True),
    Column("hour", BigInteger, primary_key=True, autoincrement=False),
    Column("events", BigInteger, nullable=False),
)

stage_results = Table(
    "stage_results",
    metadata,
    Column("sequence", _Sequence, primary_key=True),
    Column("incident_id", Text, ForeignKey("incidents.id"), nullable=False),
    Column("stage", Text, nullable=False),
    Column("outcome", LargeBinary, nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("incident_id", "stage", name="one_result_for_a_stage"),
)

proposals = Table(
    "proposals",
    metadata,
    Column("sequence", _Sequence, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("incident_id", Text, ForeignKey("incidents.id"), nullable=False),
    Column("branch", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("proposal", LargeBinary, nullable=False),
    Index("proposals_by_incident", "incident_id"),
)

reviews = Table(
    "reviews",
    metadata,
    Column("sequence", _Sequence, primary_key=True),
    Column("proposal_id", Text, ForeignKey("proposals.id"), nullable=False),
    Column("decision", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("reason", Text, nullable=False),
    Index("reviews_by_proposal", "proposal_id"),
)

audit = Table(
    "audit",
    metadata,
    Column("sequence", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("digest", Text, nullable=False),
)

# What an incident was like when it was put aside, and why it came back since; a row stays when it is judged anew.
quarantine = Table(
    "quarantine",
    metadata,
    Column("incident_id", Text, ForeignKey("incidents.id"), primary_key=True),
    Column("judgement", Text, nullable=False),
    Column("returned", Text, nullable=False),
)

incident_reviews = Table(
    "incident_reviews",
    metadata,
    Column("sequence", _Sequence, primary_key=True),
    Column("incident_id", Text, ForeignKey("incidents.id"), nullable=False),
    Column("actionable", Integer, nullable=False),
    Column("occasion", Text, nullable=False),
    Column("was", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("reason", Text, nullable=False),
    Index("incident_reviews_by_incident", "incident_id"),
)

# `situation` is the id of the first incident of one cause, empty where an incident stands alone.
situations = Table(
    "situations",
    metadata,
    Column("incident_id", Text, ForeignKey("incidents.id"), primary_key=True),
    Column("clue", Text, nullable=False),
    Column("situation", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index("situations_by_name", "situation"),
)
