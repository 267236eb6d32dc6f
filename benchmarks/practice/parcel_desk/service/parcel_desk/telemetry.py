"""Reports unhandled errors to Sentry, if the environment says where."""

import os

import sentry_sdk

from parcel_desk import __version__


def start(part: str) -> None:
    dsn = os.environ.get("SENTRY_DSN")
    if not dsn:
        return
    sentry_sdk.init(
        dsn=dsn,
        release=os.environ.get("SENTRY_RELEASE", __version__),
        environment=os.environ.get("SENTRY_ENVIRONMENT", "production"),
    )
    sentry_sdk.set_tag("part", part)
