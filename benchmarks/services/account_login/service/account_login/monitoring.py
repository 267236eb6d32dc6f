"""Error reports to Sentry, where SENTRY_DSN says so."""

import os

import sentry_sdk
from sentry_sdk.integrations.django import DjangoIntegration

from account_login import __version__


def start(component: str) -> None:
    """Begins to report the errors of this process; without SENTRY_DSN it does nothing."""
    dsn = os.environ.get("SENTRY_DSN")
    if not dsn:
        return
    sentry_sdk.init(
        dsn=dsn,
        environment=os.environ.get("SENTRY_ENVIRONMENT", "production"),
        release=os.environ.get("SENTRY_RELEASE", f"account_login@{__version__}"),
        integrations=[DjangoIntegration()],
        send_default_pii=False,
    )
    sentry_sdk.set_tag("component", component)
