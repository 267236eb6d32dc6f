"""Error reports to Sentry, where SENTRY_DSN says so."""

from __future__ import annotations

import logging
import os

import sentry_sdk
from sentry_sdk.integrations.httpx import HttpxIntegration
from sentry_sdk.integrations.logging import LoggingIntegration
from sentry_sdk.integrations.starlette import StarletteIntegration

from listing_search import __version__


def start(component: str) -> None:
    """Begins to report the errors of this process; without SENTRY_DSN it does nothing.

    Unhandled errors and lines of the log from ERROR on are events, those from INFO on are
    breadcrumbs. Warnings of libraries go to the log.
    """
    logging.captureWarnings(True)
    dsn = os.environ.get("SENTRY_DSN")
    if not dsn:
        return
    sentry_sdk.init(
        dsn=dsn,
        environment=os.environ.get("SENTRY_ENVIRONMENT", "production"),
        release=os.environ.get("SENTRY_RELEASE", f"listing_search@{__version__}"),
        send_default_pii=False,
        # named, for the automatic ones import every library that they find
        auto_enabling_integrations=False,
        integrations=[
            StarletteIntegration(),
            HttpxIntegration(),
            LoggingIntegration(level=logging.INFO, event_level=logging.ERROR),
        ],
    )
    sentry_sdk.set_tag("component", component)
