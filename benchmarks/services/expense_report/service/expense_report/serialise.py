"""How our objects look in JSON."""

from __future__ import annotations

import sqlite3
from datetime import date
from decimal import Decimal
from typing import Any

from flask.json.provider import DefaultJSONProvider

from expense_report.categories import over_limit
from expense_report.delegations import Delegation
from expense_report.employees import Employee
from expense_report.rates import Rate
from expense_report.reports import Item, Report


def plain(value: Any) -> Any:
    """Decimals as text (never as float), dates and times in ISO 8601."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")


class ApiJson(DefaultJSONProvider):
    """The JSON of our answers."""

    default = staticmethod(plain)
    sort_keys = False


def employee_json(employee: Employee) -> dict[str, Any]:
    """An employee as others may see them: without bank details."""
    return {
        "id": employee.id,
        "name": employee.name,
        "email": employee.email,
        "role": employee.role,
        "manager_id": employee.manager_id,
        "cost_centre": employee.cost_centre,
        "currency": employee.currency,
        "active": employee.active,
    }


def rate_json(rate: Rate) -> dict[str, Any]:
    """A rate and the day from which it is valid."""
    return {"currency": rate.currency, "valid_from": rate.valid_from, "rate": rate.rate}


def item_json(item: Item) -> dict[str, Any]:
    """An item; `over_limit` says that the approver should look twice."""
    return {
        "id": item.id,
        "spent_on": item.spent_on,
        "category": item.category,
        "merchant": item.merchant,
        "description": item.description,
        "amount": item.amount,
        "currency": item.currency,
        "amount_home": item.amount_home,
        "over_limit": over_limit(item.category, item.amount_home),
    }


def report_json(
    report: Report, owner: Employee, home: str, items: list[Item] | None = None
) -> dict[str, Any]:
    """A report with its owner; with its items where they are given."""
    shown = {
        "number": report.number,
        "title": report.title,
        "status": report.status,
        "employee": {"id": owner.id, "name": owner.name},
        "total": {"amount": report.total_home, "currency": home},
        "created_at": report.created_at,
        "submitted_at": report.submitted_at,
        "decided_at": report.decided_at,
        "decided_by": report.decided_by,
        "paid_at": report.paid_at,
    }
    if items is not None:
        shown["items"] = [item_json(item) for item in items]
    return shown


def history_json(row: sqlite3.Row) -> dict[str, Any]:
    """One step in the life of a report."""
    return {
        "action": row["action"],
        "actor": {"id": row["actor_id"], "name": row["actor"]},
        "on_behalf_of": row["on_behalf_of"],
        "comment": row["comment"],
        "at": row["at"],
    }


def delegation_json(delegation: Delegation) -> dict[str, Any]:
    """A delegation; `ends_on` is null where it has no end."""
    return {
        "id": delegation.id,
        "to": delegation.to_id,
        "starts_on": delegation.starts_on,
        "ends_on": delegation.ends_on,
    }
