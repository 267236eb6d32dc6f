"""Sends unhandled errors to Sentry, on machines that have a DSN."""

import os

from ward_rota import __version__


def start() -> None:
    dsn = os.environ.get("SENTRY_DSN")
    if not dsn:
        return
    import sentry_sdk

    sentry_sdk.init(
        dsn=dsn,
        release=os.environ.get("SENTRY_RELEASE", f"ward_rota@{__version__}"),
        environment=os.environ.get("SENTRY_ENVIRONMENT", "production"),
        send_default_pii=False,
    )
