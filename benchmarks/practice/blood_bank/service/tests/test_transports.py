from django.core import mail


def test_transport(client, send):
    client.get("/api/stock")
    answer = send("post", "/api/transports", {"hospital": "ukh-linz", "units": ["U-0002", "U-0006"]})
    assert answer.status_code == 201
    assert answer.json() == {"number": "T-0001", "units": ["U-0006", "U-0002"], "scarce": {"A+": 1, "O-": 1}}
    assert client.get("/api/stock").json()["A+"] == 1
    assert mail.outbox[0].subject == "Low stock: A+ (1), O- (1)"
    assert client.get("/api/transports/T-0001").json() == {
        "number": "T-0001",
        "hospital": "Accident Hospital Linz",
        "sent_at": "2026-03-02T08:00:00+01:00",
        "units": ["U-0002", "U-0006"],
    }


def test_transport_of_what_is_not_there(client, send):
    answer = send("post", "/api/transports", {"hospital": "ukh-linz", "units": ["U-0001", "U-0002"]})
    assert (answer.status_code, answer.json()) == (409, {"error": "not on the shelf: U-0001"})
    assert client.get("/api/transports/T-0001").status_code == 404
