"""Django's settings; machines differ by environment variables only."""
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

SECRET_KEY = os.environ.get("LOCKER_SECRET", "demo-secret-of-the-lockers")
DEBUG = False
ALLOWED_HOSTS = ["*"]

INSTALLED_APPS = [
    "django.contrib.sessions",
    "locker_links",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "locker_links.middleware.SignedInRenter",
    "locker_links.middleware.ProblemPages",
]
ROOT_URLCONF = "locker_links.urls"
WSGI_APPLICATION = "locker_links.wsgi.application"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": ROOT / "var" / "lockers.sqlite3",
        "TEST": {"NAME": ":memory:"},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
USE_TZ = True
TIME_ZONE = "Europe/Prague"
USE_I18N = False

LOCKER_PIN_ROUNDS = int(os.environ.get("LOCKER_PIN_ROUNDS", "240000"))
LOCKER_LONGEST_DAYS = 60
LOCKER_MOST_MISSES = 5
LOCKER_TOKEN_DAYS = 90
LOCKER_OFFER_HOURS = 48
LOCKER_VIEW_DAYS = 30

if os.environ.get("SENTRY_DSN"):
    import sentry_sdk

    sentry_sdk.init(dsn=os.environ["SENTRY_DSN"], environment=os.environ.get("SENTRY_ENVIRONMENT", "production"))
