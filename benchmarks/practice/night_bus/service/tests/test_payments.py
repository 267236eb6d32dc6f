from nightbus.models import Payment

EVENT = {"event": "evt-6001", "ride": "NB-1005", "kind": "charge", "amount": "8.10"}


def test_event(provider):
    assert provider.post("/hooks/payments", EVENT) == (201, EVENT)
    assert Payment.objects.filter(ride__reference="NB-1005").count() == 1


def test_event_again(provider):
    assert provider.post("/hooks/payments", {**EVENT, "event": "evt-5001", "ride": "NB-1001", "amount": "6.10"})[0] == 200
    assert Payment.objects.filter(ride__reference="NB-1001").count() == 1


def test_wrong_events(provider):
    for field, value in [("ride", "NB-9"), ("kind", "gift"), ("amount", "1.005"), ("amount", "-2.00"), ("amount", 8.1),
                         ("amount", "NaN"), ("event", "")]:
        status, body = provider.post("/hooks/payments", {**EVENT, field: value})
        assert (status, body["field"]) == (422, field)
