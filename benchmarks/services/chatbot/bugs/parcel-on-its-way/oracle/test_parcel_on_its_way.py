import pytest


@pytest.mark.parametrize(
    ("user", "number", "order", "known"),
    [
        ("ana", 1, "A-101", "order A-101: 3 x notebook, 10 x pen; 23.45 EUR; on its way"),
        ("ben", 3, "B-200", "order B-200: no items; 0.00 USD; cancelled"),
        ("ana", 1, "a-100", "order A-100: 1 x desk lamp; 49.90 EUR; delivered on 2026-02-24"),
        ("ben", 3, "B-201", "order B-201: 2 x monitor arm; 179.98 USD; delivered on 2026-02-15"),
        ("ben", 3, "A-101", "error: there is no order A-101"),
    ],
)
def test_orders(as_user, user, number, order, known):
    text = f'!call order_lookup {{"order_id": "{order}"}}'
    answer = as_user(user).post(f"/conversations/{number}/messages", json={"text": text})
    assert answer.status_code == 201
    assert answer.json()["reply"] == f"I looked it up: {known}"


def test_delivered_in_the_users_day(as_user, sql):
    sql("UPDATE users SET time_zone = 'Asia/Tokyo' WHERE id = 'ana'")
    answer = as_user("ana").post("/conversations/1/messages", json={"text": "onde está order A-100"})
    assert answer.json()["reply"].endswith("delivered on 2026-02-25")
