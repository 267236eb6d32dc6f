import pytest


@pytest.mark.parametrize(
    ("before", "total"),
    [
        ("2026-09-10T12:00", 10),
        ("2026-09-10", 9),
        ("2026-09-01", 0),
        ("2026-09-13T12:00:00.500", 13),
        ("2030-01-01T00:00", 14),
        ("2026-09-10T12:00:00Z", 10),
        ("2026-09-10T12:00:00%2B02:00", 10),
    ],
)
def test_before(call, account, before, total):
    number = account("ada.novak@acme.example").id
    answer = call("GET", f"/staff/accounts/{number}/timeline?before={before}", staff=True)
    assert answer.status_code == 200
    assert answer.json()["total"] == total


def test_newest_first(call, account):
    number = account("ada.novak@acme.example").id
    items = call("GET", f"/staff/accounts/{number}/timeline?before=2026-09-04T12:00&size=2", staff=True).json()["items"]
    assert [one["at"] for one in items] == ["2026-09-04T08:04:00+02:00", "2026-09-03T08:03:00+02:00"]


@pytest.mark.parametrize("before", ["soon", "2026-13-01", "12:00"])
def test_what_is_no_instant(call, before):
    assert call("GET", f"/staff/accounts/2/timeline?before={before}", staff=True).status_code == 422


def test_without_it_everything_is_shown(call):
    assert call("GET", "/staff/accounts/2/timeline", staff=True).json()["total"] == 14
    assert call("GET", "/staff/accounts/999/timeline?before=2026-09-10T12:00", staff=True).status_code == 404
