"""Crashes go to Sentry, where SENTRY_DSN is set."""

from __future__ import annotations

import os

import sentry_sdk

from club_members import __version__


def start(part: str) -> None:
    """Begin to report; without SENTRY_DSN nothing happens."""
    dsn = os.environ.get("SENTRY_DSN")
    if dsn:
        release = os.environ.get("SENTRY_RELEASE", __version__)
        environment = os.environ.get("SENTRY_ENVIRONMENT", "production")
        sentry_sdk.init(dsn=dsn, release=release, environment=environment, send_default_pii=False)
        sentry_sdk.set_tag("part", part)


def report(error: Exception) -> None:
    """Send what a command did not catch, before the process ends."""
    sentry_sdk.capture_exception(error)
    sentry_sdk.flush(timeout=5)
