import pytest


@pytest.fixture
def child(ask):
    """A new child of the family Zoff."""
    answer = ask(2, "POST", "/families/2/children", json={"full_name": "Emil Zoff", "born": "2019-03-01"})
    assert answer.status_code == 201
    return answer.json()["members"][-1]["id"]


@pytest.mark.parametrize("query", ["", "?q=zoff", "?q=emil", "?sort=card"])
def test_what_coaches_see(ask, child, query):
    answer = ask(3, "GET", f"/members{query}")
    assert answer.status_code == 200
    found = {one["id"]: one for one in answer.json()}
    assert found[child]["full_name"] == "Emil Zoff"
    assert found[child]["email"] in (None, "")
    assert all(one["phone"] is None for one in found.values())


def test_addresses_of_others_are_masked(ask, child):
    found = {one["id"]: one["email"] for one in ask(3, "GET", "/members").json()}
    assert (found[11], found[8]) == ("p***@post.example", "g***@posta.example")
    assert ask(2, "GET", "/members?q=peter").json()[0]["email"] == "peter.zoff@post.example"


@pytest.mark.parametrize("payer", [True, False])
def test_the_nightly_job_goes_on(ask, run, conn, child, payer):
    body = {"kind": "full", "starts_on": "2026-10-05", "ends_on": "2026-11-04"}
    assert ask(2, "POST", f"/members/{child}/membership", json=body).status_code == 201
    if not payer:
        ask(2, "DELETE", "/families/2/members/11")
    status, lines = run("nightly")
    assert status == 0
    assert "memberships=1" in lines[0]
    sent = [(row["recipient"], row["body"]) for row in conn.execute("SELECT * FROM mails ORDER BY id")]
    assert ("g.moretti@posta.example", "Hello Giulia Moretti, your membership ends on 04.11.2026.") in sent
    others = [recipient for recipient, _ in sent if recipient != "g.moretti@posta.example"]
    assert others in ([], ["peter.zoff@post.example"]) if payer else others == []


def test_the_nightly_job_without_such_a_child(run, conn):
    assert run("nightly") == (0, ["tokens=0 memberships=1 notices=1"])
    assert run("nightly") == (0, ["tokens=0 memberships=0 notices=1"])


def test_the_childs_data(ask, child):
    assert ask(2, "GET", f"/members/{child}").json()["email"] is None
    assert ask(11, "GET", "/families/2").json()["members"][-1] == {"id": child, "name": "Emil Zoff", "born": "2019-03-01"}
    assert ask(1, "GET", f"/members/{child}/personal-data").json()["member"]["full_name"] == "Emil Zoff"
