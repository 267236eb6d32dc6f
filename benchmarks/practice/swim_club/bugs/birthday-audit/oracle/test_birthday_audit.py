import pytest

from swim_club.models import AuditEntry, Member

JSON = "application/json"


def changes():
    return [entry.detail for entry in AuditEntry.objects.filter(action="profile.changed").order_by("pk")]


@pytest.mark.parametrize(
    ("who", "old", "new"),
    [
        ("mika", "2010-05-14", "2010-05-15"),
        ("lea", "2012-02-29", "2011-12-01"),
        ("olof", None, "1979-01-31"),
        ("tom", "1999-12-30", None),
    ],
)
def test_birthday(app, who, old, new):
    answer = app(f"club-{who}").patch("/api/me", {"birthday": new}, content_type=JSON)
    assert answer.status_code == 200 and answer.json()["birthday"] == new
    assert app(f"club-{who}").get("/api/me").json()["birthday"] == new
    assert changes() == [{"changes": {"birthday": [old, new]}}]


def test_many_fields(app):
    data = {"name": "Mika L", "birthday": "2010-05-15", "locale": "sv", "zone": "Europe/Paris", "digest": False}
    answer = app("club-mika").patch("/api/me", data, content_type=JSON)
    assert answer.status_code == 200 and answer.json()["name"] == "Mika L"
    assert changes() == [
        {
            "changes": {
                "name": ["Mika Laine", "Mika L"],
                "birthday": ["2010-05-14", "2010-05-15"],
                "locale": ["en", "sv"],
                "zone": ["", "Europe/Paris"],
                "digest": [True, False],
            }
        }
    ]


def test_by_the_office(app):
    tom = Member.objects.get(name="Tom Hart")
    answer = app("club-aino").patch(f"/api/staff/members/{tom.pk}", {"birthday": "1999-12-31", "role": "trainer"}, content_type=JSON)
    assert answer.status_code == 200 and answer.json()["birthday"] == "1999-12-31" and answer.json()["role"] == "trainer"
    entries = app("club-aino").get("/api/staff/audit?action=profile").json()["entries"]
    assert [(entry["actor"], entry["subject"], entry["detail"]) for entry in entries] == [
        ("aino@club.example", "tom@lake.example", {"changes": {"birthday": ["1999-12-30", "1999-12-31"]}})
    ]


def test_nothing_new(app):
    assert app("club-mika").patch("/api/me", {"birthday": "2010-05-14"}, content_type=JSON).status_code == 200
    assert changes() == []


def test_bad_day(app):
    for value in ("2010-02-30", "0001-01-01", 7):
        assert app("club-mika").patch("/api/me", {"birthday": value}, content_type=JSON).status_code == 400
    assert changes() == []
