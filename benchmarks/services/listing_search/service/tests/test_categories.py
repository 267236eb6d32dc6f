from listing_search.categories import Category, Tree


def test_tree_is_nested(call):
    roots = call("GET", "/categories").json()["categories"]
    assert [root["name"] for root in roots[:3]] == ["Bikes", "Books", "Electronics"]
    assert [child["slug"] for child in roots[0]["children"]] == ["city-bikes", "e-bikes"]


def test_below_and_path():
    tree = Tree([Category("a", "A", None), Category("b", "B", "a"), Category("c", "C", "b")])
    assert tree.below("a") == ["a", "b", "c"]
    assert tree.path("c") == ["a", "b", "c"]
