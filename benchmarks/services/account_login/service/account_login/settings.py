"""Settings; what differs between environments comes from variables that begin with LOGIN_."""

import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent


def env(name: str, default: str) -> str:
    return os.environ.get(f"LOGIN_{name}", default)


SECRET_KEY = env("SECRET_KEY", "only-for-development-and-tests")
DEBUG = False
PUBLIC_URL = env("PUBLIC_URL", "https://login.example.org")
ALLOWED_HOSTS = env("HOSTS", "login.example.org,localhost,testserver").split(",")
ROOT_URLCONF = "account_login.urls"
WSGI_APPLICATION = "account_login.wsgi.application"
APPEND_SLASH = False

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "accounts",
    "identity",
    "operations",
]

MIDDLEWARE = [
    "account_login.middleware.DatabaseBusy",
    "account_login.middleware.Scanners",
    "account_login.middleware.ClientVersion",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "account_login.middleware.SessionCsrf",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "account_login.middleware.ApiErrors",
    "accounts.devices.LastSeen",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": BASE_DIR / env("DB", "var/login.db"),
        "OPTIONS": {"timeout": float(env("DB_TIMEOUT", "5")), "transaction_mode": "IMMEDIATE"},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Account"
PASSWORD_HASHERS = ["accounts.passwords.Hasher"]
PASSWORD_ITERATIONS = int(env("PASSWORD_ITERATIONS", "600000"))
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

SESSION_COOKIE_NAME = "sessionid"
SESSION_COOKIE_SECURE = True
SESSION_HOURS = int(env("SESSION_HOURS", "12"))
CSRF_COOKIE_SECURE = True
CSRF_FAILURE_VIEW = "account_login.errors.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 262_144
DATA_UPLOAD_MAX_NUMBER_FIELDS = 100

USE_TZ = True
TIME_ZONE = env("TIME_ZONE", "Europe/Vienna")
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch"), ("fr", "Français"), ("pl", "Polski")]

# sign-in rules
FAILED_LOGINS = int(env("FAILED_LOGINS", "5"))
LOCK_MINUTES = int(env("LOCK_MINUTES", "15"))
RESET_MINUTES = int(env("RESET_MINUTES", "60"))
RESETS_PER_HOUR = int(env("RESETS_PER_HOUR", "3"))
VERIFY_DAYS = int(env("VERIFY_DAYS", "7"))
INVITATION_DAYS = int(env("INVITATION_DAYS", "14"))
OLDEST_CLIENT = env("OLDEST_CLIENT", "3.2")

# the others
IDENTITY_URL = env("IDENTITY_URL", f"file:{BASE_DIR / 'data/idp'}")
IDENTITY_TIMEOUT = float(env("IDENTITY_TIMEOUT", "3"))
IDENTITY_CLIENT = env("IDENTITY_CLIENT", "account-login")
IDENTITY_SECRET = env("IDENTITY_SECRET", "only-for-development")
MAIL_URL = env("MAIL_URL", f"file:{BASE_DIR / 'var/outbox.jsonl'}")
MAIL_TIMEOUT = float(env("MAIL_TIMEOUT", "5"))
REPORT_FOLDER = BASE_DIR / env("REPORTS", "var/reports")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", "INFO")},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "httpx": {"level": "WARNING"},
    },
}
