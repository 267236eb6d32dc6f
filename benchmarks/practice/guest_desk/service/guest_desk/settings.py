import os
from datetime import timedelta

DATABASE = os.environ.get("GUEST_DESK_DB", "var/desk.sqlite3")
PASSWORD_ROUNDS = int(os.environ.get("GUEST_DESK_ROUNDS", "200000"))
SESSION_LIVES = timedelta(hours=12)
CODE_LIVES = timedelta(minutes=10)
CODE_TRIES = 5
RECOVERY_LIVES = timedelta(hours=1)
DEVICE_LIVES = timedelta(days=90)
PAGE = 20
INVITATION_LIVES = timedelta(days=14)
INVITATION_AT_MOST = timedelta(days=60)
WEBHOOK_SECONDS = 2.0
REMIND_BEFORE = timedelta(days=2)
QUIET_FROM, QUIET_TO = 21, 9


def start_reports() -> None:
    """Error reports, where there is an address for them."""
    if os.environ.get("SENTRY_DSN"):
        import sentry_sdk

        environment = os.environ.get("SENTRY_ENVIRONMENT", "production")
        sentry_sdk.init(dsn=os.environ["SENTRY_DSN"], environment=environment)
