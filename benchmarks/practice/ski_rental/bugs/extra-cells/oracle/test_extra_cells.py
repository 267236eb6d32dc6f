QUERY = {"name": "ESV", "pickup_at": "2026-01-21T09:00", "return_day": "2026-01-21"}


def upload(client, headers, text, encoding="utf-8"):
    headers = {**headers, "content-type": "text/csv"}
    return client.post("/groups", params=QUERY, content=text.encode(encoding), headers=headers)


def booked(client, headers, text, encoding="utf-8"):
    answer = upload(client, headers, text, encoding)
    assert answer.status_code == 201
    assert answer.json()["refused"] == []
    shown = [client.get(f"/reservations/{code}").json()["lines"][0] for code in answer.json()["booked"]]
    return [(line["kind"], line["size"], line["age"]) for line in shown]


def test_extra_cells(client, jan):
    assert booked(client, jan, "name;kind;size;age\nIda  Berg;ski;110;child;\n") == [("ski", "110", "child")]
    assert booked(client, jan, "name,kind,size\nIda,ski,90,,,\nPer,helmet,S\n") == [("ski", "90", "adult"), ("helmet", "S", "adult")]
    assert booked(client, jan, "Name;Art;Größe\nJürgen;boot;26,5;;\n;;;;;\n", "cp1252") == [("boot", "26.5", "adult")]


def test_words_in_extra_cells(client, jan):
    assert booked(client, jan, "name,kind,size\nIda,ski,130,left handed,x\nPer,poles,115\n") == [("ski", "130", "adult"), ("poles", "115", "adult")]


def test_padding_and_short_lines(client, jan):
    answer = upload(client, jan, "name,kind,size\n Ida   Berg ,ski, 110  cm\nPer,helmet\nOla,helmet,L,,\n").json()
    assert len(answer["booked"]) == 2 and [row["line"] for row in answer["refused"]] == [3]


def test_names(client, jan, resi):
    from ski_rental import db
    from ski_rental.models import Customer

    booked(client, jan, "name;kind;size\n  Ida   Berg ;ski;110;\n")
    with db.transaction() as session:
        assert session.query(Customer).filter(Customer.name == "Ida Berg").count() == 1


def test_columns(client, jan):
    assert upload(client, jan, "name,size\nIda,110,\n").status_code == 422
    assert upload(client, jan, "name,kind,size\n").status_code == 422
    assert upload(client, jan, "name,kind,size\n,,,\n").status_code == 422
