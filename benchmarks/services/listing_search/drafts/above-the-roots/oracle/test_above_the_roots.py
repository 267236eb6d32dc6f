import pytest


@pytest.mark.parametrize(
    ("listing", "path", "above"),
    [
        ("L-1012", ["Books"], None),
        ("L-1023", ["Garden"], None),
        ("L-1027", ["Bikes"], None),
        ("L-1003", ["Bikes", "E-bikes"], "bikes"),
        ("L-1009", ["Home", "Furniture", "Sofas"], "furniture"),
    ],
)
def test_category_above(call, listing, path, above):
    answer = call("GET", f"/listings/{listing}")
    assert answer.status_code == 200
    assert (answer.json()["category_path"], answer.json()["category_above"]) == (path, above)
    assert answer.json()["title"]


def test_gone(call):
    assert call("GET", "/listings/L-1036").status_code == 404
