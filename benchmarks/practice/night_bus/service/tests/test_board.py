def test_board_without_driver(anyone):
    assert anyone.get("/stops/rossio/board") == (
        200,
        {"stop": "rossio", "items": [{"ride": "NB-1007", "to": "Belém", "passengers": 1, "driver": None,
                                      "window": ["2026-10-27T21:30+00:00", "2026-10-27T21:50+00:00"]}]},
    )


def test_board_with_driver(anyone):
    items = anyone.get("/stops/alex/board")[1]["items"]
    assert [(item["ride"], item["driver"]) for item in items] == [("NB-1004", "Jonas"), ("NB-1005", "Jonas")]


def test_nobody_waits(anyone):
    assert anyone.get("/stops/soho/board") == (200, {"stop": "soho", "items": []})
    assert anyone.get("/stops/atlantis/board")[0] == 404
