"""Settings; an installation differs by environment variables only."""
import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("LANGUAGE_SCHOOL_VAR", BASE_DIR / "var"))

if os.environ.get("SENTRY_DSN"):
    import sentry_sdk
    from sentry_sdk.integrations.django import DjangoIntegration

    sentry_sdk.init(
        dsn=os.environ["SENTRY_DSN"], send_default_pii=True, max_request_body_size="always",
        auto_enabling_integrations=False, integrations=[DjangoIntegration()],
    )

SECRET_KEY = os.environ.get("LANGUAGE_SCHOOL_SECRET", "training-room-secret")
DEBUG = False
ALLOWED_HOSTS = ["*"]
APPEND_SLASH = False
ROOT_URLCONF = "language_school.urls"
WSGI_APPLICATION = "language_school.wsgi.application"

AUTH_USER_MODEL = "language_school.User"
LOGIN_URL = "/login"
LOGIN_REDIRECT_URL = "/account"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"}]

INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "language_school"]

MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "language_school.middleware.TokenMiddleware",
]

TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
TEMPLATES[0]["OPTIONS"] = {"context_processors": ["django.template.context_processors.request"]}

DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": VAR / "school.sqlite3"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TIME_ZONE = "Europe/Lisbon"
USE_TZ = True
USE_I18N = False

SCHOOL_NAME = "Escola Miradouro"
CERTIFICATES = VAR / "certificates"
LINK_HOURS = 48
