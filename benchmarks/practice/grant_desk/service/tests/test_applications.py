from fastapi.testclient import TestClient


def test_draft(applicant, apply):
    draft = apply("1250.5", submit=False)
    answer = applicant.patch(draft.path, json={"title": "A better idea", "summary": "In short"}).json()
    assert (answer["reference"], answer["title"], answer["requested"]) == ("TEST26-0001", "A better idea", "1250.50")
    assert applicant.patch(draft.path, json={"summary": None}).json()["summary"] is None
    assert applicant.patch(draft.path, json={"colour": "red"}).status_code == 422
    assert applicant.get(f"{draft.path}/budget").json()["lines"] == [
        {"category": "staff", "description": "People", "amount": "1250.50"}
    ]


def test_what_is_required_stays(applicant, apply):
    draft = apply(submit=False)
    assert applicant.patch(draft.path, json={"title": None}).status_code == 422
    assert applicant.patch(draft.path, json={"currency": None}).status_code == 422


def test_submit(applicant, officer, apply):
    sent = apply()
    assert officer.get(sent.path).json()["submitted_at"] == "2026-03-10T10:00:00Z"
    assert applicant.patch(sent.path, json={"title": "Too late"}).status_code == 409
    assert applicant.post(f"{sent.path}/withdraw").json()["state"] == "withdrawn"
    assert officer.get("/applications?call=TEST26&state=submitted").json()["applications"] == []


def test_deadline(make_app, officer, applicant, apply):
    draft = apply(submit=False)
    officer.patch("/calls/TEST26", json={"closes_at": "2026-03-10T10:00:01Z"})
    late = TestClient(make_app(now="2026-03-10T10:00:01+00:00"), headers=applicant.headers)
    assert late.post(f"{draft.path}/submit").json()["error"] == "conflict"
    assert applicant.post(f"{draft.path}/submit").status_code == 200


def test_organisations(officer):
    answer = officer.patch("/organisations/1", json={"country": "ES", "iban": None}).json()
    assert answer == {"id": 1, "name": "Ada's Association", "country": "ES", "iban": None}
