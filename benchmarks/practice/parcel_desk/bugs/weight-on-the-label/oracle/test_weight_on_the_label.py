import pytest


def label(client, reference):
    answer = client.get(f"/parcels/{reference}/label")
    assert answer.status_code == 200
    assert answer.mimetype == "text/plain"
    return answer.text.splitlines()


def test_not_weighed(client):
    lines = label(client, "PD-000004")
    assert lines[0].strip() == "SWIFTLINE"
    assert [line.rstrip() for line in lines[2:]] == [
        "PD-000004  SL77002",
        "To: Zoë Lefèvre",
        "Country: AT",
        "Weight: -",
        "Van: 16:00",
    ]


def test_not_weighed_and_nobody_we_know(client):
    assert [line.rstrip() for line in label(client, "PD-000015")[2:6]] == [
        "PD-000015  NP1000004",
        "To: Unknown Neighbour",
        "Country: AT",
        "Weight: -",
    ]


@pytest.mark.parametrize(
    ("reference", "weight"),
    [("PD-000001", "2.30 kg"), ("PD-000003", "12.50 kg"), ("PD-000009", "1.20 kg"), ("PD-000010", "0.30 kg")],
)
def test_weighed(client, reference, weight):
    assert f"Weight: {weight}" in label(client, reference)


def test_announced_just_now(client):
    sent = {"direction": "in", "carrier": "K24", "recipient": "Bo Ek", "country": "AT", "cod_cents": 1250}
    reference = client.post("/parcels", json=sent).json["reference"]
    assert [line.rstrip() for line in label(client, reference)[2:]] == [
        f"{reference}  -",
        "To: Bo Ek",
        "Country: AT",
        "Weight: -",
        "COLLECT: 12.50 EUR",
    ]


def test_unknown_parcel(client):
    assert client.get("/parcels/PD-000099/label").status_code == 404
