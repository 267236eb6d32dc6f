from decimal import Decimal

import pytest
from django.core.management import CommandError

from blood_bank.models import Donation, Unit


@pytest.fixture
def book(run, tmp_path):
    def book(*lines, encoding="utf-8", head="unit;hb;verdict;note"):
        path = tmp_path / "results.csv"
        path.write_text("\n".join([head, *lines]) + "\n", encoding=encoding)
        return run("import_results", str(path))

    return book


def stored(code):
    donation = Donation.objects.get(units__code=code)
    return donation.haemoglobin, donation.verdict, donation.lab_note


def test_without_note(book):
    assert book("U-0002;14,1;ok;", "U-0004;12,9;ok", "U-0006;13,4;rejected;hepatitis B") == ["3 results"]
    assert stored("U-0002") == (Decimal("14.1"), "ok", "")
    assert stored("U-0004") == (Decimal("12.9"), "ok", "")
    assert stored("U-0006") == (Decimal("13.4"), "rejected", "hepatitis B")
    assert Unit.objects.get(code="U-0007").status == "discarded"
    assert Unit.objects.get(code="U-0004").status == "stock"


def test_without_verdict(book):
    assert book("U-0004;12,9") == ["1 results"]
    assert stored("U-0004") == (Decimal("12.9"), "", "")


def test_unit_alone(book):
    assert book("U-0004", "U-0005;;ok") == ["2 results"]
    assert stored("U-0004") == (None, "", "")
    assert stored("U-0005") == (None, "ok", "")


def test_rejected_without_note(book):
    assert book("U-0004;12,9;Rejected") == ["1 results"]
    unit = Unit.objects.get(code="U-0004")
    assert (unit.status, unit.reason) == ("discarded", "laboratory")


def test_full_lines(book):
    assert book(" U-0002 ; 14,1 ; OK ; repeated ", "U-9;1,0;ok;", encoding="utf-8-sig") == [
        "1 results",
        "unknown unit: U-9",
    ]
    assert stored("U-0002") == (Decimal("14.1"), "ok", "repeated")


def test_no_file(run):
    with pytest.raises(CommandError):
        run("import_results", "nowhere.csv")
