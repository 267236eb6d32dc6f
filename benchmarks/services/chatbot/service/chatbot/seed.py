"""Demonstration data: `python -m chatbot.seed`."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime, timedelta

from chatbot.db import Database
from chatbot.settings import Settings
from chatbot.tokens import count

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
USERS = [
    ("ana", "Ana Sofia Ramos", "free", "pt", "Europe/Lisbon", 0),
    ("ben", "Ben Carter", "plus", "en", "America/New_York", 0),
    ("chloe", "Chloé Lefèvre", "free", "fr", "Europe/Paris", 0),
    ("dev", "Devika", "team", None, None, 1),
    ("emil", "Emil Krüger", "team", "de", "Europe/Berlin", 0),
    ("fay", "Fay Wong", "basic", "en", "Asia/Hong_Kong", 0),
]
CONVERSATIONS = [
    (1, "ana", "Entrega atrasada", "pt", "open", ["entrega"], 4),
    (2, "ana", None, "pt", "open", [], 0),
    (3, "ben", "Lamp for the desk", "en", "open", ["lamp", "Advice"], 6),
    (4, "ben", "Old question", "en", "closed", [], 2),
    (5, "chloe", "Réclamation n° 7 – été", "fr", "open", ["réclamation"], 2),
    (6, "emil", "Große Bestellung", "de", "open", ["büro", "rechnung"], 44),
    (7, "emil", "Rückgabe", "de", "closed", ["legal-hold"], 2),
    (8, "fay", None, "en", "open", [], 2),
    (9, "dev", "Trial", "en", "closed", [], 0),
]
QUESTIONS = ("Where is my parcel?", "Which lamp is bright enough?", "Können Sie mir helfen?", "Ça coûte combien ?")
ORDERS = [
    ("A-100", "ana", "delivered", {"desk lamp": 1}, 4990, "EUR", "2026-02-20T10:00:00+00:00", "2026-02-24T23:30:00+00:00"),
    ("A-101", "ana", "on its way", {"notebook": 3, "pen": 10}, 2345, "EUR", "2026-03-01T09:00:00+00:00", None),
    ("B-200", "ben", "cancelled", {}, 0, "USD", "2026-02-11T22:00:00+00:00", None),
    ("B-201", "ben", "delivered", {"monitor arm": 2}, 17998, "USD", "2026-02-12T15:00:00+00:00", "2026-02-16T02:15:00+00:00"),
]
USAGE = [
    ("ana", "2026-03-02", 4, 420, 160),
    ("ana", "2026-03-03", 20, 2100, 700),
    ("ben", "2026-03-02", 6, 800, 310),
    ("chloe", "2026-03-02", 2, 150, 60),
    ("emil", "2026-03-03", 44, 9100, 2400),
    ("fay", "2026-03-04", 0, 0, 0),
]


def seed(settings: Settings) -> None:
    """Make the database anew."""
    settings.database.unlink(missing_ok=True)
    db = Database(settings.database).connect()
    with db:
        db.executemany("INSERT INTO users VALUES (?, ?, ?, ?, ?, ?, '2026-01-05T09:00:00+00:00')", USERS)
        _conversations(db)
        _rest(db)
    db.close()


def _conversations(db: sqlite3.Connection) -> None:
    for number, user, title, language, status, tags, messages in CONVERSATIONS:
        start = START + timedelta(hours=7 * number)
        end = (start + timedelta(minutes=messages)).isoformat()
        db.execute(
            "INSERT INTO conversations (id, user_id, title, language, status, tags, created_at, updated_at, closed_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number,
                user,
                title,
                language,
                status,
                json.dumps(tags, ensure_ascii=False),
                start.isoformat(),
                end,
                end if status == "closed" and messages else None,
            ),
        )
        for place in range(messages):
            text = QUESTIONS[(place // 2 + number) % 4] if place % 2 == 0 else f"Answer {place // 2 + 1} of the assistant."
            tools = None if place % 2 == 0 else json.dumps([{"name": "order_lookup", "ok": number != 3}] if place == 1 else [])
            db.execute(
                "INSERT INTO messages (conversation_id, role, content, tokens, tools, latency_ms, created_at) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    number,
                    "assistant" if place % 2 else "user",
                    text,
                    count(text),
                    tools,
                    100 * number + 10 * place if place % 2 else None,
                    (start + timedelta(minutes=place)).isoformat(),
                ),
            )


def _rest(db: sqlite3.Connection) -> None:
    for number, user, status, items, *others in ORDERS:
        lines = json.dumps([{"name": name, "count": times} for name, times in items.items()])
        db.execute("INSERT INTO orders VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (number, user, status, lines, *others))
    db.executemany("INSERT INTO usage VALUES (?, ?, ?, ?, ?)", USAGE)
    answers = [row[0] for row in db.execute("SELECT id FROM messages WHERE role = 'assistant' ORDER BY id LIMIT 6")]
    ratings = [(5, "Obrigada!"), (2, None), (4, None), (3, "too slow"), (5, None), (1, "Ça ne répond pas")]
    for answer, (rating, comment) in zip(answers, ratings, strict=True):
        db.execute(
            "INSERT INTO feedback SELECT ?, c.user_id, ?, ?, m.created_at FROM messages m "
            "JOIN conversations c ON c.id = m.conversation_id WHERE m.id = ?",
            (answer, rating, comment, answer),
        )


if __name__ == "__main__":
    seed(Settings.from_env())
    print("ready")
