"""Writes the demonstration programme: `python -m course_search.seed`."""

from __future__ import annotations

import csv
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from course_search import prices
from course_search.catalogue import COLUMNS
from course_search.settings import Settings
from course_search.store import opened

# code;title;description;category;level;venue;teacher;language;weekday;starts_on;from;to;evenings;seats;price;tags
OWN = """
SP-101;Spanish for beginners;First steps in Spanish: greetings, numbers, ordering a meal.;languages;A1;Ottakring;Inés Muñoz;es;Monday;2026-09-21;18:00;19:30;12;14;138;spain|grammar
SP-201;Spanish conversation;We talk about films, travel and food. No grammar drill.;languages;B1;Ottakring;Inés Muñoz;es;Wednesday;2026-09-23;18:30;20:00;10;12;129;spain|conversation
SP-305;Spanish film evening;A film in Spanish, then we talk about it.;languages;B2;Favoriten;Inés Muñoz;es;Friday;2026-10-02;19:00;22:15;6;20;60;film|conversation
IT-110;Italian for beginners;Greetings, numbers, a menu and a railway timetable.;languages;A1;Favoriten;Paolo Riva;it;Tuesday;2026-09-22;18:00;19:30;12;14;138;italy|grammar
IT-120;Italian for opera lovers;Libretti by Da Ponte, read word by word.;languages;A2;Urania;Paolo Riva;it;Thursday;2026-10-08;17:30;19:00;8;10;110;italy|opera|music
DE-001;German for newcomers;Everyday German, with child care.;languages;A1;Favoriten;Hülya Şahin;de;Monday;2026-09-14;17:00;19:00;24;16;0;grammar|newcomers
DE-050;German writing workshop;Letters, applications, short stories.;languages;C1;Urania;;de;Thursday;2026-09-24;18:00;20:00;8;12;96;writing
EN-310;Business English;Meetings, e-mail and negotiation.;languages;B2;Online;Fiona O'Hara;en;Tuesday;2026-09-22;19:00;20:30;10;;145.5;business|conversation
JA-100;Japanese writing;Hiragana and katakana with brush and ink.;languages;A1;Urania;Yūko Mori;ja;Wednesday;2026-10-07;18:00;19:30;10;12;150;japan|writing|calligraphy
PY-100;Python from scratch;Programming for people who have never programmed.;computing;beginner;Urania;Tomáš Dvořák;en;Monday;2026-09-21;18:00;20:30;8;12;220;programming|python
PY-200;Python for data;Tables, charts and statistics with pandas.;computing;intermediate;Online;Tomáš Dvořák;en;Monday;2026-11-09;18:00;20:30;6;;240;programming|python|statistics
EX-100;Spreadsheets without fear;Formulas, pivots and charts.;computing;beginner;Ottakring;Grete Pichler;de;Thursday;2026-09-24;18:00;20:00;4;12;84;office|statistics
PH-100;Smartphone for seniors;Photos, messages, timetables: bring your own phone.;computing;beginner;Ottakring;Grete Pichler;de;Friday;2026-09-25;15:00;17:00;3;10;36;phone|photo
WEB-10;A web page of your own;HTML and CSS for clubs and small shops.;computing;beginner;Favoriten;;de;Tuesday;2026-10-06;18:00;20:30;5;12;118;programming|web
CO-100;Sourdough bread;From the starter to the loaf.;cooking;;Ottakring kitchen;Josef Mayr;de;Saturday;2026-10-10;10:00;15:00;1;8;72;bread|baking
CO-110;Käse selber machen;Frischkäse, Camembert und Bergkäse aus Rohmilch.;cooking;;Ottakring kitchen;Josef Mayr;de;Saturday;2026-10-17;10:00;16:00;1;8;89;cheese
CO-120;Thai street food;Curries, noodles, and what to do with galangal.;cooking;;Ottakring kitchen;Malee Srisai;en;Friday;2026-10-16;17:30;21:30;2;10;98;thai|spices
CO-130;Crêpes and galettes;Breton kitchen with cider.;cooking;;Ottakring kitchen;;fr;Friday;2026-11-13;18:00;21:00;1;10;49;france|baking
YO-100;Yoga after work;Gentle yoga for stiff shoulders.;health;beginner;Favoriten gym;Lena Hofer;de;Monday;2026-09-14;17:30;18:45;14;18;112;yoga|back
YO-200;Yoga and breathing;For those who know the sun salutation.;health;intermediate;Favoriten gym;Lena Hofer;de;Wednesday;2026-09-16;19:00;20:15;14;18;112;yoga|breathing
BK-100;A strong back;Exercises for people who sit all day.;health;;Favoriten gym;Marko Ilić;de;Tuesday;2026-09-15;18:00;19:00;12;20;90;back
SL-100;Sleep better;One evening about sleep.;health;;Urania;Dr. Eva Zehetner;de;Thursday;2026-10-22;19:00;20:30;1;60;0;sleep
PO-100;Pottery on the wheel;Bowls and mugs, two firings included.;crafts;beginner;Atelier 7;Ruža Kovač;de;Tuesday;2026-09-29;18:00;21:00;8;8;198;pottery
PO-300;Glazes;Chemistry and colours; for people with experience at the wheel.;crafts;advanced;Atelier 7;Ruža Kovač;de;Thursday;2026-11-05;18:00;21:00;4;6;140;pottery|colours
SE-100;Sewing machine basics;Thread, tension, first seams.;crafts;beginner;Atelier 7;;de;Wednesday;2026-09-30;18:00;20:30;4;7;88;sewing
BB-100;Bookbinding;A notebook in half linen.;crafts;;Atelier 7;Ruža Kovač;en;Saturday;2026-11-21;10:00;17:00;1;6;95;paper
GU-100;Guitar for beginners;Chords and rhythm.;music;beginner;Ottakring;Sofie Berg;de;Thursday;2026-09-17;17:00;18:00;12;8;180;guitar
GU-200;Fingerstyle guitar;Patterns by ear and from tablature.;music;intermediate;Ottakring;Sofie Berg;de;Thursday;2026-09-17;18:15;19:15;12;8;180;guitar
CH-100;Choir without notes;Everybody can sing.;music;;Urania;Sofie Berg;de;Monday;2026-09-28;19:30;21:00;15;0;75;singing
AS-100;Observing the night sky;On the roof, in all weathers but rain.;science;;Observatory;Dr. Karl Nowak;de;Friday;2026-10-09;22:30;00:30;4;15;52;astronomy
AS-900;Private tour of the observatory;For groups, on a day of your choice.;science;;Observatory;Dr. Karl Nowak;de;;;;;;12;;astronomy
FI-100;Filing your tax return;Bring your papers.;business;;Urania;Mag. Peter Lang;de;Tuesday;2026-10-13;18:00;20:00;2;25;40;tax|office
""".strip()

