QUERY = {"name": "ESV", "pickup_at": "2026-01-21T09:00", "return_day": "2026-01-21"}


def upload(client, headers, text, encoding="utf-8"):
    return client.post("/groups", params=QUERY, content=text.encode(encoding), headers={**headers, "content-type": "text/csv"})


def test_upload(client, jan):
    answer = upload(client, jan, "name,kind,size,age\nIda,ski,110,child\nPer,helmet,S,\n")
    assert answer.status_code == 201
    assert len(answer.json()["booked"]) == 2 and answer.json()["refused"] == []


def test_upload_from_excel(client, jan):
    answer = upload(client, jan, "Name;Art;Größe;Telefon\nJürgen;boot;26,5;0660\n;;;\n", "cp1252")
    (code,) = answer.json()["booked"]
    assert client.get(f"/reservations/{code}").json()["lines"][0]["size"] == "26.5"


def test_lines_that_cannot_be_booked(client, jan):
    answer = upload(client, jan, "name,kind,size\nIda,ski,999\nPer,helmet,S\nOla,helmet,S\n").json()
    assert [row["line"] for row in answer["refused"]] == [2, 4] and len(answer["booked"]) == 1


def test_discount_for_large_groups(client, jan):
    wanted = [("ski", "154"), ("ski", "162"), ("ski", "170"), ("helmet", "S"), ("helmet", "M"), ("helmet", "L"), ("poles", "115"), ("poles", "120")]
    answer = upload(client, jan, "name,kind,size\n" + "".join(f"P{n},{kind},{size}\n" for n, (kind, size) in enumerate(wanted))).json()
    assert client.get(f"/reservations/{answer['booked'][0]}").json()["lines"][0]["price"] == "35.10"


def test_voucher_twice(client, jan):
    answer = upload(client, jan, "name,kind,size,voucher\nIda,ski,110,A-1\nPer,helmet,S,A-1\nOla,helmet,M,A-2\n").json()
    assert [row["line"] for row in answer["refused"]] == [3] and len(answer["booked"]) == 2


def test_columns_are_missing(client, jan):
    assert upload(client, jan, "name,size\nIda,110\n").status_code == 422
    assert upload(client, jan, "name,kind,size\n").status_code == 422
