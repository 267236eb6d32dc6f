"""Django settings; what differs between machines comes from AIRWAVES_* variables."""

import os
from pathlib import Path

from airwaves import monitoring

BASE_DIR = Path(__file__).resolve().parent.parent

SECRET_KEY = os.environ.get("AIRWAVES_SECRET", "only-for-development")
DEBUG = False
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "airwaves.urls"
WSGI_APPLICATION = "airwaves.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "airwaves.catalogue",
    "airwaves.access",
    "airwaves.labels",
    "airwaves.rights",
    "airwaves.tapes",
    "airwaves.journal",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "airwaves.access.middleware.TokenMiddleware",
    "airwaves.labels.middleware.LanguageMiddleware",
    "airwaves.journal.middleware.ActorMiddleware",
    "airwaves.api.ProblemMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "airwaves" / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
            ],
            "builtins": ["airwaves.labels.templatetags.label_tags"],
        },
    }
]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.environ.get("AIRWAVES_DB", str(BASE_DIR / "var" / "archive.sqlite3")),
        "ATOMIC_REQUESTS": True,
    }
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "airwaves"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FIXTURE_DIRS = [BASE_DIR / "airwaves" / "fixtures"]

LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "shows"
LOGOUT_REDIRECT_URL = "shows"

USE_I18N = False
USE_TZ = True
TIME_ZONE = "Europe/Berlin"
# The demo and the test machines stand still at this instant.
FIXED_NOW = os.environ.get("AIRWAVES_NOW", "")

PAGE_SIZE = 20
FEED_LENGTH = 10
LANGUAGES_SPOKEN = ("en", "de", "fr")
LOAN_DAYS = 14
STREAM_BASE = os.environ.get("AIRWAVES_STREAMS", "https://streams.example.org")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}

monitoring.start()
