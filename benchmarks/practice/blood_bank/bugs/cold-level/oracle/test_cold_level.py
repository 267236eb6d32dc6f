from django.core import mail

from blood_bank.models import Unit


def dispatch(send, *codes):
    answer = send("post", "/api/transports", {"hospital": "lkh-steyr", "units": list(codes)})
    assert answer.status_code == 201
    return answer.json()


def test_nobody_has_asked_for_the_level(client, send):
    assert dispatch(send, "U-0002") == {"number": "T-0001", "units": ["U-0002"], "scarce": {"A+": 1}}
    assert [message.subject for message in mail.outbox] == ["Low stock: A+ (1)"]
    assert client.get("/api/stock").json()["A+"] == 1
    assert Unit.objects.get(code="U-0002").status == "sent"


def test_two_units_of_a_group_and_another(client, send):
    assert dispatch(send, "U-0006", "U-0007", "U-0004")["scarce"] == {"O-": 0, "B+": 0}
    levels = client.get("/api/stock").json()
    assert (levels["O-"], levels["B+"], levels["A+"]) == (0, 0, 2)


def test_one_after_the_other(client, send):
    assert dispatch(send, "U-0006")["scarce"] == {"O-": 1}
    assert dispatch(send, "U-0007")["scarce"] == {"O-": 0}
    assert client.get("/api/stock").json()["O-"] == 0


def test_level_known(client, send):
    assert client.get("/api/stock").json()["A+"] == 2
    assert dispatch(send, "U-0002", "U-0003")["scarce"] == {"A+": 0}
    assert client.get("/api/stock").json()["A+"] == 0


def test_after_an_intake(client, send):
    assert client.get("/api/stock").json()["AB+"] == 0
    units = [
        {"code": f"U-02{n}", "donor": "D-1006", "component": "plasma", "group": "AB+"} for n in ("00", "01", "02", "03")
    ]
    send("post", "/api/intake", {"site": "wels-fair", "day": "2026-02-28", "units": units})
    assert dispatch(send, "U-0200")["scarce"] == {}
    assert mail.outbox == []
    assert client.get("/api/stock").json()["AB+"] == 3


def test_not_on_the_shelf(send):
    answer = send("post", "/api/transports", {"hospital": "lkh-steyr", "units": ["U-0001"]})
    assert (answer.status_code, answer.json()) == (409, {"error": "not on the shelf: U-0001"})
