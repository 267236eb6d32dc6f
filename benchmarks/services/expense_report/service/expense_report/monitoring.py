"""Error reports to Sentry, where SENTRY_DSN says so."""

from __future__ import annotations

import logging
import os

import sentry_sdk
from sentry_sdk.integrations.logging import LoggingIntegration

from expense_report import __version__


def start(component: str) -> None:
    """Begins to report the unhandled errors of this process; without SENTRY_DSN it does nothing."""
    dsn = os.environ.get("SENTRY_DSN")
    if not dsn:
        return
    sentry_sdk.init(
        dsn=dsn,
        environment=os.environ.get("SENTRY_ENVIRONMENT", "production"),
        release=os.environ.get("SENTRY_RELEASE", f"expense_report@{__version__}"),
        send_default_pii=False,
        integrations=[LoggingIntegration(event_level=logging.WARNING)],
    )
    sentry_sdk.set_tag("component", component)
