"""Data for demonstrations."""

import json
import sqlite3

from grant_desk.repositories.applications import ApplicationRepository
from grant_desk.repositories.attachments import AttachmentRepository
from grant_desk.repositories.calls import CallRepository
from grant_desk.repositories.organisations import OrganisationRepository
from grant_desk.repositories.reviews import ReviewRepository
from grant_desk.repositories.users import UserRepository
from grant_desk.security import hashed

USERS = [
    ("marta@fundacao-mare.example", "Marta Figueira", "officer"),
    ("joao.sa@uni.example", "João Sá", "reviewer"),
    ("ilse.brandt@inst.example", "Ilse Brandt", "reviewer"),
    ("rita@rioslimpos.example", "Rita Lobo", "applicant"),
    ("owen@saltmarsh.example", "Owen Hale", "applicant"),
    ("ana.reis@uni.example", "Ana Reis", "reviewer"),
]
CALLS = [
    ("SEED26", "Seed grants 2026", "2026-03-02", "2026-05-29T16:00:00Z", 12_000_000, {"quality": 3, "impact": 2, "partners": 1}),
    ("RIVER26", "Rivers and their people", "2026-05-04", "2026-06-30T16:00:00Z", 30_000_000, {"quality": 2, "reach": 2}),
    ("ARTS26", "Arts at the coast", "2026-09-01", "2026-10-30T17:00:00Z", 8_000_000, {"quality": 1}),
]
ORGANISATIONS = [
    ("Rios Limpos", "PT", "PT50000201231234567890154"),
    ("Saltmarsh Trust", "GB", None),
    ("Universidade do Vouga", "PT", "PT50003506514444444444444"),
]
# reference, call, organisation, title, summary, currency, state, submitted_at
APPLICATIONS = [
    ("SEED26-0001", 1, 1, "Water school on the Tejo", "Lessons at the river bank.", "EUR", "submitted", "2026-05-20T09:12:00Z"),
    ("SEED26-0002", 1, 2, "A co-operative for reed cutters", None, "GBP", "submitted", "2026-05-28T15:40:00Z"),
    ("SEED26-0003", 1, 3, "Mapping the otters' return", "Open data for everybody.", "EUR", "submitted", "2026-05-29T15:59:00Z"),
    ("SEED26-0004", 1, 1, "Night walks", None, "EUR", "draft", None),
    ("RIVER26-0001", 2, 1, "Clean banks", "Volunteers and schools.", "EUR", "draft", None),
    ("RIVER26-0002", 2, 2, "Listening to the estuary", None, "GBP", "draft", None),
    ("RIVER26-0003", 2, 3, "River diaries of Sofala", None, "MZN", "submitted", "2026-06-08T11:30:00Z"),
]
BUDGETS = {
    1: [("staff", "Teacher, half time", 1_800_000), ("travel", "Bus", 200_000)],
    2: [("equipment", "Boats", 900_000), ("services", "Legal advice", 150_050)],
    3: [("staff", "Field workers", 2_400_000), ("equipment", "Cameras", 600_000)],
    4: [("other", "Lamps", 45_000)],
    6: [("staff", "Composer", 650_000)],
    7: [("staff", "Writers", 48_000_000), ("travel", "Boat", 2_000_000)],
}
# application, reviewer, due_on, scores
REVIEWS = [
    (1, 2, "2026-06-08", {"quality": 8, "impact": 7, "partners": 6}),
    (1, 3, "2026-06-08", {"quality": 9, "impact": 6, "partners": 4}),
    (2, 2, "2026-06-12", {"quality": 7, "impact": 9, "partners": None}),
    (3, 3, "2026-06-12", None),
    (3, 6, "2026-06-11", None),
]


def fill(connection: sqlite3.Connection) -> None:
    users = UserRepository(connection)
    for email, name, role in USERS:
        users.insert(email=email, name=name, role=role, password=hashed("demo"))
    for code, title, opens_on, closes_at, budget, criteria in CALLS:
        CallRepository(connection).insert(
            code=code,
            title=title,
            opens_on=opens_on,
            closes_at=closes_at,
            budget_cents=budget,
            criteria=json.dumps(criteria),
        )
    for name, country, iban in ORGANISATIONS:
        OrganisationRepository(connection).insert(name=name, country=country, iban=iban)
    users.change(4, organisation_id=1)
    users.change(5, organisation_id=2)
    names = ("reference", "call_id", "organisation_id", "title", "summary", "currency", "state", "submitted_at")
    for application in APPLICATIONS:
        ApplicationRepository(connection).insert(**dict(zip(names, application, strict=True)))
    for key, lines in BUDGETS.items():
        for line in lines:
            connection.execute(
                "INSERT INTO budget_lines (application_id, category, description, amount_cents) VALUES (?, ?, ?, ?)",
                (key, *line),
            )
    AttachmentRepository(connection).insert(
        application_id=4,
        filename="plan.pdf",
        media_type="application/pdf",
        bytes=81_920,
        added_at="2026-05-27T10:00:00Z",
    )
    for application, reviewer, due_on, scores in REVIEWS:
        submitted = {"scores": json.dumps(scores), "submitted_at": "2026-06-06T12:00:00Z"} if scores else {}
        ReviewRepository(connection).insert(
            application_id=application, reviewer_id=reviewer, due_on=due_on, **submitted
        )
    connection.execute("UPDATE users SET email = NULL, password = '', left_on = '2026-06-01' WHERE id = 6")
