def test_again_and_again(client):
    first = client.get("/model")
    assert first.status_code == 200
    for _ in range(3):
        again = client.get("/model")
        assert again.status_code == 200
        assert again.json() == first.json()


def test_contents(client):
    card = client.get("/model").json()
    assert set(card) == {"version", "r2", "mape", "features"}
    assert card["version"] == "2026.3"
    assert 0.9 < card["r2"] <= 1
    assert 0 < card["mape"] < 0.1
    assert card["features"][:3] == ["log_area", "rooms", "bathrooms"]


def test_the_model_keeps_its_figures(client, data):
    from house_price.model import load_model

    client.get("/model")
    client.get("/model")
    assert load_model(data).metrics["houses"] == 1500.0
