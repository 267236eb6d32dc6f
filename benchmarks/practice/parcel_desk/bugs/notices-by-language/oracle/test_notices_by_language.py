import json

import pytest


def shelve(client, reference, shelf="B4"):
    return client.post(f"/parcels/{reference}/shelve", json={"shelf": shelf})


def test_polish_customer_gets_english(client):
    answer = shelve(client, "PD-000012")
    assert answer.status_code == 200
    code = answer.json["code"]
    assert answer.json["message"] == {
        "to": "+48 601 700800",
        "text": f"Your parcel PD-000012 is ready. Code {code}, shelf B4.",
    }
    assert client.get("/parcels/PD-000012").json["status"] == "shelved"


@pytest.mark.parametrize("language", ["fr", "uk", "Deutsch", "EN"])
def test_any_language_without_texts(client, sql, language):
    sql("UPDATE customers SET language = ? WHERE id = 6", language)
    answer = shelve(client, "PD-000011", "a9")
    assert answer.status_code == 200
    assert answer.json["message"]["text"] == f"Your parcel PD-000011 is ready. Code {answer.json['code']}, shelf A9."


def test_german_stays_german(client):
    answer = shelve(client, "PD-000011")
    assert answer.json["message"] == {
        "to": "+43 660 1112233",
        "text": f"Ihr Paket PD-000011 liegt bereit. Code {answer.json['code']}, Regal B4.",
    }


def test_nobody_to_tell(client):
    answer = shelve(client, "PD-000005")
    assert (answer.status_code, answer.json["message"]) == (200, None)


def test_reminders(job, sql):
    sql("UPDATE customers SET language = 'pl' WHERE id = 2")
    done = job("remind", "--days", "3")
    assert done.returncode == 0, done.stderr
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        {"to": "+43 660 1112233", "text": "Ihr Paket PD-000001 wartet seit 8 Tagen. Code 4711."},
        {"to": "+420 601 222333", "text": "Your parcel PD-000002 has been waiting for 3 days. Code 0815."},
    ]
