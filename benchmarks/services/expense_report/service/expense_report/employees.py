"""Employees and who leads whom."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from expense_report.errors import NotFound


@dataclass(frozen=True)
class Employee:
    """One person on the payroll. `cost_centre` and `iban` are unknown for some of them."""

    id: str
    name: str
    email: str
    role: str
    manager_id: str | None
    cost_centre: str | None
    currency: str
    iban: str | None
    active: bool

    @classmethod
    def from_row(cls, row: sqlite3.Row) -> Employee:
        """The employee in a row of `employees`."""
        values = {key: row[key] for key in row.keys()}
        return cls(**{**values, "active": bool(row["active"])})


def find(conn: sqlite3.Connection, employee_id: str | None) -> Employee | None:
    """The employee, or None where there is none with this id."""
    row = conn.execute("SELECT * FROM employees WHERE id = ?", (employee_id,)).fetchone()
    return None if row is None else Employee.from_row(row)


def get(conn: sqlite3.Connection, employee_id: str) -> Employee:
    """The employee; raises NotFound."""
    employee = find(conn, employee_id)
    if employee is None:
        raise NotFound(f"There is no employee {employee_id}.")
    return employee


def listing(conn: sqlite3.Connection, *, active_only: bool = False) -> list[Employee]:
    """All employees by id."""
    rows = conn.execute("SELECT * FROM employees ORDER BY id")
    found = [Employee.from_row(row) for row in rows]
    return [employee for employee in found if employee.active or not active_only]


def manager_chain(conn: sqlite3.Connection, employee: Employee) -> list[Employee]:
    """The managers above an employee, nearest first; a loop in the data ends the chain."""
    chain: list[Employee] = []
    seen = {employee.id}
    manager = find(conn, employee.manager_id)
    while manager is not None and manager.id not in seen:
        chain.append(manager)
        seen.add(manager.id)
        manager = find(conn, manager.manager_id)
    return chain


def team(conn: sqlite3.Connection, manager: Employee) -> list[str]:
    """The ids of all who are led by a manager, directly or through others."""
    rows = conn.execute(
        "WITH RECURSIVE led (id) AS ("
        " SELECT id FROM employees WHERE manager_id = ?"
        " UNION SELECT e.id FROM employees e JOIN led ON e.manager_id = led.id"
        ") SELECT id FROM led ORDER BY id",
        (manager.id,),
    )
    return [row["id"] for row in rows]
