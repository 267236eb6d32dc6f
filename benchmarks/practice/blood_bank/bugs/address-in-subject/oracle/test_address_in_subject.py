import re

from django.core import mail

from blood_bank.models import Appointment, Donor, Site


def subjects():
    """What was sent, without regard to how the lines of an address are joined."""
    found = []
    for message in mail.outbox:
        assert not re.search(r"[\r\n]", message.subject)
        found.append((message.to, re.sub(r"[\s,;|/]+", " ", message.subject).strip()))
    return found


def test_address_of_two_lines(run, client):
    assert run("send_reminders", "--day", "2026-05-05") == ["1 reminders for 2026-05-05"]
    assert subjects() == [(["lang@post.example"], "Your visit on 5 May 15:00: Town hall Steyr Stadtplatz 27 4400 Steyr")]
    body = mail.outbox[0].body
    assert body.startswith("Dear Peter,") and "Town hall Steyr\nStadtplatz 27\n4400 Steyr\n" in body
    link = next(word for word in body.split() if word.startswith("https://blood.example"))
    assert client.get(link.removeprefix("https://blood.example")).status_code == 200


def test_address_from_windows_and_several_visits(run):
    Site.objects.filter(code="linz-centre").update(address="Museumstrasse 12\r\nSide entrance\r\n4020 Linz\r\n")
    first = Appointment.objects.get(donor__number="D-1002")
    Appointment.objects.create(
        donor=Donor.objects.get(number="D-1006"), site=Site.objects.get(code="wels-fair"), start=first.start
    )
    assert run("send_reminders", "--day", "2026-04-07") == ["2 reminders for 2026-04-07"]
    assert subjects() == [
        (
            ["markus@post.example"],
            "Your visit on 7 April 09:30: Donation centre Linz Museumstrasse 12 Side entrance 4020 Linz",
        ),
        (["tomas@post.example"], "Your visit on 7 April 09:30: Fair hall 3 Messeplatz 1 4600 Wels"),
    ]


def test_address_of_one_line(run):
    assert run("send_reminders", "--day", "2026-03-30") == ["1 reminders for 2026-03-30"]
    assert mail.outbox[0].subject == "Your visit on 30 March, 09:00: Donation centre Linz, Museumstrasse 12, 4020 Linz"


def test_nobody_and_no_address(run):
    assert run("send_reminders", "--day", "2026-03-25") == ["0 reminders for 2026-03-25"]
    assert run("send_reminders", "--day", "2026-03-24") == ["0 reminders for 2026-03-24", "no address: D-1003"]
    assert mail.outbox == []


def test_low_stock(send):
    answer = send("post", "/api/transports", {"hospital": "ukh-linz", "units": ["U-0004"]})
    assert answer.status_code == 201
    assert mail.outbox[0].subject == "Low stock: B+ (0)"
    assert "B+: 0 left" in mail.outbox[0].body
