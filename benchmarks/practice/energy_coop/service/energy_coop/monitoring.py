"""Error reporting; silent unless SENTRY_DSN is set."""
from __future__ import annotations

import os


def start(web: bool = False) -> None:
    dsn = os.environ.get("SENTRY_DSN")
    if not dsn:
        return
    import sentry_sdk

    integrations = []
    if web:
        from sentry_sdk.integrations.fastapi import FastApiIntegration
        from sentry_sdk.integrations.starlette import StarletteIntegration

        integrations = [StarletteIntegration(), FastApiIntegration()]
    sentry_sdk.init(
        dsn=dsn,
        environment=os.environ.get("SENTRY_ENVIRONMENT", "production"),
        release=os.environ.get("SENTRY_RELEASE"),
        send_default_pii=True,
        max_request_body_size="always",
        auto_enabling_integrations=False,
        integrations=integrations,
    )
