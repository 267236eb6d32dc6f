import pytest


@pytest.mark.parametrize(
    ("language", "words"), [("en", "on request"), ("de", "auf Anfrage"), ("fr", "sur demande"), ("tr", "on request")]
)
def test_price_on_request(run, outbox, conn, language, words):
    conn.execute("UPDATE users SET language = ? WHERE id = 'U-4'", (language,))
    assert run("worker", "--once")[0] == 0
    text = outbox()["dmitri@mail.example"]["text"]
    assert f"- Designer sofa ({words}), 12.08. 11:00" in text.splitlines()
    assert "nan" not in text
    assert "- Sofa bed (180.00 EUR), 31.08. 05:00" in text.splitlines()


def test_free_things(run, outbox, conn):
    conn.execute("UPDATE saved_searches SET created_at = '2026-08-01T08:00:00+00:00' WHERE id = 8")
    assert run("worker", "--once")[0] == 0
    text = outbox()["greta@mail.example"]["text"]
    assert "- Stuhl zu verschenken (0.00 EUR), 11.08. 10:00" in text.splitlines()


def test_everybody_gets_a_message(run, outbox):
    assert run("worker", "--once")[0] == 0
    assert len(outbox()) == 5
