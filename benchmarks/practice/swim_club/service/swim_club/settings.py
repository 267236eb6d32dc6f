"""Settings. Everything that differs between the machines comes from the environment."""
import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent

SECRET_KEY = os.environ.get("SWIM_CLUB_SECRET", "only-for-the-training-pool")
DEBUG = False
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "swim_club.urls"
WSGI_APPLICATION = "swim_club.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "swim_club",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "swim_club.middleware.ClubErrors",
    "swim_club.middleware.MemberZone",
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
        "NAME": os.environ.get("SWIM_CLUB_DB", BASE_DIR / "var" / "club.sqlite3"),
        "ATOMIC_REQUESTS": True,
        "TEST": {"NAME": ":memory:"},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "swim_club.Member"
AUTHENTICATION_BACKENDS = ["swim_club.accounts.ClubBackend"]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "profile"
LOGOUT_REDIRECT_URL = "home"
if os.environ.get("SWIM_CLUB_NOW"):  # trainings and tests do not wait for the real one
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

USE_TZ = True
TIME_ZONE = "Europe/Helsinki"
LANGUAGE_CODE = "en"

CLUB_URL = os.environ.get("SWIM_CLUB_URL", "https://club.example")
TOKEN_DAYS = 30
LINK_HOURS = {"confirm": 48, "reset": 2, "invite": 14 * 24}
AUDIT_DAYS = 400

if os.environ.get("SENTRY_DSN"):
    import sentry_sdk

    sentry_sdk.init(dsn=os.environ["SENTRY_DSN"], environment=os.environ.get("SWIM_CLUB_ENVIRONMENT", "production"))
