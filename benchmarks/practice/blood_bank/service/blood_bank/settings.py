"""Settings of the donation service. Everything that differs between installations comes from the environment."""

import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent

SECRET_KEY = os.environ.get("BLOOD_BANK_SECRET", "demo-key-for-development-only")
DEBUG = False
ALLOWED_HOSTS = ["*"]

INSTALLED_APPS = ["blood_bank.apps.BloodBankConfig"]

MIDDLEWARE = [
    "blood_bank.middleware.RequestIdMiddleware",
    "blood_bank.middleware.ActorMiddleware",
    "blood_bank.middleware.ApiErrorMiddleware",
]

ROOT_URLCONF = "blood_bank.urls"
WSGI_APPLICATION = "blood_bank.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.environ.get("BLOOD_BANK_DB", str(BASE_DIR / "var" / "blood_bank.sqlite3")),
    }
}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "blood-bank"}}

EMAIL_BACKEND = os.environ.get("BLOOD_BANK_EMAIL_BACKEND", "django.core.mail.backends.locmem.EmailBackend")
DEFAULT_FROM_EMAIL = "donors@blood.example"
PLANNERS = ["planning@blood.example"]
PUBLIC_URL = os.environ.get("BLOOD_BANK_URL", "https://blood.example")

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/Vienna"
USE_TZ = True
USE_I18N = False

# Longest list that the API hands out, and the stock below which planners are warned.
LIST_LIMIT = int(os.environ.get("BLOOD_BANK_LIST_LIMIT", "100"))
LOW_STOCK = int(os.environ.get("BLOOD_BANK_LOW_STOCK", "2"))

# Demo and staging systems live on a fixed day.
BUSINESS_DAY = os.environ.get("BLOOD_BANK_TODAY", "")

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
