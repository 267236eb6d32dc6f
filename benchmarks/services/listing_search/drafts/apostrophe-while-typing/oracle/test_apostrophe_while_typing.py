import pytest


@pytest.fixture
def searched(conn):
    for number, text in enumerate(["children's bike", "children's bike", 'o\'neill "x"', "50% off", "50 euros"]):
        row = (f"o-{number}", text)
        conn.execute("INSERT INTO events (id, kind, at, query, results) VALUES (?, 'search', '2026-09-10', ?, 3)", row)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("children's", [("children's bike", 2)]),
        ("o'", [('o\'neill "x"', 1)]),
        ("50%", [("50% off", 1)]),
        ("_", []),
        ("';--", []),
        ("' OR 1=1 --", []),
        ("{name}", []),
    ],
)
def test_typed(call, searched, typed, expected):
    answer = call("GET", "/suggest", params={"q": typed})
    assert answer.status_code == 200
    found = answer.json()["suggestions"]
    assert [(row["text"], row["count"]) for row in found if row["kind"] == "query"] == expected


def test_plain(call):
    found = call("GET", "/suggest?q=ca").json()["suggestions"]
    assert found[0]["text"] == "camera"
    assert found[-1] == {"kind": "category", "slug": "cameras", "text": "Cameras"}
