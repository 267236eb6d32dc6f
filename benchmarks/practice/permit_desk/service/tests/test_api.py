from permit_desk.models import Objection

OBJECTION = {"name": "Hans Eder", "email": "hans@example.org", "reason": "My view."}


def test_follow(client):
    assert client.get("/api/follow/t-berger-4").json() == {
        "reference": "2026-0004", "status": "incomplete", "officer": "Anna Weber", "deadline": None, "due": "120.00",
        "missing": ["consent", "plan"],
    }
    assert client.get("/api/follow/nobody").status_code == 404


def test_timeline(client):
    events = client.get("/api/follow/t-gruber-1/timeline").json()["events"]
    assert events == [
        {"at": "2026-03-02T10:15:00+01:00", "text": "application received"},
        {"at": "2026-03-10T22:40:00+01:00", "text": "objection lodged"},
    ]


def test_timeline_since(client):
    def texts(since):
        return len(client.get("/api/follow/t-gruber-1/timeline", {"since": since}).json()["events"])

    assert [texts("2026-03-10T22:40:00"), texts("2026-03-10T21:41:00Z"), texts("2026-03-01")] == [1, 0, 2]
    assert client.get("/api/follow/t-gruber-1/timeline?since=monday").status_code == 400


def test_objection(client):
    answer = client.post("/api/cases/2026-0001/objections", OBJECTION, content_type="application/json")
    assert answer.status_code == 201 and answer.json()["name"] == "Hans Eder"
    assert Objection.objects.filter(application__reference="2026-0001").count() == 2


def test_objection_twice(client):
    answers = [client.post("/api/cases/2026-0001/objections", OBJECTION, content_type="application/json") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    assert answers[0].json()["id"] == answers[1].json()["id"]


def test_objection_with_errors(client):
    for body in (OBJECTION | {"email": "hans"}, {}, []):
        assert client.post("/api/cases/2026-0001/objections", body, content_type="application/json").status_code == 400


def test_no_objection_to_a_decided_case(client):
    assert client.post("/api/cases/2025-0111/objections", OBJECTION, content_type="application/json").status_code == 409


def test_inbox(client, machine):
    assert client.get("/api/inbox").status_code == 401
    assert [case["reference"] for case in machine.get("/api/inbox").json()["cases"]] == ["2026-0001", "2026-0002", "2026-0004"]
