import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from seed_bank.models import Parcel

NEW = {"accession": "SB-2024-0012", "variety": "Forellenschluss", "grams": "3.25"}


def sending(call, year):
    status, data = call("ada", "get", f"/api/report/{year}")
    assert status == 200
    return data["sending"]


@pytest.mark.parametrize(
    "year, said",
    [
        (2023, {"parcels": 1, "countries": {"CH": 1}, "grams": "0.00"}),
        (2024, {"parcels": 1, "countries": {"DE": 1}, "grams": "0.00"}),
        (2025, {"parcels": 1, "countries": {"PL": 1}, "grams": "1.50"}),
        (2022, {"parcels": 0, "countries": {}, "grams": "0.00"}),
    ],
)
def test_years(call, year, said):
    assert sending(call, year) == said


def test_old_and_new_ones_in_one_year(call):
    Parcel.objects.create(country="DK", packed_on=date(2024, 12, 20), content=[NEW, {**NEW, "grams": "0.50"}])
    Parcel.objects.create(country="DE", packed_on=date(2024, 12, 21), content=[{**NEW, "grams": "10.00"}])
    Parcel.objects.create(country="DE", packed_on=date(2024, 1, 2), content=["SB-2018-0001", "SB-2019-0003"])
    assert sending(call, 2024) == {"parcels": 4, "countries": {"DE": 3, "DK": 1}, "grams": "13.75"}


def test_both_in_one_parcel(call):
    Parcel.objects.create(country="DE", packed_on=date(2021, 5, 1), content=["SB-2018-0001", NEW])
    assert sending(call, 2021) == {"parcels": 1, "countries": {"DE": 1}, "grams": "3.25"}


def test_the_rest_of_the_report(call):
    data = call("ada", "get", "/api/report/2024")[1]
    assert data["harvest"] == {"Lactuca sativa": 1, "Solanum lycopersicum": 1}
    assert data["germination"] == {"tests": 0, "rate": None}


def test_command():
    out = StringIO()
    call_command("yearly_report", "2023", stdout=out)
    assert json.loads(out.getvalue())["sending"] == {"parcels": 1, "countries": {"CH": 1}, "grams": "0.00"}


def test_pages_of_parcels(call):
    parcel = call("ada", "get", "/api/parcels?day=2024-03-18")[1]["parcels"][0]
    assert parcel["items"] == [{"accession": "SB-2022-0007", "variety": "Haferwurzel", "grams": None}]
    items = [{"lot": "SB-2025-0001", "grams": "4"}]
    assert call("ada", "post", "/api/parcels", {"card": "M-002", "items": items})[0] == 201
    assert sending(call, 2026) == {"parcels": 1, "countries": {"DE": 1}, "grams": "4.00"}
    assert call("ben", "get", "/api/report/2024")[0] == 403
