"""Sends unhandled errors to Sentry, on machines that have a DSN."""

import os

from toolshed import __version__


def start() -> None:
    """Initialise the SDK once for web processes and commands alike."""
    dsn = os.environ.get("SENTRY_DSN")
    if not dsn:
        return
    import sentry_sdk
    from sentry_sdk.integrations.django import DjangoIntegration

    sentry_sdk.init(
        dsn=dsn,
        release=os.environ.get("SENTRY_RELEASE", f"toolshed@{__version__}"),
        environment=os.environ.get("SENTRY_ENVIRONMENT", "production"),
        integrations=[DjangoIntegration()],
        send_default_pii=False,
    )
