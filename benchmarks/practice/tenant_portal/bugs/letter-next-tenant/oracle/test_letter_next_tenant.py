def send(ask, flat, subject="Handover"):
    return ask("office").post("/letters", {"flat": flat, "subject": subject, "body": "Please be there."})


def test_next_tenancy_is_entered(ask):
    from django.core import mail

    status, body = send(ask, "LI14-1")
    assert status == 201
    assert (body["number"], body["tenant"], body["flat"], body["subject"]) == (6, "Chidi Okafor", "LI14-1", "Handover")
    assert [message.to for message in mail.outbox] == [["okafor@example.org"]]
    assert [one["number"] for one in ask("okafor").get("/letters")[1]["letters"]] == [6, 4]
    assert ask("nowak").get("/letters")[1]["letters"] == []


def test_next_tenancy_of_another_flat(ask):
    new = {"tenant": 3, "flat": "HO3-1", "starts_on": "2026-11-01"}
    assert ask("office").post("/tenancies", new)[0] == 201
    status, body = send(ask, "HO3-1")
    assert status == 201 and body["tenant"] == "Piotr Nowak"


def test_several_planned(ask):
    for tenant, first, last in [(6, "2026-11-15", "2026-11-30"), (3, "2026-12-01", None)]:
        new = {"tenant": tenant, "flat": "HO3-1", "starts_on": first, "ends_on": last}
        assert ask("office").post("/tenancies", new)[0] == 201
    assert send(ask, "HO3-1")[1]["tenant"] == "Piotr Nowak"


def test_former_tenant(ask):
    status, body = send(ask, "LI12-2", "Rent")
    assert status == 201 and body["tenant"] == "Clara Brandt" and body["link"] == "/letters/6-rent"


def test_without_account_no_mail(ask):
    from django.core import mail

    status, body = send(ask, "LI12-1")
    assert status == 201 and body["tenant"] == "Hildegard Voss" and mail.outbox == []


def test_refused(ask):
    assert send(ask, "LI14-2")[0] == 409
    assert send(ask, "HO3-2")[0] == 409
    assert send(ask, "LI99")[0] == 404
