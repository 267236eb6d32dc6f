HEADER = "number,decided_on,outcome,address"


def rows(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode().splitlines()


def test_plain_export_after_one_with_fees(client, machine):
    with_fees = rows(machine, "/register.csv?fees=1")
    assert with_fees[0] == HEADER + ",fees"
    assert with_fees[2] == "B/17/2019,2019-09-12,granted,Feldweg 7,95.00"
    plain = rows(client, "/register.csv")
    assert plain[0] == HEADER and len(plain) == 9
    assert plain[2] == "B/17/2019,2019-09-12,granted,Feldweg 7"
    assert rows(machine, "/register.csv") == plain


def test_export_with_fees_again(machine):
    first, again = rows(machine, "/register.csv?fees=1"), rows(machine, "/register.csv?fees=1")
    assert first == again and first[0] == HEADER + ",fees"
    assert first[1] == "B/4/2018,2018-06-20,refused,Feldweg 2,-"


def test_fees_are_for_officers(client, machine):
    rows(machine, "/register.csv?fees=1")
    assert client.get("/register.csv?fees=1").status_code == 403
    assert client.post("/register.csv").status_code == 405
