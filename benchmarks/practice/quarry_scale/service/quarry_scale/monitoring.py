"""Sends unhandled errors to Sentry, on machines that have a DSN."""

import os

VERSION = "1.9.0"


def start() -> None:
    """Initialise the SDK once for web processes and commands alike."""
    dsn = os.environ.get("SENTRY_DSN")
    if not dsn:
        return
    import sentry_sdk
    from sentry_sdk.integrations.flask import FlaskIntegration

    sentry_sdk.init(
        dsn=dsn,
        release=os.environ.get("SENTRY_RELEASE", f"quarry_scale@{VERSION}"),
        environment=os.environ.get("SENTRY_ENVIRONMENT", "production"),
        integrations=[FlaskIntegration()],
        send_default_pii=False,
    )
