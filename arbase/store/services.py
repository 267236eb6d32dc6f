"""Registered services, each with a consecutive number and a key of its own."""

from __future__ import annotations

import secrets

from sqlalchemy import Connection, Row, func, insert, select, update

from arbase.domain.service import Service
from arbase.store.interface import ServiceRecord
from arbase.store.tables import services


def add_service(connection: Connection, service: Service) -> ServiceRecord:
    """Register or update the service of this name."""
    description = service.model_dump_json()
    known = connection.execute(select(services).where(services.c.name == service.name)).first()
    if known is not None:
        connection.execute(update(services).where(services.c.name == service.name).values(description=description))
        return ServiceRecord(project=known.project, key=known.key, service=service)
    highest: int | None = connection.execute(select(func.max(services.c.project))).scalar()
    record = ServiceRecord(project=(highest or 0) + 1, key=secrets.token_hex(16), service=service)
    connection.execute(
        insert(services).values(project=record.project, name=service.name, key=record.key, description=description)
    )
    return record


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
