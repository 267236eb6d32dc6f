import json

from starlette.testclient import TestClient

from course_search import nightly
from course_search.app import make_app
from course_search.partner_import import take_over


def test_report(own):
    target, count = nightly.run(own)
    report = json.loads(target.read_text(encoding="utf-8"))
    assert (target.name, count) == ("2026-09-14.json", 0)
    assert report["programme"]["courses"] == 35
    assert {"category", "venue"} == set(report["groups"])


def test_new_courses_are_told_once(own, tmp_path):
    client = TestClient(make_app(own))
    client.post("/watches", json={"email": "a@b.at", "search": {"q": "yoga"}})
    path = tmp_path / "linz.csv"
    path.write_text("number,title,category\n1,Yoga for cyclists,health\n", encoding="utf-8")
    take_over(path, "linz", own)
    assert nightly.run(own)[1] == 1
    message = json.loads((own.folder / "outbox.jsonl").read_text(encoding="utf-8"))
    assert message["courses"] == ["LINZ-1"]
    assert nightly.run(own)[1] == 0
    assert client.post("/reload").json() == {"courses": 36}
