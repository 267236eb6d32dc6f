import pytest
from django.db.models.signals import post_save

from blood_bank.models import Unit


@pytest.fixture(autouse=True)
def few_writes(fresh):
    """A handful of units needs a handful of writes."""
    written = []

    def count(sender, instance, **kwargs):
        written.append(instance.code)
        if len(written) > 60:
            pytest.fail(f"written again and again: {written[-6:]}")

    post_save.connect(count, sender=Unit)
    yield
    post_save.disconnect(count, sender=Unit)


def discard(send, code, reason="bag leaks"):
    return send("post", f"/api/units/{code}/discard", {"reason": reason})


def state(code):
    unit = Unit.objects.get(code=code)
    return unit.status, unit.reason


def test_two_bags(client, send):
    answer = discard(send, "U-0006")
    assert answer.status_code == 200
    assert [(unit["code"], unit["status"]) for unit in answer.json()["donation"]] == [
        ("U-0006", "discarded"),
        ("U-0007", "discarded"),
    ]
    assert state("U-0006") == state("U-0007") == ("discarded", "bag leaks")
    assert state("U-0002") == ("stock", "")
    assert client.get("/api/stock").json()["O-"] == 0


def test_levels_that_were_cached(client, send):
    assert client.get("/api/stock").json()["A+"] == 2
    assert discard(send, "U-0003", "colour").status_code == 200
    assert state("U-0002") == ("discarded", "colour")
    assert client.get("/api/stock").json()["A+"] == 0


def test_three_bags(send):
    first = Unit.objects.get(code="U-0006")
    Unit.objects.create(code="U-0008", donation=first.donation, component="plasma", group="O-")
    assert discard(send, "U-0008").status_code == 200
    assert state("U-0006") == state("U-0007") == state("U-0008") == ("discarded", "bag leaks")


def test_what_is_sent_or_discarded_stays(send):
    Unit.objects.filter(code="U-0002").update(status="sent")
    assert discard(send, "U-0003").status_code == 200
    assert state("U-0002") == ("sent", "")
    Unit.objects.filter(code="U-0007").update(status="discarded", reason="broken")
    assert discard(send, "U-0006").status_code == 200
    assert state("U-0007") == ("discarded", "broken")
    assert discard(send, "U-0007").status_code == 409


def test_one_bag(client, send):
    assert client.get("/api/stock").json()["B+"] == 1
    assert [unit["status"] for unit in discard(send, "U-0004").json()["donation"]] == ["discarded"]
    assert client.get("/api/stock").json()["B+"] == 0


def test_laboratory(run, tmp_path):
    path = tmp_path / "results.csv"
    path.write_text("unit;hb;verdict;note\nU-0006;13,0;rejected;HBV\n", encoding="utf-8")
    assert run("import_results", str(path)) == ["1 results"]
    assert state("U-0007") == ("discarded", "laboratory")
