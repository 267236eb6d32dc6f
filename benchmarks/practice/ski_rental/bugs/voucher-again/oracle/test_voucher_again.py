QUERY = {"name": "ESV", "pickup_at": "2026-01-21T09:00", "return_day": "2026-01-21"}


def upload(client, headers, *lines):
    text = "name,kind,size,voucher\n" + "".join(line + "\n" for line in lines)
    answer = client.post("/groups", params=QUERY, content=text.encode(), headers={**headers, "content-type": "text/csv"})
    assert answer.status_code == 201
    found = answer.json()
    sizes = []
    for code in found["booked"]:
        shown = client.get(f"/reservations/{code}")
        assert shown.status_code == 200 and shown.json()["state"] == "booked"
        sizes.append(shown.json()["lines"][0]["size"])
    return sizes, [row["line"] for row in found["refused"]]


def test_used_before(client, jan):
    assert upload(client, jan, "Ida,ski,110,ALP-200", "Per,helmet,S,ALP-100", "Ola,helmet,M,ALP-201") == (["110", "M"], [3])


def test_twice_in_one_file(client, jan):
    assert upload(client, jan, "Ida,ski,110,A-1", "Per,helmet,S,A-1", "Ola,helmet,M,A-2", "Lea,poles,115,A-2") == (["110", "M"], [3, 5])


def test_first_and_last(client, jan):
    assert upload(client, jan, "Per,helmet,S,ALP-100", "Ola,helmet,M,B-1") == (["M"], [2])
    assert upload(client, jan, "Ida,ski,110,B-2", "Per,helmet,S,ALP-100") == (["110"], [3])
    assert upload(client, jan, "Per,helmet,S,ALP-100") == ([], [2])


def test_same_file_again(client, jan):
    lines = ["Ida,ski,90,C-1", "Per,helmet,S,C-2"]
    assert upload(client, jan, *lines) == (["90", "S"], [])
    day = {**QUERY, "pickup_at": "2026-01-26T09:00", "return_day": "2026-01-26"}
    text = "name,kind,size,voucher\n" + "\n".join(lines)
    answer = client.post("/groups", params=day, content=text.encode(), headers={**jan, "content-type": "text/csv"})
    assert answer.status_code == 201 and answer.json()["booked"] == [] and len(answer.json()["refused"]) == 2


def test_with_other_refusals_and_trail(client, jan, resi):
    assert upload(client, jan, "Ida,ski,999,D-1", "Per,helmet,S,ALP-100", "Ola,helmet,S,", "Lea,helmet,S,", "Uwe,boot,28,D-1") == (["S", "28"], [2, 3, 5])
    newest = client.get("/audit", headers=resi).json()[0]
    assert newest["who"] == "jan" and newest["details"] == {"name": "ESV", "booked": 2}


def test_stock_is_not_taken_by_what_was_refused(client, jan):
    assert upload(client, jan, "Per,helmet,L,ALP-100", "Ola,helmet,L,E-1") == (["L"], [2])
