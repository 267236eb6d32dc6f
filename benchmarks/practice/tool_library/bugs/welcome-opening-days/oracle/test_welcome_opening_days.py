def test_letter_of_an_older_release(run, sent, model):
    assert run("post_letters") == ["1 posted"]
    (mail,) = sent()
    assert (mail.to, mail.subject) == (["ines@example.org"], "Welcome, Inês")
    assert "1008" in mail.body and "Hello Inês" in mail.body
    assert "None" not in mail.body and "open on ." not in mail.body
    assert model("outbox.Letter").objects.get(id=1).posted_at is not None
    assert run("post_letters") == ["0 posted"]


def test_old_and_new_ones_together(run, sent, ask, model):
    letters = model("outbox.Letter").objects
    letters.create(kind="welcome", member_id=3, payload={"name": "Greta", "card": 1003}, written_at="2026-08-01T08:00:00Z")
    assert ask(1001, "POST", "/members", {"first_name": "Ama", "email": "ama@example.org"}).status == 201
    assert run("post_letters") == ["3 posted"]
    bodies = {mail.to[0]: mail.body for mail in sent()}
    assert set(bodies) == {"greta@example.org", "ines@example.org", "ama@example.org"}
    assert "1003" in bodies["greta@example.org"] and "1009" in bodies["ama@example.org"]
    assert "open on Wednesday, Friday, Saturday." in bodies["ama@example.org"]


def test_days_are_those_of_the_payload(run, sent, model):
    letters = model("outbox.Letter").objects
    letters.all().delete()
    payload = {"name": "Omar", "card": 1002, "open_on": ["Monday", "Sunday"]}
    letters.create(kind="welcome", member_id=2, payload=payload, written_at="2026-08-01T08:00:00Z")
    run("post_letters")
    assert "open on Monday, Sunday." in sent()[0].body


def test_other_letters(run, sent, model):
    model("outbox.Letter").objects.all().delete()
    assert run("remind") == ["1004: 1 overdue", "1005: 1 overdue", "1006: 1 overdue"]
    assert run("post_letters") == ["2 posted"]
    assert {mail.to[0] for mail in sent()} == {"sukarno@example.org", "lucja@example.org"}
    assert "- Hedge trimmer (HEDGE-01), due on Saturday 12 September" in sent()[0].body
