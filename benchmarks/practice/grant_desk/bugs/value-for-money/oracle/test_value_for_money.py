def rows(ask, code):
    answer = ask("officer", "GET", f"/calls/{code}/value")
    assert answer.status == 200
    return [(row["reference"], row["requested"], row["score"], row["value"]) for row in answer.json["value"]]


FIRST = [("SEED26-0002", "10500.50", "7.80", "7.43"), ("SEED26-0001", "20000.00", "7.25", "3.63")]


def test_unscored_last(ask):
    assert rows(ask, "SEED26") == [*FIRST, ("SEED26-0003", "30000.00", None, None)]


def test_nothing_scored(ask):
    assert rows(ask, "RIVER26") == [("RIVER26-0003", "500000.00", None, None)]
    assert rows(ask, "ARTS26") == []


def test_several_unscored_by_reference(ask, sql):
    sql("UPDATE reviews SET scores = NULL, submitted_at = NULL WHERE application_id = 1")
    assert rows(ask, "SEED26") == [
        FIRST[0],
        ("SEED26-0001", "20000.00", None, None),
        ("SEED26-0003", "30000.00", None, None),
    ]


def test_scored_later(ask):
    scores = {"quality": 10, "impact": 10, "partners": 10}
    assert ask("ilse", "PUT", "/applications/SEED26-0003/review", {"scores": scores}).status == 200
    assert rows(ask, "SEED26") == [*FIRST, ("SEED26-0003", "30000.00", "10.00", "3.33")]


def test_ties(ask, sql):
    sql("UPDATE budget_lines SET amount_cents = 2000000 WHERE id = (SELECT MIN(id) FROM budget_lines)")
    sql("DELETE FROM reviews WHERE application_id IN (1, 2)")
    assert [row[0] for row in rows(ask, "SEED26")] == ["SEED26-0001", "SEED26-0002", "SEED26-0003"]


def test_ranking_as_before(ask):
    answer = ask("officer", "GET", "/calls/SEED26/ranking").json["ranking"]
    assert [(row["reference"], row["score"]) for row in answer] == [
        ("SEED26-0002", "7.80"),
        ("SEED26-0001", "7.25"),
        ("SEED26-0003", None),
    ]
    assert ask("ilse", "GET", "/calls/SEED26/value").status == 403
    assert ask("officer", "GET", "/calls/NONE26/value").status == 404
