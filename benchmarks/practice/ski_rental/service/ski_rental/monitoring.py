"""Error reports, where a DSN is configured."""

import os

def start() -> None:
    """Initialise the SDK for a process; without SENTRY_DSN nothing happens."""
    dsn = os.environ.get("SENTRY_DSN")
    if not dsn:
        return
    import sentry_sdk

    sentry_sdk.init(dsn=dsn, environment=os.environ.get("SENTRY_ENVIRONMENT", "production"), send_default_pii=False)
