def test_ingredients_of_a_nested_recipe(client, bearer):
    answer = client.get("/recipes/mixed-bread/ingredients", params={"grams": 96_000}, headers=bearer("office"))
    assert answer.json()["ingredients"] == {"FL-1050": 52_632, "RY-1150": 42_106, "SA-FIN": 3_159, "YE-FRE": 2_106}


def test_recipe_cannot_contain_itself(client, bearer):
    payload = {"name": "Rye sponge", "lines": [{"recipe": "mixed-bread", "grams": 10}]}
    assert client.put("/recipes/rye-sponge", json=payload, headers=bearer("office")).status_code == 409


def test_batch_names_what_is_short(client, bearer):
    payload = {"recipe": "mixed-bread", "grams": 192_000, "day": "2026-09-15"}
    answer = client.post("/batches", json=payload, headers=bearer("office")).json()
    assert answer["status"] == "short" and answer["short"] == {"YE-FRE": 211}
    listed = client.get("/batches", params={"day": "2026-09-14"}, headers=bearer("office")).json()["batches"]
    assert [(batch["recipe"], batch["grams"]) for batch in listed] == [("mixed-bread", 192_000)]
