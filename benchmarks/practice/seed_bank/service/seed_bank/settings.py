import os
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent

SECRET_KEY = os.environ.get("SEED_BANK_SECRET", "only-for-the-demo")
DEBUG = False
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = ["seed_bank"]
MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
ROOT_URLCONF = "seed_bank.urls"
WSGI_APPLICATION = "seed_bank.wsgi.application"
APPEND_SLASH = False

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.environ.get("SEED_BANK_DATABASE", str(BASE / "var" / "seeds.sqlite3")),
        "TEST": {"NAME": ":memory:"},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "Europe/Berlin"

SEED_BANK_PAGE = 20
SEED_BANK_LOAN_DAYS = 365
SEED_BANK_OFFER_DAYS = 14

if os.environ.get("SENTRY_DSN"):
    import sentry_sdk

    sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])
