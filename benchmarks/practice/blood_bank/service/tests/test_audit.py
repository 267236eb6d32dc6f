from decimal import Decimal

from blood_bank import audit
from blood_bank.models import Donor


def changed(**values):
    donor = Donor.objects.get(number="D-1001")
    before = audit.snapshot(donor)
    for name, value in values.items():
        setattr(donor, name, value)
    audit.record(donor, donor.number, before)
    return audit.trail(donor.number)


def test_name():
    assert changed(last_name="Moser") == [{"actor": "system", "changes": {"last_name": ["Gruber", "Moser"]}}]


def test_weight():
    assert changed(weight_kg=Decimal("66.0"))[0]["changes"] == {"weight_kg": ["64.5", "66.0"]}


def test_nothing():
    assert changed(email="ilse@post.example") == []
