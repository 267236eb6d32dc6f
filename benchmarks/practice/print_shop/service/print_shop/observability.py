"""Errors go to Sentry where a DSN is set, and nowhere else."""
from __future__ import annotations

import os


def start() -> None:
    """For the web application and for commands; does nothing without SENTRY_DSN."""
    if not os.environ.get("SENTRY_DSN"):
        return
    import sentry_sdk
    from sentry_sdk.integrations.flask import FlaskIntegration

    sentry_sdk.init(
        dsn=os.environ["SENTRY_DSN"],
        send_default_pii=True,
        max_request_body_size="always",
        auto_enabling_integrations=False,
        integrations=[FlaskIntegration()],
    )
