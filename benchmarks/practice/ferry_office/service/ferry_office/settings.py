"""Settings; everything that differs between installations comes from the environment."""
import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent

SECRET_KEY = os.environ.get("FERRY_SECRET", "not-a-secret-outside-production")
DEBUG = False
ALLOWED_HOSTS = os.environ.get("FERRY_HOSTS", "*").split(",")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "ferry_office",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ferry_office.middleware.TerminalKeyMiddleware",
]
ROOT_URLCONF = "ferry_office.urls"
WSGI_APPLICATION = "ferry_office.wsgi.application"
APPEND_SLASH = False
TEMPLATES = [{
    "BACKEND": "django.template.backends.django.DjangoTemplates",
    "APP_DIRS": True,
    "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
}]

DATABASES = {"default": {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": os.environ.get("FERRY_DB", str(BASE_DIR / "ferry.sqlite3")),
    "OPTIONS": {"timeout": 20},
}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TIME_ZONE = "Europe/Helsinki"
USE_TZ = True
LANGUAGE_CODE = "en-gb"

SESSION_COOKIE_AGE = 60 * 24 * 3600

# Tests and rehearsals run at a fixed time.
FERRY_NOW = os.environ.get("FERRY_NOW", "")
