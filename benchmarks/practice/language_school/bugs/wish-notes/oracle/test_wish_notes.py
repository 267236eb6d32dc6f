import pytest
from django.test import Client

from language_school.models import Enrolment, Group, Student


@pytest.fixture
def wish(client, post):
    def send(group, note=None, status=201):
        answer = post(client, "/api/wishes", {"group": group} | ({} if note is None else {"note": note}))
        assert answer.status_code == status, group
        return answer.json()

    return send


def wishes(client):
    answer = client.get("/api/wishes")
    assert answer.status_code == 200
    return [(row["group"], row["note"], row["free"]) for row in answer.json()["wishes"]]


def test_list(client, wish):
    assert wishes(client) == []
    assert wish("PT-A1-26A") == {"group": "PT-A1-26A", "count": 1}
    assert wish("DE-A2-26A", "Fridays") == {"group": "DE-A2-26A", "count": 2}
    assert wishes(client) == [("DE-A2-26A", "Fridays", True), ("PT-A1-26A", "", True)]
    assert wishes(Client(raise_request_exception=False)) == []


def test_another_note(client, wish):
    wish("DE-A2-26A", "Fridays")
    assert wish("DE-A2-26A", "Or Mondays", status=200) == {"group": "DE-A2-26A", "count": 1}
    assert wishes(client) == [("DE-A2-26A", "Or Mondays", True)]


def test_at_most_five(client, wish):
    codes = ["DE-A2-26A", "DE-B2-27S", "FR-B1-26A", "JA-A2-26A", "JA-B1-26A"]
    for number, code in enumerate(codes, start=1):
        assert wish(code, code.lower())["count"] == number
    wish("PT-A1-26A", status=409)
    assert wish(codes[0], "changed", status=200)["count"] == 5
    assert wishes(client) == [(codes[0], "changed", True)] + [(code, code.lower(), True) for code in codes[1:]]


def test_full_and_past(client, wish):
    group = Group.objects.get(code="DE-A2-26A")
    wish("DE-A2-26A")
    wish("EN-C1-26S")
    Enrolment.objects.create(student=Student.objects.get(number="S-0009"), group=group, enrolled_on="2026-10-08")
    assert wishes(client) == [("DE-A2-26A", "", False), ("EN-C1-26S", "", False)]


def test_unknown(client, post):
    assert post(client, "/api/wishes", {"group": "XX"}).status_code == 404
    assert post(client, "/api/wishes", {"group": 5}).status_code == 400
