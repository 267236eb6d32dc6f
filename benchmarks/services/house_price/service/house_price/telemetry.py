"""Errors are reported to Sentry where a DSN is configured."""

from __future__ import annotations

import logging
import os

import sentry_sdk
from sentry_sdk.integrations.logging import LoggingIntegration

from house_price import __version__


def start() -> None:
    """Initialise the SDK from SENTRY_DSN; without one nothing is sent."""
    dsn = os.environ.get("SENTRY_DSN")
    if not dsn:
        return
    sentry_sdk.init(
        dsn=dsn,
        release=os.environ.get("SENTRY_RELEASE") or f"house-price@{__version__}",
        environment=os.environ.get("SENTRY_ENVIRONMENT", "production"),
        max_request_body_size="medium",
        traces_sample_rate=0.0,
        integrations=[LoggingIntegration(event_level=logging.WARNING)],
    )
