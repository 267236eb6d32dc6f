"""Settings of the permit desk; what differs between installations comes from the environment."""
import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent

if os.environ.get("SENTRY_DSN"):
    import sentry_sdk
    from sentry_sdk.integrations.django import DjangoIntegration

    sentry_sdk.init(
        dsn=os.environ["SENTRY_DSN"],
        send_default_pii=True,
        max_request_body_size="always",
        auto_enabling_integrations=False,
        integrations=[DjangoIntegration()],
    )

SECRET_KEY = os.environ.get("PERMIT_DESK_SECRET", "only-for-development")
DEBUG = False
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "permit_desk.urls"
WSGI_APPLICATION = "permit_desk.wsgi.application"
AUTH_USER_MODEL = "permit_desk.Officer"
LOGIN_URL = "/login"
LOGIN_REDIRECT_URL = "/desk/inbox"
APPEND_SLASH = False

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "permit_desk",
]

MIDDLEWARE = [
    "permit_desk.middleware.RequestNumberMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "permit_desk.middleware.DeskTokenMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "permit_desk.middleware.TokenOfficerMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "permit_desk.context_processors.desk",
            ],
        },
    }
]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.environ.get("PERMIT_DESK_DB", BASE_DIR / "desk.sqlite3"),
        "ATOMIC_REQUESTS": True,
    }
}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = BASE_DIR / "media"
TIME_ZONE = "Europe/Vienna"
USE_TZ = True
LANGUAGE_CODE = "en-gb"

TOWN_NAME = "Niederau"
OFFICE_HOURS = "Mo-Fr 8-12"
