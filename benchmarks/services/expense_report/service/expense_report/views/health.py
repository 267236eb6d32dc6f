"""Liveness for the load balancer, readiness for the monitoring."""

from __future__ import annotations

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from expense_report import __version__, jobs
from expense_report.web import connection

blueprint = Blueprint("health", __name__)


@blueprint.get("/health")
def health() -> ResponseReturnValue:
    """Says that the process answers."""
    return jsonify(status="ok", version=__version__)


@blueprint.get("/ready")
def ready() -> ResponseReturnValue:
    """Says that the database answers, and how much work waits."""
    return jsonify(status="ok", jobs=jobs.counts(connection()))
