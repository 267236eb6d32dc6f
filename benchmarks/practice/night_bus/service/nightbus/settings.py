"""Settings of the night bus; what differs between installations comes from the environment."""
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

SECRET_KEY = os.environ.get("NIGHT_BUS_SECRET", "only-for-development")
HOOK_SECRET = os.environ.get("NIGHT_BUS_HOOK_SECRET", "hook-development")
DEBUG = False
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "nightbus.urls"
WSGI_APPLICATION = "nightbus.wsgi.application"
APPEND_SLASH = False

INSTALLED_APPS = ["nightbus"]
MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.environ.get("NIGHT_BUS_DB", BASE_DIR / "nightbus.sqlite3"),
        "ATOMIC_REQUESTS": True,
    }
}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TIME_ZONE = "UTC"
USE_TZ = True
LANGUAGE_CODE = "en-gb"

TARIFFS = BASE_DIR / "nightbus" / "data" / "tariffs.json"
