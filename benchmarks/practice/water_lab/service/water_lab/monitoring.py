"""Error reporting; does nothing where no DSN is configured."""
import os


def start(component: str) -> None:
    """Starts the SDK for the web application or a command."""
    if not os.environ.get("SENTRY_DSN"):
        return
    import sentry_sdk
    from sentry_sdk.integrations.starlette import StarletteIntegration

    sentry_sdk.init(
        send_default_pii=True,
        max_request_body_size="always",
        auto_enabling_integrations=False,
        integrations=[StarletteIntegration()] if component == "web" else [],
    )
    sentry_sdk.set_tag("component", component)
