"""What a view reaches of its request: settings, database, page and who is asking."""

from __future__ import annotations

import logging
import sqlite3
from datetime import date, datetime, timedelta

from flask import Flask, current_app, g, request

from expense_report import employees, importer
from expense_report.config import Settings
from expense_report.db import connect, migrate
from expense_report.employees import Employee
from expense_report.errors import Forbidden, Invalid, Unauthenticated

log = logging.getLogger("expense_report.web")
SESSION = timedelta(hours=12)
OLDEST_APP = 3


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


def check_session() -> None:
    """Ends what the gateway let in too long ago; gateways of last year do not say when that was."""
    text = request.headers.get("X-Signed-In-At")
    if text is None:
        return
    try:
        since = datetime.fromisoformat(text)
        over = now() - since > SESSION
    except (ValueError, TypeError) as error:
        raise Invalid(f"X-Signed-In-At is no instant: {text!r}.") from error
    if over:
        raise Unauthenticated("The session is over, sign in again.", code="session_over")


def look_at_app() -> None:
    """Reports apps that should be updated; phones of the field staff are often years behind."""
    version = request.headers.get("X-App-Version", "").partition(".")[0]
    if version.isdecimal() and int(version) < OLDEST_APP:
        log.warning("App version %s asks for %s", version, request.path)


def look_at_file() -> None:
    """Reports whose files are not UTF-8; the bank wants to know before it changes its export."""
    if request.method == "POST" and request.path.endswith("/items/import"):
        foreign = importer.not_utf8(request.get_data())
        if foreign is not None:
            log.error("A file is read as Windows-1252: %s", request.path, exc_info=foreign)


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
    app.before_request(check_session)
    app.before_request(look_at_app)
    app.before_request(look_at_file)
