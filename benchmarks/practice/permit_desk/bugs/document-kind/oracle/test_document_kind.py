import pytest

from permit_desk.models import Application

APPLICATION = {"permit_type": "1", "applicant_name": "Max Huber", "applicant_email": "max@example.org", "subject": "Garage", "address": "Am Anger 1"}


def post(client, *rows, **changes):
    data = APPLICATION | changes | {"form-TOTAL_FORMS": "3", "form-INITIAL_FORMS": "0"}
    for n, (kind, title, pages) in enumerate(rows):
        data |= {f"form-{n}-kind": kind, f"form-{n}-title": title, f"form-{n}-pages": pages}
    answer = client.post("/apply", data)
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ([("plan", "Site plan", "4"), ("", "Roof", "")], "This field is required."),
        ([("drawing", "Roof", "1")], "drawing is not one of the available choices"),
        ([("plan", "", ""), ("drawing", "Roof", "1"), ("sketch", "", "")], "sketch is not one of the available choices"),
        ([("", "Roof", ""), ("", "Floor", "")], "This field is required."),
        ([("plan", "Site plan", "many")], "Enter a whole number."),
    ],
)
def test_rows_with_errors_are_shown_again(client, rows, text):
    status, page = post(client, *rows)
    assert status == 422 and text in page and 'value="Max Huber"' in page
    assert not Application.objects.filter(applicant_name="Max Huber").exists()


@pytest.mark.parametrize("kind", ["plan", "deed"])
def test_document_twice(client, kind):
    status, page = post(client, (kind, "One", "4"), ("consent", "", ""), (kind, "Other", "1"))
    assert status == 422 and f"{kind.capitalize()} is listed twice" in page
    assert not Application.objects.filter(applicant_name="Max Huber").exists()


def test_good_applications(client):
    assert post(client, ("plan", "Site plan", "4"), ("deed", "", ""))[0] == 302
    case = Application.objects.get(applicant_name="Max Huber")
    assert sorted(case.documents.values_list("kind", "pages")) == [("deed", None), ("plan", 4)]
    assert post(client, applicant_name="Eva Huber")[0] == 302
    assert post(client, ("plan", "", ""), applicant_name="")[0] == 422
