import pytest


@pytest.mark.parametrize(("payer", "family", "left"), [(11, 2, [12]), (4, 1, [5, 6])])
def test_family_of_an_erased_payer(ask, payer, family, left):
    assert ask(1, "DELETE", f"/members/{payer}").status_code == 204
    answer = ask(2, "GET", f"/families/{family}")
    assert answer.status_code == 200
    assert answer.json()["payer"] is None
    assert [one["id"] for one in answer.json()["members"]] == left
    assert ask(left[0], "GET", f"/families/{family}").status_code == 200


@pytest.mark.parametrize(("payer", "child", "amount"), [(11, 12, "60.00"), (4, 5, "60.00"), (4, 6, "67.50")])
def test_everybody_then_pays_alone(ask, payer, child, amount):
    ask(1, "DELETE", f"/members/{payer}")
    assert ask(1, "GET", f"/members/{child}/fee?year=2026").json()["amount"] == amount


def test_nobody_who_was_erased_is_billed(ask, run):
    ask(1, "DELETE", "/members/11")
    status, lines = run("invoices", "--year", "2027")
    assert status == 0
    assert "2027-0007;12;60.00" in lines
    assert not [line for line in lines if ";11;" in line]


def test_others_may_join_afterwards(ask):
    ask(1, "DELETE", "/members/11")
    joined = ask(2, "POST", "/families/2/members", json={"member_id": 9})
    assert joined.status_code == 201
    assert [one["id"] for one in joined.json()["members"]] == [12, 9]


def test_erasing_a_child_leaves_the_payer(ask):
    ask(1, "DELETE", "/members/12")
    body = ask(11, "GET", "/families/2").json()
    assert body["payer"] == {"id": 11, "name": "Peter Zoff"}
    assert [one["id"] for one in body["members"]] == [11]


def test_all_else_is_forgotten(ask, conn):
    ask(1, "DELETE", "/members/11")
    assert ask(11, "GET", "/me").status_code == 401
    assert ask(1, "GET", "/members/11").status_code == 404
    assert conn.execute("SELECT COUNT(*) FROM memberships WHERE member_id = 11 AND state = 'active'").fetchone()[0] == 0
    free = ask(1, "GET", "/courts/1/free?day=2026-10-10").json()["free"]
    assert "2026-10-10T10:00:00Z" in free


def test_leaving_a_family_as_before(ask):
    body = ask(2, "DELETE", "/families/1/members/4").json()
    assert (body["payer"], [one["id"] for one in body["members"]]) == (None, [5, 6])
