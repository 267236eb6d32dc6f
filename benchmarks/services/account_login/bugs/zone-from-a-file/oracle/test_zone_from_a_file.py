import pytest

PATH = "/staff/organisations/acme/import"
WRONG = ["CET/CEST", "Vienna", "GMT+25", "Mitteleuropäische Zeit", "/etc/passwd", "Europe"]


def load(call, email, zone):
    content = f"email;name;timezone\n{email};Ada Novak;{zone}\n".encode()
    return call("POST", PATH, content, staff=True)


@pytest.mark.parametrize("zone", WRONG)
def test_known_account_keeps_its_zone(call, account, zone):
    answer = load(call, "ada.novak@acme.example", zone)
    assert answer.status_code in (200, 422)
    found = account("ada.novak@acme.example")
    assert found.time_zone == "Europe/Vienna"
    shown = call("GET", f"/staff/accounts/{found.id}", staff=True)
    assert shown.json()["account"]["last_event"]["at"] == "2026-09-14T08:14:00+02:00"
    assert call("GET", "/account/sessions", user="ada").status_code == 200


@pytest.mark.parametrize("zone", WRONG)
def test_new_account_has_none(call, zone):
    from accounts.models import Account

    load(call, "vera@acme.example", zone)
    found = Account.objects.filter(email="vera@acme.example").first()
    if found is not None:
        assert found.time_zone is None
        assert call("GET", f"/staff/accounts/{found.id}/timeline", staff=True).status_code == 200


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/New_York", "UTC"])
def test_zone_is_taken(call, account, zone):
    assert load(call, "ada.novak@acme.example", zone).json()["updated"] == ["ada.novak@acme.example"]
    assert account("ada.novak@acme.example").time_zone == zone


def test_without_a_zone_nothing_changes(call, account):
    load(call, "ada.novak@acme.example", "")
    assert account("ada.novak@acme.example").time_zone == "Europe/Vienna"
