import csv
import io


def test_results_are_exported(call):
    answer = call("GET", "/search.csv?category=sofas&sort=price_asc")
    assert answer.headers["content-disposition"].startswith('attachment; filename="listings.csv"')
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["id"] for row in rows] == ["L-1030", "L-1009", "L-1010"]
    assert rows[2]["price"] == rows[2]["currency"] == ""
