"""Settings; whatever differs between the office and the server comes from the environment."""
import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent

SECRET_KEY = os.environ.get("CHOIR_DESK_SECRET", "only-for-the-office-laptop")
DEBUG = os.environ.get("CHOIR_DESK_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("CHOIR_DESK_HOSTS", "*").split(",")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "choir_desk",
]
MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
ROOT_URLCONF = "choir_desk.urls"
WSGI_APPLICATION = "choir_desk.wsgi.application"
APPEND_SLASH = False

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": BASE_DIR / os.environ.get("CHOIR_DESK_DB", "data.sqlite3"),
        "ATOMIC_REQUESTS": True,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "choir_desk.Account"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24

USE_TZ = True
TIME_ZONE = "Europe/Berlin"
LANGUAGE_CODE = "en-gb"
USE_I18N = False

# the choir
CHOIR_NAME = os.environ.get("CHOIR_DESK_NAME", "Harbour Singers")
CHOIR_URL = os.environ.get("CHOIR_DESK_URL", "https://choir.example")
CHOIR_OFFICE = "office@choir.example"
LOAN_DAYS = 42
INVITATION_DAYS = 14

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {"choir_desk": {"handlers": ["stderr"], "level": "INFO"}},
}

if os.environ.get("SENTRY_DSN"):
    import sentry_sdk

    sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])
