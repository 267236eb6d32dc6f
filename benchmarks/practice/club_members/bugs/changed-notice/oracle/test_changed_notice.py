import pytest


def mails(conn):
    return [(row["recipient"], row["subject"], row["body"]) for row in conn.execute("SELECT * FROM mails ORDER BY id")]


@pytest.mark.parametrize(("member", "address", "name"), [(10, "zala@nova.example", "Zala Novak"), (2, "desk@tcs.example", "Tomaž Kralj")])
@pytest.mark.parametrize(("body", "field"), [({"phone": "+386 41 555 010"}, "phone"), ({"born": "1999-04-13"}, "born")])
def test_told_in_another_language(ask, conn, member, address, name, body, field):
    answer = ask(1, "PATCH", f"/members/{member}", json=body)
    assert answer.status_code == 200
    assert answer.json()[field] == body[field]
    ((recipient, subject, text),) = mails(conn)
    assert recipient == address
    assert subject
    assert name in text
    assert field in text


@pytest.mark.parametrize(
    ("member", "subject", "text"),
    [(9, "Your data was changed", "Hello Samuel Okoro, we have changed: born, phone."), (8, "I tuoi dati sono stati modificati", "Ciao Giulia Moretti, abbiamo modificato: born, phone."),
     (5, "Deine Daten wurden geändert", "Hallo Max Gruber, wir haben geändert: born, phone.")],
)
def test_told_in_the_own_language(ask, conn, member, subject, text):
    assert ask(2, "PATCH", f"/members/{member}", json={"phone": "12", "born": "2000-01-01"}).status_code == 200
    assert [mail[1:] for mail in mails(conn)] == [(subject, text)]


def test_change_and_audit_entry_are_kept(ask):
    ask(2, "PATCH", "/members/10", json={"phone": "+386 41 555 010"})
    assert ask(10, "GET", "/me").json()["phone"] == "+386 41 555 010"
    entry = ask(1, "GET", "/audit?member_id=10").json()[0]
    assert (entry["action"], entry["actor_id"]) == ("changed", 2)


def test_own_changes_are_not_told(ask, conn):
    assert ask(10, "PATCH", "/members/10", json={"phone": "1"}).status_code == 200
    assert mails(conn) == []
