def test_json(ben):
    answer = ben.get("/conversations/3/export")
    assert answer.json()["messages"][0]["at"] == "2026-03-03T00:00:00-05:00"


def test_markdown(as_user):
    answer = as_user("chloe").get("/conversations/5/export?format=markdown")
    assert answer.text.startswith("# Réclamation n° 7 – été\n\nTags: réclamation\n")
    assert 'filename="reclamation-n-7-ete.md"' in answer.headers["content-disposition"]


def test_format(ben):
    assert ben.get("/conversations/3/export?format=pdf").status_code == 422
