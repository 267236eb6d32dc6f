from permit_desk.models import Application

APPLICATION = {"permit_type": "1", "applicant_name": "Max Huber", "applicant_email": "max@example.org", "subject": "Garage", "address": "Am Anger 1"}


def documents(*rows):
    data = {"form-TOTAL_FORMS": "3", "form-INITIAL_FORMS": "0"}
    for n, (kind, title, pages) in enumerate(rows):
        data |= {f"form-{n}-kind": kind, f"form-{n}-title": title, f"form-{n}-pages": pages}
    return data


def test_home(client):
    page = client.get("/").content.decode()
    assert "Street party: free" in page and "Shop: 80.00 EUR" in page and "Niederau" in page


def test_apply(client):
    answer = client.post("/apply", APPLICATION | documents(("plan", "Site plan", "4"), ("deed", "", "")))
    case = Application.objects.get(reference="2026-0006")
    assert answer.status_code == 302 and answer["Location"] == f"/follow/{case.token}"
    assert sorted(case.documents.values_list("kind", flat=True)) == ["deed", "plan"]


def test_apply_without_name(client):
    answer = client.post("/apply", APPLICATION | {"applicant_name": ""} | documents(("plan", "", "1")))
    assert answer.status_code == 422 and not Application.objects.filter(subject="Garage", address="Am Anger 1").exists()


def test_apply_with_a_document_twice(client):
    answer = client.post("/apply", APPLICATION | documents(("plan", "Site plan", "4"), ("plan", "Roof", "1")))
    assert answer.status_code == 422 and "listed twice" in answer.content.decode()



def test_follow(client):
    page = client.get("/follow/t-pichler-3").content.decode()
    assert "Officer: Karl Hofer, deadline: 2026-04-02, due: 80.00 EUR" in page and "missing: insurance" in page
    assert client.get("/follow/nobody").status_code == 404


def test_withdraw(client):
    assert client.post("/follow/t-moser-2/withdraw").status_code == 302
    assert client.post("/follow/t-moser-2/withdraw").status_code == 409


def test_answers_have_numbers(client):
    first, second = (int(client.get("/")["X-Request-Number"]) for _ in range(2))
    assert second > first
