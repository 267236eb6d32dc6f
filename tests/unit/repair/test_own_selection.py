"""Several records where one is expected, and the models' own selection asks for more."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

FLATS = """
from tests.unit.repair.orm import Q, QuerySet


class TenancyQuerySet(QuerySet):
    def on(self, day):
        \"\"\"Those that hold on this day.\"\"\"
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)


class Tenancy:
    def __init__(self, tenant, starts_on, ends_on=None, kind="flat"):
        self.tenant, self.starts_on, self.ends_on, self.kind = tenant, starts_on, ends_on, kind


class Flat:
    tenancies = TenancyQuerySet([Tenancy("Chidi", 1, 9), Tenancy("Piotr", 10)])


def today():
    return 5


def describe(flat):
    tenancy = flat.tenancies.on(today()).first()
    return tenancy.tenant if tenancy else None


def recipient(flat):
    return flat.tenancies.get(Q(ends_on__isnull=True) | Q(ends_on__gte=today())).tenant
"""
GET = "return flat.tenancies.get(Q(ends_on__isnull=True) | Q(ends_on__gte=today())).tenant"

CASES = [
    Case(
        "the other end of the period",
        FLATS,
        "recipient(Flat())",
        (f"-    {GET}", "+    return flat.tenancies.on(today()).get().tenant"),
        "Chidi",
    ),
    Case(
        "conditions that have a name, and others that stay",
        FLATS.replace(
            GET,
            "not_ended = Q(ends_on__isnull=True) | Q(ends_on__gte=today())\n"
            '    return flat.tenancies.get(not_ended, kind="flat").tenant',
        ),
        "recipient(Flat())",
        (
            "-    not_ended = Q(ends_on__isnull=True) | Q(ends_on__gte=today())",
            '-    return flat.tenancies.get(not_ended, kind="flat").tenant',
            '+    return flat.tenancies.on(today()).get(kind="flat").tenant',
        ),
        "Chidi",
    ),
]


@named(CASES)
def test_the_selection_of_the_models_is_taken(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent("nobody takes one record so", FLATS.replace(".on(today()).first()", ".on(today()).records[0]"),
               "recipient(Flat())", "own-selection"),
        Silent("what it asks for besides is another matter", FLATS.replace("starts_on__lte=day", 'kind="flat"'),
               "recipient(Flat())", "own-selection"),
        Silent("it asks for something else", FLATS.replace("ends_on__gte=day", "starts_on__gte=day"),
               "recipient(Flat())", "own-selection"),
        Silent("another relation is taken so", FLATS.replace("flat.tenancies.on", "flat.former.on"),
               "recipient(Flat())", "own-selection"),
    ]
)  # fmt: skip
def test_nothing_is_offered(case, tmp_path):
    check_silent(case, tmp_path)
