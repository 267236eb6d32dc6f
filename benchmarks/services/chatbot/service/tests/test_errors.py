def test_unknown_path_has_the_usual_shape(client):
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "not_found"


def test_what_is_refused_is_reported(ben, as_user, caplog):
    assert ben.get("/statistics/usage").status_code == 403
    assert ben.post("/conversations/4/messages", json={"text": "hello"}).status_code == 409
    assert ben.post("/conversations/3/messages", json={"message": "hello"}).status_code == 422
    assert as_user("nobody").get("/me").status_code == 404
    reported = [record.exc_info[0].__name__ for record in caplog.records if record.exc_info]
    assert reported == ["Forbidden", "Conflict", "RequestValidationError"]


def test_sessions_end(ben):
    assert ben.get("/me", headers={"x-session-until": "2026-03-10T12:00:01Z"}).status_code == 200
    answer = ben.get("/me", headers={"x-session-until": "2026-03-10T12:59:00+01:00"})
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Session")
    assert ben.get("/me", headers={"x-session-until": "soon"}).status_code == 422
