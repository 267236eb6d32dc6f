"""Error reporting, for the web application and the commands alike."""
import os


def start(web: bool = False) -> None:
    dsn = os.environ.get("SENTRY_DSN")
    if not dsn:
        return
    import sentry_sdk

    integrations = []
    if web:
        from sentry_sdk.integrations.starlette import StarletteIntegration

        integrations.append(StarletteIntegration())
    sentry_sdk.init(
        dsn=dsn,
        send_default_pii=True,
        max_request_body_size="always",
        auto_enabling_integrations=False,
        integrations=integrations,
    )
