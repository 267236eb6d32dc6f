from nightbus.models import Payment

KEPT = {"event": "evt-5002", "ride": "NB-1002", "kind": "charge", "amount": "8.30"}
NEW = {"event": "evt-7001", "ride": "NB-1005", "kind": "charge", "amount": "8.10"}


def test_event_that_we_have(provider):
    assert provider.post("/hooks/payments", KEPT) == (200, KEPT)
    assert provider.post("/hooks/payments", KEPT) == (200, KEPT)
    assert Payment.objects.count() == 2


def test_new_event_and_again(provider):
    assert provider.post("/hooks/payments", NEW) == (201, NEW)
    assert provider.post("/hooks/payments", NEW) == (200, NEW)
    assert Payment.objects.filter(event="evt-7001").count() == 1


def test_what_is_stored_is_answered(provider):
    assert provider.post("/hooks/payments", {**KEPT, "amount": "9.99"}) == (200, KEPT)
    assert str(Payment.objects.get(event="evt-5002").amount) == "8.30"


def test_two_events_of_a_ride(provider, ben):
    refund = {"event": "evt-7002", "ride": "NB-1002", "kind": "refund", "amount": "3.30"}
    assert provider.post("/hooks/payments", refund) == (201, refund)
    assert provider.post("/hooks/payments", refund) == (200, refund)
    assert ben.get("/rides/NB-1002/receipt")[1]["paid"] == "5,00\xa0€"


def test_wrong_events(provider, anyone):
    assert provider.post("/hooks/payments", {**NEW, "ride": "NB-9"})[0] == 422
    assert provider.post("/hooks/payments", {**NEW, "amount": "0.00"})[0] == 422
    assert anyone.post("/hooks/payments", KEPT)[0] == 401
    assert Payment.objects.count() == 2