PARTNER = """
NF-1;Birds of the Danube;Two walks at dawn and an evening with slides.;nature;;Nature centre;Hans Auer;de;Saturday;2026-10-03;06:00;09:00;3;15;45;birds|walk
NF-2;Mushrooms;What is edible, and what is edible only once.;nature;;Nature centre;;de;Saturday;2026-10-10;09:00;13:00;2;12;38.5;mushrooms|walk
NF-3;Photographing insects;Macro photography for beginners.;nature;beginner;Nature centre;Lea Stein;de;Saturday;2026-10-17;09:00;12:00;2;;55;photo|insects
""".strip()

# confirmed persons, waiting persons
BOOKED = {
    "SP-101": (14, 3), "SP-201": (9, 0), "IT-110": (11, 0), "IT-120": (4, 0), "DE-001": (18, 5), "EN-310": (23, 0),
    "PY-100": (12, 2), "PY-200": (7, 0), "EX-100": (6, 0), "CO-100": (8, 4), "CO-110": (3, 0), "YO-100": (16, 0),
    "BK-100": (5, 0), "PO-100": (8, 1), "GU-100": (7, 0), "CH-100": (11, 0), "AS-100": (15, 2), "NF-1": (10, 0),
}  # fmt: skip
CHANGES = {
    "SP-101": [("2025-09-01", 120.0), ("2026-02-01", 132.0), ("2026-08-01", 138.0)],
    "PY-100": [("2025-09-01", 240.0), ("2026-08-01", 220.0)],
    "DE-001": [("2025-09-01", 60.0), ("2026-01-01", 0.0)],
    "SL-100": [("2026-06-01", 0.0), ("2026-10-01", 12.0)],
    "AS-900": [("2025-03-01", 150.0), ("2026-05-01", None)],
    "YO-100": [("2025-09-01", 98.0), ("2026-03-01", None), ("2026-08-15", 112.0), ("2026-12-01", 119.0)],
    "NF-1": [("2026-09-14", 45.0)],
    "NF-2": [("2026-09-14", 38.5)],
    "NF-3": [("2026-09-14", 55.0)],
}
FIRST = datetime(2026, 7, 27, 7, 30, tzinfo=UTC)


def _write(path: Path, table: str, provider: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        for line in table.splitlines():
            # descriptions hold a semicolon now and then, the cells around them do not
            head, tail = line.split(";", 2), line.rsplit(";", 13)[1:]
            writer.writerow([*head[:2], head[2].rsplit(";", 13)[0], *tail, provider])


def _bookings() -> list[tuple[str, str, int, str]]:
    """One booking every 9 hours and a bit, groups of one to three persons; every eighth is cancelled and made again."""
    rows = []
    moment = FIRST
    for course, (confirmed, waiting) in BOOKED.items():
        for status, left in (("confirmed", confirmed), ("waiting", waiting)):
            while left > 0:
                persons = min(left, 1 + len(rows) % 3)
                if len(rows) % 8 == 7:
                    rows.append((course, moment.isoformat(), persons, "cancelled"))
                rows.append((course, moment.isoformat(), persons, status))
                left -= persons
                moment += timedelta(hours=9, minutes=20)
    return rows


def fill(settings: Settings) -> None:
    """Makes the folder of the settings anew."""
    shutil.rmtree(settings.folder, ignore_errors=True)
    _write(settings.folder / "courses.csv", OWN, "house")
    _write(settings.folder / "partners" / "nf.csv", PARTNER, "nf")
    with (settings.folder / "bookings.csv").open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(["course", "booked_at", "persons", "status"])
        writer.writerows(_bookings())
    with opened(settings.database) as conn:
        for code, steps in CHANGES.items():
            for day, price in steps:
                prices.record(conn, code, price, date.fromisoformat(day), "office")


if __name__ == "__main__":
    fill(Settings.from_environment())
