from language_school.models import Student


def letter(office, post, number):
    answer = post(office, f"/api/students/{number}/letters")
    assert answer.status_code == 201, number
    return answer.json()["body"].split("\n\n")


EMMA = ["Guten Tag Kurt Vogt,", "Schön, dass Sie bei uns lernen.", "Freundliche Grüße auch an Emma Vogt, Escola Miradouro"]
NOAH = ["Guten Tag Petra Brandt,", "Schön, dass Sie bei uns lernen.", "Freundliche Grüße auch an Noah Brandt, Escola Miradouro"]
TOM = ["Guten Tag Tom Weiss,", "Schön, dass Sie bei uns lernen.", "Freundliche Grüße, Escola Miradouro"]


def test_guardians_one_after_the_other(office, post):
    assert letter(office, post, "S-0006") == EMMA
    assert letter(office, post, "S-0005") == NOAH
    assert letter(office, post, "S-0006") == EMMA


def test_grown_ups_between_guardians(office, post):
    assert letter(office, post, "S-0001") == TOM
    assert letter(office, post, "S-0005") == NOAH
    assert letter(office, post, "S-0001") == TOM


def test_other_languages(office, post):
    for _ in range(2):
        assert letter(office, post, "S-0011")[0] == "Dear Ірина Ткач,"
        assert letter(office, post, "S-0003") == ["Dear Marta O'Neill,", "We are glad that you learn with us.", "Kind regards, Escola Miradouro"]
        assert letter(office, post, "S-0004")[0] == "Caro/a Sara Lopes,"
        assert letter(office, post, "S-0009")[::2] == ["Caro/a João Pires,", "Cumprimentos, Escola Miradouro"]


def test_absences(bruno, office, post):
    from language_school.models import Lesson

    Student.objects.filter(number="S-0003").update(born_on="2012-01-01", guardian="Ann O'Neill", language="pt")
    pk = Lesson.objects.get(group__code="FR-B1-26A", starts_at__date="2026-10-07").pk
    rows = [{"student": "S-0003", "present": False}, {"student": "S-0004", "present": False}]
    assert post(bruno, f"/api/lessons/{pk}/register", {"rows": rows}).status_code == 201
    for number, greeting in [("S-0003", "Caro/a Ann O'Neill,"), ("S-0004", "Caro/a Sara Lopes,")]:
        (kept,) = office.get(f"/api/students/{number}/letters").json()["letters"]
        assert kept["body"].startswith(greeting) and kept["kind"] == "absence"
