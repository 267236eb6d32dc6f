"""Django settings; whatever differs between machines comes from TOOLSHED_* variables."""

import os
from pathlib import Path

from toolshed import monitoring

BASE_DIR = Path(__file__).resolve().parent.parent

SECRET_KEY = os.environ.get("TOOLSHED_SECRET", "only-for-development")
DEBUG = False
ALLOWED_HOSTS = ["*"]
APPEND_SLASH = False
ROOT_URLCONF = "toolshed.urls"
WSGI_APPLICATION = "toolshed.wsgi.application"

INSTALLED_APPS = [
    "toolshed.catalogue",
    "toolshed.people",
    "toolshed.circulation",
    "toolshed.ledger",
    "toolshed.holds",
    "toolshed.upkeep",
    "toolshed.outbox",
    "toolshed.insights",
]
MIDDLEWARE = [
    "toolshed.web.ProblemMiddleware",
    "toolshed.people.cards.CardMiddleware",
]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.environ.get("TOOLSHED_DB", str(BASE_DIR / "var" / "toolshed.sqlite3")),
        "ATOMIC_REQUESTS": True,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en-gb"
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"
# The demo and the test machines stand still at this instant.
FIXED_NOW = os.environ.get("TOOLSHED_NOW", "")

EMAIL_BACKEND = os.environ.get("TOOLSHED_MAIL", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = os.environ.get("TOOLSHED_MAIL_DIR", str(BASE_DIR / "var" / "mail"))
DEFAULT_FROM_EMAIL = "toolshed@example.org"

PAGE_SIZE = 5
OPEN_WEEKDAYS = (2, 4, 5)  # Wednesday, Friday, Saturday
CLOSED_DAYS = ("2026-04-04", "2026-12-25", "2026-12-26", "2027-01-01")
DEFAULT_LOAN_DAYS = 7
MOST_LOANS = 3
MOST_RENEWALS = 2
GRACE_DAYS = 1
LATE_FEE_CAP = "15.00"
DEBT_LIMIT = "10.00"
HOLD_DAYS = 4

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}

monitoring.start()
