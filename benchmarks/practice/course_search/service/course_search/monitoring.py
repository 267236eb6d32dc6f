"""Reports what we did not expect to Sentry; without SENTRY_DSN nothing is reported."""

import os

import sentry_sdk

from course_search import __version__


def watch(part: str) -> None:
    """Called once by each process, before anything else."""
    if dsn := os.environ.get("SENTRY_DSN"):
        sentry_sdk.init(
            dsn=dsn,
            environment=os.environ.get("SENTRY_ENVIRONMENT", "production"),
            release=os.environ.get("SENTRY_RELEASE", __version__),
        )
        sentry_sdk.set_tag("part", part)
