import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from seed_bank.models import GerminationTest, Lot


def report(call, year):
    status, data = call("ada", "get", f"/api/report/{year}")
    assert (status, data["year"]) == (200, year)
    return data


@pytest.mark.parametrize("year", [1990, 2020, 2022, 2024, 2030])
def test_years_without_tests(call, year):
    assert report(call, year)["germination"] == {"tests": 0, "rate": None}


def test_command():
    out = StringIO()
    call_command("yearly_report", "2024", stdout=out)
    data = json.loads(out.getvalue())
    assert data["germination"] == {"tests": 0, "rate": None}
    assert data["lending"] == {"loans": 0, "returned": 0, "percent_returned": None}
    assert data["sending"] == {"parcels": 1, "countries": {"DE": 1}}
    assert data["harvest"] == {"Lactuca sativa": 1, "Solanum lycopersicum": 1}


@pytest.mark.parametrize("year, tests, rate", [(2025, 2, "85.6"), (2026, 1, "54.0"), (2023, 1, "80.0")])
def test_years_with_tests(call, year, tests, rate):
    assert report(call, year)["germination"] == {"tests": tests, "rate": rate}


def test_nothing_has_sprouted(call):
    lot = Lot.objects.get(accession="SB-2019-0003")
    GerminationTest.objects.create(lot=lot, tested_on=date(2020, 2, 1), sown=30, sprouted=0)
    assert report(call, 2020)["germination"] == {"tests": 1, "rate": "0.0"}


def test_a_test_in_which_nothing_was_sown(call):
    lot = Lot.objects.get(accession="SB-2019-0003")
    GerminationTest.objects.create(lot=lot, tested_on=date(2021, 2, 1), sown=0, sprouted=0)
    assert report(call, 2021)["germination"] == {"tests": 1, "rate": None}


def test_lending(call):
    assert report(call, 2025)["lending"] == {"loans": 3, "returned": 1, "percent_returned": "33.3"}
    assert report(call, 2020)["lending"] == {"loans": 1, "returned": 1, "percent_returned": "100.0"}


def test_rates_of_lots_stay(call):
    assert call(None, "get", "/api/lots/SB-2024-0012")[1]["rate"] == 54
    assert call(None, "get", "/api/lots/ARC-2025-0001")[1]["rate"] is None
