def skus(answer):
    return [product["sku"] for product in answer.json()["products"]]


def test_search_by_beginning_of_words(client):
    assert skus(client.get("/products", params={"q": "spel"})) == ["SP-630", "SP-WH"]
    assert skus(client.get("/products", params={"q": "flour bread"})) == ["FL-1050", "FL-550"]


def test_search_without_hit(client):
    assert client.get("/products", params={"q": "oats"}).json() == {"products": [], "next": None}


def test_filters(client):
    assert skus(client.get("/products", params={"category": "rye", "max_cents": 98})) == ["RY-1150", "RY-997"]


def test_pages_by_price(client):
    seen, cursor = [], None
    while True:
        params = {"sort": "price", "limit": 5, **({"after": cursor} if cursor else {})}
        answer = client.get("/products", params=params)
        seen += skus(answer)
        cursor = answer.json()["next"]
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == 12
    assert seen[0] == "SA-FIN"


def test_foreign_cursor(client):
    assert client.get("/products", params={"after": "x"}).status_code == 400


def test_product_shows_what_is_available(client):
    answer = client.get("/products/fl-550").json()
    assert answer["available_grams"] == 250_000
    assert client.get("/products/XX-1").status_code == 404
