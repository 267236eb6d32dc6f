"""Tells Sentry of unhandled errors, where there is a DSN."""

import os


def start() -> None:
    """Initialise the SDK; once for a web process or a command."""
    dsn = os.environ.get("SENTRY_DSN")
    if not dsn:
        return
    import sentry_sdk
    from sentry_sdk.integrations.flask import FlaskIntegration

    sentry_sdk.init(
        dsn=dsn,
        release=os.environ.get("SENTRY_RELEASE"),
        environment=os.environ.get("SENTRY_ENVIRONMENT", "production"),
        integrations=[FlaskIntegration()],
        send_default_pii=False,
    )
