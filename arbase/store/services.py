"""Registered services, each with a consecutive number and a key of its own."""

from __future__ import annotations

import secrets

from sqlalchemy import Connection, Row, func, insert, select, update

from arbase.domain.errors import StoreError
from arbase.domain.service import Service
from arbase.store.codec import clean
from arbase.store.interface import CONTEXT, ServiceRecord
from arbase.store.tables import services


def add_service(connection: Connection, service: Service) -> ServiceRecord:
    """Register or update the service of this name; its context stays."""
    known = connection.execute(select(services).where(services.c.name == service.name)).first()
    if known is not None:
        service = service.model_copy(update={"context": _record(known).service.context})
    description = service.model_dump_json()
    if known is not None:
        connection.execute(update(services).where(services.c.name == service.name).values(description=description))
        return ServiceRecord(project=known.project, key=known.key, service=service)
    highest: int | None = connection.execute(select(func.max(services.c.project))).scalar()
    record = ServiceRecord(project=(highest or 0) + 1, key=secrets.token_hex(16), service=service)
    connection.execute(
        insert(services).values(project=record.project, name=service.name, key=record.key, description=description)
    )
    return record


def set_context(connection: Connection, name: str, context: str) -> None:
    """Replace what is written about a service in its record. Raises StoreError for one that is not connected."""
    known = by_name(connection, name)
    if known is None:
        raise StoreError(f"service {name!r} is not connected")
    text = known.service.model_copy(update={"context": clean(context, CONTEXT)}).model_dump_json()
    connection.execute(update(services).where(services.c.name == name).values(description=text))


def all_services(connection: Connection) -> tuple[ServiceRecord, ...]:
    """All registered services by name."""
    return tuple(_record(row) for row in connection.execute(select(services).order_by(services.c.name)))


def by_project(connection: Connection, project: int) -> ServiceRecord | None:
    """The service with this project number."""
    # Numbers come from addresses, so they can be larger than any integer column.
    if not 0 < project < 2**31:
        return None
    row = connection.execute(select(services).where(services.c.project == project)).first()
    return None if row is None else _record(row)


def by_name(connection: Connection, name: str) -> ServiceRecord | None:
    """The service of this name."""
    if "\0" in name:
        return None
    row = connection.execute(select(services).where(services.c.name == name)).first()
    return None if row is None else _record(row)


def _record(row: Row[tuple[object, ...]]) -> ServiceRecord:
    return ServiceRecord(project=row.project, key=row.key, service=Service.model_validate_json(row.description))
