import pytest

GOOD = "number;title;brand;category;price\nZ 77;Heckklappe;Volkswagen;Body;1.150,00\n"


def upload(client, headers, content, kind="text/csv"):
    return client.post("/stock", content=content, headers={**headers, "content-type": kind})


@pytest.mark.parametrize("content", [b"", b"\n", b"\r\n\r\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n\n"])
def test_nothing_in_it(client, bearer, content, ids):
    answer = upload(client, bearer("rhein"), content)
    assert answer.status_code == 422 and answer.json()["error"] == "unreadable_file"
    assert len(ids(limit=100)) == 22


@pytest.mark.parametrize("content", [b"number,title\n1,2\n", b"number,title,brand,category\n\xff,a,b,c\n", b'number,title,brand,category\n"1,a,b,c\n'])
def test_no_table(client, bearer, content):
    assert upload(client, bearer("sued"), content).status_code == 422


def test_good_files(client, bearer, find):
    assert upload(client, bearer("rhein"), b"").status_code == 422
    assert upload(client, bearer("rhein"), GOOD.encode()).json() == {"new": 1, "changed": 0, "rejected": []}
    assert upload(client, bearer("rhein"), GOOD.encode("utf-8-sig")).json() == {"new": 0, "changed": 1, "rejected": []}
    (part,) = find(q="heckklappe")["parts"]
    assert (part["part_id"], part["price"], part["dealer_id"]) == ("P0023", 1150.0, "D01")


def test_only_headers(client, bearer):
    content = b"number,title,brand,category\n"
    assert upload(client, bearer("rhein"), content).json() == {"new": 0, "changed": 0, "rejected": []}


def test_rejected_lines(client, bearer):
    content = b"number,title,brand,category,price\nA1,Horn,BMW,Body,much\nA2,,BMW,Body,3\nA3,Lamp,BMW,Lights,4\n"
    done = upload(client, bearer("sued"), content).json()
    assert done == {"new": 1, "changed": 0, "rejected": ["part 1: not a price: much", "part 2: title is empty"]}
