import json

import pytest

FIELDS = ("courses", "lowest", "median", "highest", "spread")


def groups(client, by):
    answer = client.get(f"/stats/prices?by={by}")
    assert answer.status_code == 200
    body = json.loads(answer.text, parse_constant=lambda name: pytest.fail(f"{name} is not JSON"))
    assert body["by"] == by
    return {group["value"]: tuple(group[field] for field in FIELDS) for group in body["groups"]}


def test_languages(client):
    assert groups(client, "language") == {
        "de": (22, 0.0, 86.0, 198.0, 54.08),
        "en": (5, 95.0, 145.5, 240.0, 67.6),
        "es": (3, 60.0, 129.0, 138.0, 42.67),
        "fr": (1, 49.0, 49.0, 49.0, None),
        "it": (2, 110.0, 124.0, 138.0, 19.8),
        "ja": (1, 150.0, 150.0, 150.0, None),
    }


@pytest.mark.parametrize(
    ("by", "value", "figures"),
    [
        ("venue", "Observatory", (1, 52.0, 52.0, 52.0, None)),
        ("venue", "Nature centre", (3, 38.5, 45.0, 55.0, 8.31)),
        ("category", "science", (1, 52.0, 52.0, 52.0, None)),
        ("category", "business", (1, 40.0, 40.0, 40.0, None)),
        ("category", "music", (3, 75.0, 180.0, 180.0, 60.62)),
        ("weekday", "Friday", (5, 36.0, 52.0, 98.0, 23.45)),
        ("provider", "nf", (3, 38.5, 45.0, 55.0, 8.31)),
    ],
)
def test_other_groups(client, by, value, figures):
    assert groups(client, by)[value] == figures


def test_no_price_known_at_all(serve, add_courses):
    add_courses("linz", {"code": "LINZ-1"}, {"code": "LINZ-2"})
    add_courses("graz", {"code": "GRAZ-1", "price": "0"}, {"code": "GRAZ-2"})
    found = groups(serve(), "provider")
    assert found["graz"] == (1, 0.0, 0.0, 0.0, None)
    assert found.get("linz", (0, None, None, None, None)) == (0, None, None, None, None)


def test_bad_group(client):
    answer = client.get("/stats/prices?by=teacher")
    assert (answer.status_code, answer.json()["parameter"]) == (400, "by")
