"""What a view reaches of its request: settings, database, page and who is asking."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime

from flask import Flask, current_app, g, request

from expense_report import employees
from expense_report.config import Settings
from expense_report.db import connect, migrate
from expense_report.employees import Employee
from expense_report.errors import Forbidden, Unauthenticated


def settings() -> Settings:
    """The settings of the running application."""
    return current_app.config["SETTINGS"]


def connection() -> sqlite3.Connection:
    """The connection of this request; the first one of the process migrates the database."""
    if "connection" not in g:
        g.connection = connect(settings().database)
        if not current_app.config["MIGRATED"]:
            migrate(g.connection)
            current_app.config["MIGRATED"] = True
    return g.connection


def current_employee() -> Employee:
    """Who is asking, as the gateway says it in X-Employee-Id."""
    employee_id = request.headers.get("X-Employee-Id", "").strip()
    if not employee_id:
        raise Unauthenticated("The header X-Employee-Id is missing.")
    employee = employees.find(connection(), employee_id)
    if employee is None:
        raise Unauthenticated(f"There is no employee {employee_id}.")
    if not employee.active:
        raise Forbidden(f"The account of {employee_id} is closed.")
    return employee


def now() -> datetime:
    """The instant of this request."""
    return current_app.config["CLOCK"]()


def today() -> date:
    """The day of this request in the company's zone."""
    return now().astimezone(settings().timezone).date()


def close_connection(_: BaseException | None = None) -> None:
    """Ends the connection with its request."""
    conn = g.pop("connection", None)
    if conn is not None:
        conn.close()


def register(app: Flask) -> None:
    """Ties the connection to the application's requests."""
    app.config.setdefault("MIGRATED", False)
    app.teardown_appcontext(close_connection)
