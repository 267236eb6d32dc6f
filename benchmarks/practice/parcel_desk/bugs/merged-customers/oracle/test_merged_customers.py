import pytest


def merge(client, twin, into):
    return client.post(f"/customers/{twin}/merge", json={"into": into})


def owner(client, reference):
    answer = client.get(f"/parcels/{reference}")
    assert answer.status_code == 200
    return answer.json["customer"], answer.json["customer_name"]


def test_parcels_that_left_go_along(client):
    answer = merge(client, 1, 6)
    assert answer.status_code == 200
    assert answer.json["parcels"] == ["PD-000001", "PD-000006", "PD-000011"]
    for reference in answer.json["parcels"]:
        assert owner(client, reference) == (6, "Gruber Anna")
    assert client.get("/customers/6").json["parcels"] == answer.json["parcels"]


@pytest.mark.parametrize(
    ("twin", "into", "name", "references"),
    [
        (2, 3, "Zoë Lefèvre", ["PD-000002", "PD-000010", "PD-000013", "PD-000016"]),
        (7, 4, "Bäckerei Schön", ["PD-000012", "PD-000017"]),
        (6, 1, "Anna Gruber", ["PD-000011"]),
    ],
)
def test_any_status(client, twin, into, name, references):
    merge(client, twin, into)
    for reference in references:
        assert owner(client, reference) == (into, name)
    assert set(references) <= set(client.get(f"/customers/{into}").json["parcels"])


def test_lists_with_them(client):
    merge(client, 1, 6)
    found = client.get("/parcels?q=gruber")
    assert found.status_code == 200
    assert [(one["reference"], one["customer"], one["customer_name"]) for one in found.json["parcels"]] == [
        ("PD-000011", 6, "Gruber Anna"),
        ("PD-000006", 6, "Gruber Anna"),
        ("PD-000001", 6, "Gruber Anna"),
    ]
    assert client.get("/parcels?status=handed_out").status_code == 200


def test_the_twin_is_gone_and_its_data_helps(client, sql):
    merged = merge(client, 1, 6).json
    assert (merged["name"], merged["phone"], merged["email"]) == (
        "Gruber Anna",
        "+43 660 1112233",
        "anna.gruber@example.com",
    )
    assert client.get("/customers/1").status_code == 404
    assert sql("SELECT count(*) FROM parcels WHERE customer_id = 1") == [(0,)]
    assert sql("SELECT count(*) FROM customers") == [(6,)]


def test_others_are_left_alone(client):
    merge(client, 1, 6)
    assert owner(client, "PD-000003") == (4, "Bäckerei Schön")
    assert owner(client, "PD-000009") == (None, None)


def test_refusals(client):
    assert merge(client, 1, 1).status_code == 422
    assert merge(client, 1, 99).status_code == 404
    assert merge(client, 99, 1).status_code == 404
    assert client.post("/customers/1/merge", json={}).status_code == 422
    assert owner(client, "PD-000006") == (1, "Anna Gruber")
