import pytest

from blood_bank.models import Donor

NEW = {"first_name": "Rosa", "last_name": "Berg", "born": "1990-06-01", "email": "", "weight_kg": "70", "group": "O+"}


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"born": "2030-01-01"}, "The day of birth is in the future."),
        ({"born": "soon"}, "Enter a valid date."),
        ({"first_name": ""}, "This field is required."),
        ({"email": "nobody"}, "Enter a valid email address."),
        ({"group": "C+"}, "Select a valid choice. C+ is not one of the available choices."),
    ],
)
def test_form_is_shown_again(client, wrong, message):
    answer = client.post("/donors/new/", {**NEW, **wrong})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert message in page and 'value="Berg"' in page and "<h1>New donor</h1>" in page
    assert Donor.objects.count() == 6


def test_empty_form(client):
    answer = client.post("/donors/new/", {})
    assert answer.status_code == 400
    assert answer.content.decode().count("This field is required.") == 3


def test_form(client):
    answer = client.get("/donors/new/")
    assert answer.status_code == 200
    assert "This field is required." not in answer.content.decode()


def test_corrected(client):
    client.post("/donors/new/", {**NEW, "born": ""})
    answer = client.post("/donors/new/", NEW)
    assert (answer.status_code, answer["Location"]) == (302, "/donors/D-1007/")
    donor = Donor.objects.get(number="D-1007")
    assert (donor.last_name, str(donor.born), str(donor.weight_kg), donor.group) == ("Berg", "1990-06-01", "70.0", "O+")
    assert "Rosa Berg (D-1007)" in client.get("/donors/D-1007/").content.decode()


def test_on_file(client):
    known = {**NEW, "first_name": "MARKUS", "last_name": "Hofer", "born": "1991-01-03"}
    answer = client.post("/donors/new/", known)
    assert (answer.status_code, answer["Location"]) == (302, "/donors/D-1002/")
    assert Donor.objects.count() == 6
