"""A relation of Django that raises where there is no record, in a program that reckons with None."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

ACCOUNTS = """
from tests.unit.repair.orm import OtherSide


class Account:
    tenant = OtherSide()


def name_of(tenant):
    return tenant.name

"""
CHOICE = (
    ACCOUNTS
    + """
def describe(account):
    return {"tenant": name_of(account.tenant) if account.tenant else None}
"""
)
ELSEWHERE = """

def is_tenant(account):
    return getattr(account, "tenant", None) is not None
"""

CASES = [
    Case(
        "the condition of a choice",
        CHOICE,
        "describe(Account())",
        (
            '-    return {"tenant": name_of(account.tenant) if account.tenant else None}',
            '+    return {"tenant": name_of(account.tenant) if getattr(account, "tenant", None) else None}',
        ),
        {"tenant": None},
    ),
    Case(
        "each condition of the function, as the repository asks elsewhere",
        ACCOUNTS
        + """
def greet(account):
    if account.tenant is None:
        greeting = "Hello"
    else:
        greeting = f"Hello {account.tenant.name}"
    return greeting if account.tenant else f"{greeting}, stranger"
"""
        + ELSEWHERE,
        "greet(Account())",
        (
            "-    if account.tenant is None:",
            '+    if getattr(account, "tenant", None) is None:',
            '-    return greeting if account.tenant else f"{greeting}, stranger"',
            '+    return greeting if getattr(account, "tenant", None) else f"{greeting}, stranger"',
        ),
        "Hello, stranger",
    ),
    Case(
        "a local that is asked for afterwards",
        ACCOUNTS
        + """
def greet(account):
    tenant = account.tenant
    if not tenant:
        return "Hello"
    return f"Hello {tenant.name}"
""",
        "greet(Account())",
        ("-    tenant = account.tenant", '+    tenant = getattr(account, "tenant", None)'),
        "Hello",
    ),
]


@named(CASES)
def test_none_is_what_the_program_asks_for(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent(
            "the record is used at once",
            ACCOUNTS + ELSEWHERE + "\n\ndef describe(account):\n    return name_of(account.tenant)\n",
            "describe(Account())",
            "no-related",
        ),
        Silent(
            "a plain attribute that is missing",
            "class Account:\n    pass\n\n\ndef describe(account):\n    return 1 if account.tenant else 2\n",
            "describe(Account())",
            "no-related",
        ),
    ]
)
def test_nothing_is_offered(case, tmp_path):
    check_silent(case, tmp_path)
