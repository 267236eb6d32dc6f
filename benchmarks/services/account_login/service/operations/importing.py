"""Accounts from a customer's CSV file."""

import csv
import logging
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from account_login.errors import Invalid
from account_login.web import normal_email
from accounts.models import Account, Organisation
from accounts.registration import handle_for
from identity.profiles import locale_of, zone_name

log = logging.getLogger("operations.importing")
ALIASES = {
    "e_mail": "email",
    "mail": "email",
    "full_name": "name",
    "language": "locale",
    "timezone": "time_zone",
}
REQUIRED = ("email", "name")
MOST_ROWS = 2000


@dataclass
class Imported:
    """What became of the lines of a file."""

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    rejected: list[dict[str, object]] = field(default_factory=list)


def decode(content: bytes) -> str:
    """The text of a file: UTF-8 with or without a mark, or else what Excel writes."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def rows_of(content: bytes) -> list[tuple[int, dict[str, str]]]:
    """The lines of a file with their numbers. Raises Invalid."""
    lines = decode(content).splitlines()
    if not lines:
        raise Invalid("The file is empty.", code="empty_file", field="file")
    reader = csv.reader(lines, delimiter=max(";,\t", key=lines[0].count))
    columns = [title.strip().lower().replace(" ", "_").replace("-", "_") for title in next(reader)]
    columns = [ALIASES.get(column, column) for column in columns]
    missing = [name for name in REQUIRED if name not in columns]
    if missing:
        raise Invalid(f"The column {missing[0]} is missing.", code="columns", field="file")
    found = [
        (number, dict(zip(columns, (cell.strip() for cell in row), strict=False)))
        for number, row in enumerate(reader, start=2)
        if any(cell.strip() for cell in row)
    ]
    if len(found) > MOST_ROWS:
        raise Invalid(f"A file has at most {MOST_ROWS} lines.", code="too_long", field="file")
    return found


def put(row: dict[str, str], organisation: Organisation) -> bool:
    """Makes or changes the account of a line; True if it is new. Raises Invalid."""
    email = normal_email(row.get("email", ""))
    try:
        validate_email(email)
    except ValidationError as error:
        raise Invalid(f"{email!r} is not an e-mail address.", field="email") from error
    name = row.get("name", "")[:120] or email.partition("@")[0]
    account = Account.objects.by_email(email)
    if account is not None and account.organisation_id not in (None, organisation.id):
        raise Invalid(f"{email} belongs to another organisation.", field="email")
    is_new = account is None
    if account is None:
        account = Account(email=email, handle=handle_for(name))
        account.set_unusable_password()
    account.display_name = name
    account.organisation = organisation
    account.locale = locale_of(row.get("locale"))
    account.time_zone = zone_name(row.get("time_zone")) or account.time_zone
    account.phone = row.get("phone") or account.phone
    account.full_clean(exclude=["password"])
    account.save()
    return is_new


def load(content: bytes, organisation: Organisation) -> Imported:
    """Takes every line that can be used; the others are named with their number."""
    result = Imported()
    for number, row in rows_of(content):
        try:
            with transaction.atomic():
                is_new = put(row, organisation)
        except (Invalid, ValidationError, IntegrityError) as error:
            log.error("line %s of an import for %s is rejected: %s", number, organisation.slug, error)
            why = error.message if isinstance(error, Invalid) else "The line cannot be used."
            result.rejected.append({"line": number, "why": why})
        else:
            (result.created if is_new else result.updated).append(normal_email(row["email"]))
    return result
