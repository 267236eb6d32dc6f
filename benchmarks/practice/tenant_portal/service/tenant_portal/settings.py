"""Settings; nothing else reads the environment, but for the clock."""

import os
from pathlib import Path

import sentry_sdk

BASE_DIR = Path(__file__).resolve().parent.parent

SECRET_KEY = os.environ.get("TENANT_PORTAL_SECRET", "only-for-development")
DEBUG = False
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "tenant_portal.urls"
WSGI_APPLICATION = "tenant_portal.wsgi.application"

INSTALLED_APPS = ["django.contrib.sessions", "portal"]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.middleware.AnswerErrors",
]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": BASE_DIR / os.environ.get("TENANT_PORTAL_DB", "data.sqlite3"),
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]

USE_TZ = True
TIME_ZONE = "Europe/Berlin"
USE_I18N = False

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = BASE_DIR / "outbox"
DEFAULT_FROM_EMAIL = "portal@lindenhof.example"
PORTAL_ADDRESS = "https://portal.lindenhof.example"

TOKEN_CACHE_SECONDS = 600
PAGE_SIZE = 20
LARGEST_PAGE = 100

if os.environ.get("SENTRY_DSN"):
    sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])
