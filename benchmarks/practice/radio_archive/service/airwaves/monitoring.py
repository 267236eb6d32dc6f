"""Reports unhandled errors of web processes and commands, where a DSN is set."""

import os

from airwaves import __version__


def start() -> None:
    dsn = os.environ.get("SENTRY_DSN")
    if not dsn:
        return
    import sentry_sdk
    from sentry_sdk.integrations.django import DjangoIntegration

    sentry_sdk.init(
        dsn=dsn,
        release=os.environ.get("SENTRY_RELEASE", f"airwaves@{__version__}"),
        environment=os.environ.get("SENTRY_ENVIRONMENT", "production"),
        integrations=[DjangoIntegration()],
        send_default_pii=False,
    )
