from django.core.signing import Signer

from blood_bank import links
from blood_bank.models import Appointment, Donor


def old(pk):
    return f"/appointment/{Signer(salt='blood_bank.appointment').sign_object(pk)}/"


def new(visit):
    return f"/appointment/{links.token_for(visit)}/"


def visit_of(number):
    return Appointment.objects.get(donor__number=number)


def test_old_link_shows(client):
    for number, shown in (("D-1001", "2026-03-30 09:00"), ("D-1003", "2026-03-24 14:00"), ("D-1004", "2026-05-05 15:00")):
        answer = client.get(old(visit_of(number).pk))
        assert answer.status_code == 200
        assert shown in answer.content.decode() and "Cancel the visit" in answer.content.decode()


def test_old_link_cancels(client):
    visit = visit_of("D-1002")
    answer = client.post(old(visit.pk))
    assert (answer.status_code, answer["Location"]) == (302, old(visit.pk))
    assert visit_of("D-1002").status == "cancelled"
    assert "Cancel the visit" not in client.get(old(visit.pk)).content.decode()
    assert visit_of("D-1001").status == "booked"


def test_old_link_of_no_visit(client):
    assert client.get(old(4711)).status_code == 404


def test_new_link(client):
    visit = visit_of("D-1003")
    assert "2026-03-24 14:00" in client.get(new(visit)).content.decode()
    assert client.post(new(visit)).status_code == 302
    assert visit_of("D-1003").status == "cancelled"


def test_new_link_of_another_donor(client):
    visit = visit_of("D-1003")
    path = new(visit)
    visit.donor = Donor.objects.get(number="D-1006")
    visit.save()
    assert client.get(path).status_code == 404
    assert client.post(path).status_code == 404
    assert visit_of("D-1006").status == "booked"
    assert client.get(new(visit)).status_code == 200


def test_forged(client):
    assert client.get("/appointment/Mg:T8dHxruFf9/").status_code == 404
    assert client.get(f"/appointment/{Signer(salt='other').sign_object(2)}/").status_code == 404
