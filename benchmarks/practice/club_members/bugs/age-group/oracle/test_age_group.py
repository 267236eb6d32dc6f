import pytest


@pytest.mark.parametrize(("member", "year", "amount"), [(14, 2026, "60.00"), (14, 2027, "240.00"), (7, 2030, "240.00")])
def test_unknown_birth_date_pays_as_an_adult(ask, conn, member, year, amount):
    conn.execute("UPDATE memberships SET state = 'ended' WHERE member_id = 7")
    began = ask(2, "POST", f"/members/{member}/membership", json={"kind": "full", "starts_on": "2026-10-05"})
    assert began.status_code == 201
    answer = ask(member, "GET", f"/members/{member}/fee?year={year}")
    assert answer.status_code == 200
    assert answer.json() == {"member_id": member, "year": year, "category": "adult", "amount": amount}


def test_no_discount_and_full_months(ask, conn):
    conn.execute("UPDATE members SET born = NULL WHERE id IN (5, 6)")
    assert ask(2, "GET", "/members/5/fee?year=2026").json()["amount"] == "240.00"
    assert ask(2, "GET", "/members/6/fee?year=2026").json()["amount"] == "180.00"


@pytest.mark.parametrize(
    ("member", "year", "category", "amount"),
    [(5, 2026, "child", "30.00"), (5, 2028, "youth", "45.00"), (6, 2029, "adult", "240.00"), (8, 2024, "senior", "180.00"),
     (8, 2023, "adult", "240.00"), (13, 2026, "life", "0.00")],
)
def test_known_ages(ask, member, year, category, amount):
    body = ask(1, "GET", f"/members/{member}/fee?year={year}").json()
    assert (body["category"], body["amount"]) == (category, amount)


def test_invoices_hold_them(ask, run):
    ask(2, "POST", "/members/14/membership", json={"kind": "full", "starts_on": "2026-10-05"})
    status, lines = run("invoices", "--year", "2027")
    assert status == 0
    assert lines[-2:] == ["2027-0008;14;240.00", "8 invoices"]


def test_members_without_a_membership(ask):
    assert ask(1, "GET", "/members/14/fee").status_code == 404
