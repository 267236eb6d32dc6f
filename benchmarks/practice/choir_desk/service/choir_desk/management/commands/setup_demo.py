from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from choir_desk.auth import issue_token
from choir_desk.models import Account, Attendance, Invitation, Loan, Member, Rehearsal, Score, Section, Venue

SECTIONS = [("S1", "First soprano", 6), ("S2", "Second soprano", 6), ("A1", "First alto", 5), ("A2", "Second alto", 4),
            ("T1", "First tenor", 4), ("B1", "First bass", 4), ("B2", "Second bass", 3)]

MEMBERS = [
    ("Ruth", "Adler", "S1", "2015-09-07", "ruth.adler@choir.example", "040 1101"),
    ("Jonas", "Brandt", "B1", "2017-01-16", "jonas.brandt@choir.example", "040 1102"),
    ("Ayşe", "Demir", "A1", "2018-09-03", "ayse.demir@choir.example", ""),
    ("Karin", "Ebert", "S2", "2012-02-06", "", "040 1104"),
    ("Tomasz", "Filipek", "T1", "2019-09-02", "tomasz.filipek@choir.example", ""),
    ("Maren", "Groth", "S1", "2021-09-06", "maren.groth@choir.example", "040 1106"),
    ("Nils", "Hansen", "B2", "2023-01-09", "nils.hansen@choir.example", ""),
    ("Olga", "Iwanowa", "A1", "2024-09-02", "olga.iwanowa@choir.example", "040 1108"),
    ("Pia", "Jensen", "S1", "2025-09-01", "pia.jensen@choir.example", ""),
    ("Sven", "Krüger", "T1", "2010-09-06", "sven.krueger@choir.example", ""),
]

VENUES = [("parish-hall", "Parish hall", "Europe/Berlin"), ("porto-sala", "Sala do Porto", "Europe/Lisbon")]

REHEARSALS = [  # title, kind, venue, local start, minutes, sections, notes
    ("Monday rehearsal", "tutti", "parish-hall", "2026-03-23 19:30", 120, [], "Warm up at 19:15."),
    ("Spring weekend", "tutti", "parish-hall", "2026-03-28 22:00", 240, [], ""),
    ("Monday rehearsal", "tutti", "parish-hall", "2026-10-05 19:30", 120, [], "Bring a pencil."),
    ("Women's voices", "sectional", "parish-hall", "2026-10-07 18:00", 90, ["S1", "S2", "A1", "A2"], ""),
    ("Guest rehearsal", "tutti", "porto-sala", "2026-10-10 11:00", 150, [], "Bus at 9:00."),
    ("Monday rehearsal", "tutti", "parish-hall", "2026-10-12 19:30", 120, [],
     "New pieces: Gjeilo, then the round {Dona nobis}."),
    ("Autumn concert", "concert", "parish-hall", "2026-11-21 18:00", 100, [], "Black, no perfume."),
    ("New year's round", "tutti", "parish-hall", "2026-12-29 17:00", 90, [], ""),
]

SCORES = [("Requiem", "Fauré", "F-01", 6, None), ("Messiah", "Händel", "H-02", 3, 3), ("Evening Hymn", "Gjeilo", "G-03", 4, 2),
          ("Magnificat", "Rutter", "R-04", 2, None)]

LOANS = [("F-01", 1, 1, "2026-09-07"), ("F-01", 2, 2, "2026-09-07"), ("H-02", 3, 1, "2026-08-24"), ("G-03", 6, 1, "2026-09-14"),
         ("G-03", 4, 2, "2026-09-14"), ("H-02", 6, 2, "2026-08-31")]


class Command(BaseCommand):
    help = "Make a database with a small choir in it; does nothing if there is one."

    def handle(self, **options):
        call_command("migrate", verbosity=0)
        if Section.objects.exists():
            self.stdout.write("there is a choir already")
            return
        self.fill()

    @transaction.atomic
    def fill(self):
        sections = {code: Section.objects.create(code=code, name=name, places=n) for code, name, n in SECTIONS}
        members = [
            Member.objects.create(
                first_name=first, last_name=last, section=sections[code], joined_on=joined, email=email, phone=phone
            )
            for first, last, code, joined, email, phone in MEMBERS
        ]
        Member.objects.filter(pk=members[9].pk).update(left_on=date(2026, 6, 30))
        self.accounts(members)
        self.plan(sections, members)
        self.library(members)
        self.stdout.write(f"{len(members)} members, {len(REHEARSALS)} rehearsals")

    def accounts(self, members):
        create = Account.objects.create_account
        admin = create("office@choir.example", "harbour-office-1", role=Account.ADMIN)
        librarian = create("ruth.adler@choir.example", "ruth-sings-high", role=Account.LIBRARIAN, member=members[0])
        singer = create("jonas.brandt@choir.example", "jonas-sings-low", member=members[1])
        for account, key in [(admin, "cd_admin"), (librarian, "cd_librarian"), (singer, "cd_singer")]:
            issue_token(account, label="demo", days=None, key=key)
        Invitation.objects.create(
            email="maren.groth@choir.example",
            member=members[5],
            code="join-maren",
            expires_at=datetime(2100, 1, 1, tzinfo=ZoneInfo("UTC")),
        )

    def plan(self, sections, members):
        venues = {code: Venue.objects.create(code=code, name=name, time_zone=zone) for code, name, zone in VENUES}
        made = []
        for title, kind, venue, start, minutes, codes, notes in REHEARSALS:
            starts_at = datetime.fromisoformat(start).replace(tzinfo=venues[venue].zone)
            rehearsal = Rehearsal.objects.create(
                title=title, kind=kind, venue=venues[venue], starts_at=starts_at, minutes=minutes, notes=notes
            )
            rehearsal.sections.set([sections[code] for code in codes])
            made.append(rehearsal)
        for number, state in [(1, "present"), (2, "present"), (3, "excused"), (5, "absent"), (6, "present")]:
            Attendance.objects.create(rehearsal=made[0], member=members[number - 1], state=state)
        for number, state in [(1, "present"), (2, "absent")]:
            Attendance.objects.create(rehearsal=made[1], member=members[number - 1], state=state)

    def library(self, members):
        scores = {}
        for title, composer, shelf, copies, minimum in SCORES:
            scores[shelf] = Score.objects.create(
                title=title, composer=composer, shelf=shelf, copies=copies, minimum=minimum
            )
        for shelf, number, copy, lent in LOANS:
            lent_on = date.fromisoformat(lent)
            Loan.objects.create(
                score=scores[shelf], member=members[number - 1], copy=copy, lent_on=lent_on,
                due_on=lent_on + timedelta(days=42),
            )
