"""Rules for passwords."""

from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from account_login.errors import Invalid
from accounts.models import Account


class Hasher(PBKDF2PasswordHasher):
    """Django's own, with a number of rounds that the environment chooses."""

    iterations = settings.PASSWORD_ITERATIONS


def set_password(account: Account, password: str) -> None:
    """Gives the account a new password; the caller saves. Raises Invalid with all that is wrong."""
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise Invalid(
            "The password is too weak.", code="weak_password", field="password", why=error.messages
        ) from error
    account.set_password(password)
    account.failed_logins = 0
    account.locked_until = None
