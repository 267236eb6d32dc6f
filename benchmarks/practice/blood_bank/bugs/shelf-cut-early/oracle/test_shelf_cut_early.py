import pytest
from django.test import override_settings


def codes(client, query=""):
    answer = client.get(f"/api/units{query}")
    assert answer.status_code == 200
    return [unit["code"] for unit in answer.json()["units"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?group=O-", ["U-0007", "U-0006"]),
        ("?group=A%2B", ["U-0002", "U-0003"]),
        ("?component=plasma", ["U-0003", "U-0005"]),
        ("?component=red+cells&group=B%2B", ["U-0004"]),
        ("?component=platelets&group=B%2B", []),
        ("?group=&component=", ["U-0007", "U-0004", "U-0006", "U-0002", "U-0003", "U-0005"]),
        ("", ["U-0007", "U-0004", "U-0006", "U-0002", "U-0003", "U-0005"]),
    ],
)
def test_narrowed(client, query, expected):
    assert codes(client, query) == expected


def test_limit_is_of_what_was_asked_for(client):
    with override_settings(LIST_LIMIT=2):
        assert codes(client) == ["U-0007", "U-0004"]
        assert codes(client, "?component=plasma") == ["U-0003", "U-0005"]
        assert codes(client, "?component=red+cells") == ["U-0004", "U-0006"]
    with override_settings(LIST_LIMIT=1):
        assert codes(client, "?component=red+cells") == ["U-0004"]


def test_fields(client):
    assert client.get("/api/units?group=O%2B").json() == {
        "units": [{"code": "U-0005", "component": "plasma", "group": "O+", "expires_on": None, "status": "stock"}]
    }
