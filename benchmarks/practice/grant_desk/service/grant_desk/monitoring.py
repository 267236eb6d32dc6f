"""Sends unhandled errors to Sentry, on machines that have a DSN."""

import os

from grant_desk import VERSION


def start() -> None:
    """Initialise the SDK once, for web processes and commands alike."""
    dsn = os.environ.get("SENTRY_DSN")
    if not dsn:
        return
    import sentry_sdk

    sentry_sdk.init(
        dsn=dsn,
        release=os.environ.get("SENTRY_RELEASE", f"grant_desk@{VERSION}"),
        environment=os.environ.get("SENTRY_ENVIRONMENT", "production"),
        send_default_pii=False,
    )
