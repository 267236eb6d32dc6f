"""Data for development, tests and demonstrations: python make_data.py"""

from pathlib import Path

import pandas as pd

from parts_finder import config, store
from parts_finder import accounts, db

DEALERS = [
    ("D01", "Autoverwertung Rhein", "Köln", "NW", "DE", "+49 221 555010", 50.94, 6.96),
    ("D02", "Ricambi Lario", "Como", "CO", "IT", "", 45.81, 9.08),
    ("D03", "Ricambi Vesuvio", "Napoli", "NA", "IT", "+39 081 555020", 40.85, 14.27),
    ("D04", "Teilehof Süd", "München", "BY", "DE", "+49 89 555030", 48.14, 11.58),
    ("D05", "De Onderdelenhal", "Haarlem", "NH", "NL", "", None, None),
]

# dealer, number, title, brand, model, category, condition, price, years, image, listed
PARTS = [
    ("D01", "1K0 615 301-AA", "Bremsscheibe vorne", "Volkswagen", "Golf", "Brakes", "used", 24.9, 2004, 2012, 1200, 800, "2026-08-01T09:00:00+00:00"),
    ("D01", "1K0 698 451", "Bremsbeläge hinten", "Volkswagen", "Golf", "Brakes", "new", 31.5, 2004, 2013, 640, 480, "2026-08-03T10:30:00+00:00"),
    ("D01", "06A 115 561-B", "Ölfilter", "Volkswagen", "Golf", "Engine", "new", 7.2, 1998, 2006, None, None, "2026-08-03T10:31:00+00:00"),
    ("D01", "1K0 857 507", "Außenspiegel links", "Volkswagen", "Golf", "Body", "used", 45.0, 2004, 2008, 1600, 1200, "2026-08-09T14:00:00+00:00"),
    ("D01", "3C8 513 029", "Großer Stoßdämpfer-Satz, weiß, Fußbühne", "Volkswagen", "Passat", "Suspension", "refurbished", 129.0, 2005, 2010, 900, 1200, "2026-08-11T08:15:00+00:00"),
    ("D01", "1T0 941 005", "Scheinwerfer rechts", "Volkswagen", "Touran", "Lights", "used", None, 2003, 2006, 1000, 700, "2026-08-12T16:45:00+00:00"),
    ("D02", "00517 21188", "Faro anteriore sinistro", "Fiat", "Panda", "Lights", "used", 58.0, 2003, 2012, 1000, 1000, "2026-08-13T07:00:00+00:00"),
    ("D02", "00518 90543", "Disco freno anteriore", "Fiat", "Panda", "Brakes", "new", 22.0, 2003, 2012, None, None, "2026-08-15T12:00:00+00:00"),
    ("D02", "00714 61758", "Specchio retrovisore", "Fiat", "Punto", "Body", "used", None, 2005, 2009, 480, 640, "2026-08-17T18:20:00+00:00"),
    ("D02", "00468 08832", "Alternatore 12V", "Alfa Romeo", "147", "Engine", "refurbished", 89.9, 2000, 2010, 800, 600, "2026-08-20T11:11:00+00:00"),
    ("D03", "00517 18450", "Pinza freno posteriore", "Fiat", "500", "Brakes", "used", 36.0, 2007, None, 800, 800, "2026-08-21T09:00:00+00:00"),
    ("D03", "00735 41655", "Maniglia porta", "Fiat", "500", "Body", "used", 12.0, 2007, 2015, None, None, "2026-08-22T09:00:00+00:00"),
    ("D03", "00505 11434", "Turbina", "Alfa Romeo", "Giulietta", "Engine", "defective", None, 2010, 2016, 1200, 900, "2026-08-23T09:30:00+00:00"),
    ("D04", "34 11 6 855 000", "Bremssattel vorne links", "BMW", "320d", "Brakes", "used", 65.0, 2005, 2011, 1024, 768, "2026-08-25T13:00:00+00:00"),
    ("D04", "63 11 7 182 396", "Scheinwerfer Xenon", "BMW", "320d", "Lights", "used", 180.0, 2005, 2008, 2000, 1500, "2026-08-27T13:05:00+00:00"),
    ("D04", "51 16 7 182 696", "Außenspiegel rechts", "BMW", "320d", "Body", "used", 75.0, 2005, 2008, 120, 90, "2026-08-29T15:00:00+00:00"),
    ("D04", "07 11 9 904 025", "Schraube M8", "BMW", "", "Body", "new", 0.9, None, None, None, None, "2026-08-30T08:00:00+00:00"),
    ("D04", "33 52 6 771 725", "Stoßdämpfer hinten", "BMW", "320d", "Suspension", "used", None, 2005, 2011, 700, 700, "2026-09-01T10:00:00+00:00"),
    ("D05", "30 645 215", "Koplamp links", "Volvo", "V70", "Lights", "used", 95.0, 2000, 2007, 1100, 800, "2026-09-03T10:00:00+00:00"),
    ("D05", "08 620 557", "Remklauw achter", "Volvo", "V70", "Brakes", "refurbished", 49.5, 2000, 2007, None, None, "2026-09-05T12:40:00+00:00"),
    ("D05", "09 169 284", "Dynamo", "Volvo", "V70", "Engine", "used", 110.0, 2000, 2004, 640, 640, "2026-09-08T09:10:00+00:00"),
    ("D05", "30 618 107", "Schokdemper voor", "Volvo", "S60", "Suspension", "new", 72.0, 2001, 2009, None, None, "2026-09-10T16:00:00+00:00"),
]

ATTRIBUTES = [
    ("P0001", "diameter", "280 mm"), ("P0001", "side", "front"),
    ("P0002", "side", "rear"),
    ("P0004", "colour", "black"), ("P0004", "side", "left"), ("P0004", "heated", "yes"),
    ("P0007", "side", "left"), ("P0007", "bulb", "H4"),
    ("P0008", "diameter", "240 mm"), ("P0008", "side", "front"),
    ("P0009", "side", "right"), ("P0009", "colour", "grey"), ("P0009", "colour", "black"),
    ("P0015", "bulb", "D1S"), ("P0015", "bulb", "H7"), ("P0015", "side", "left"), ("P0015", "side", "right"),
    ("P0016", "side", "right"), ("P0016", "colour", "silver"), ("P0016", "heated", "yes"),
    ("P0019", "bulb", "H7"), ("P0019", "side", "left"),
]

SALES = [
    ("S001", "Brakes", "Volkswagen", 22.0, "2025-10-06T08:10:00+00:00"),
    ("S002", "Brakes", "Fiat", 18.0, "2025-10-08T17:40:00+00:00"),
    ("S003", "Body", "BMW", 60.0, "2025-10-25T22:30:00+00:00"),
    ("S004", "Lights", "Fiat", 55.0, "2025-10-26T00:20:00+00:00"),
    ("S005", "Lights", "Fiat", 61.0, "2025-10-26T01:10:00+00:00"),
    ("S006", "Engine", "Volvo", 99.0, "2025-10-26T01:45:00+00:00"),
    ("S007", "Brakes", "BMW", 70.0, "2025-11-12T11:00:00+00:00"),
    ("S008", "Brakes", "Volvo", 44.0, "2026-01-31T23:30:00+00:00"),
    ("S009", "Body", "Volkswagen", 40.0, "2026-02-14T09:00:00+00:00"),
    ("S010", "Brakes", "Volkswagen", 26.0, "2026-03-31T22:30:00+00:00"),
    ("S011", "Lights", "BMW", 150.0, "2026-04-02T09:20:00+00:00"),
    ("S012", "Engine", "Alfa Romeo", 80.0, "2026-07-07T14:00:00+00:00"),
    ("S013", "Brakes", "Fiat", 20.0, "2026-07-07T14:40:00+00:00"),
    ("S014", "Suspension", "BMW", 88.0, "2026-09-02T10:00:00+00:00"),
]

USERS = [("lena@example.org", "token-lena", None), ("marco@example.org", "token-marco", None)]
STAFF = [("office@rhein.example", "token-rhein", "D01"), ("office@sued.example", "token-sued", "D04")]
LISTS = [("lena@example.org", "Golf", ["P0004", "P0001", "P0003"]), ("lena@example.org", "Ideas", [])]
OTHER_LISTS = [("marco@example.org", "Licht", ["P0019", "P0006", "P0015"])]
SEARCHES = [("lena@example.org", "Mirrors", '{"q": "aussenspiegel"}', "2026-08-10T00:00:00+00:00")]


def fill(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    parts = [(f"P{number:04d}", *part) for number, part in enumerate(PARTS, start=1)]
    columns = ["part_id", "dealer_id", "number", "title", "brand", "model", "category", "condition", "price"]
    columns += ["year_from", "year_to", "width", "height", "listed_at"]
    store.write(folder, "parts", pd.DataFrame(parts, columns=columns))
    for table, rows in (("dealers", DEALERS), ("attributes", ATTRIBUTES), ("sales", SALES)):
        store.write(folder, table, pd.DataFrame(rows, columns=list(store.SCHEMAS[table])))


def fill_database(path: Path) -> None:
    path.unlink(missing_ok=True)
    db.create_tables(path)
    with db.connection_to(path) as connection:
        for email, token, dealer_id in USERS + STAFF:
            connection.execute(
                "INSERT INTO users (email, token_digest, dealer_id) VALUES (?, ?, ?)", (email, accounts.digest(token), dealer_id)
            )
        for email, name, part_ids in LISTS + OTHER_LISTS:
            cursor = connection.execute("INSERT INTO lists (user_id, name) SELECT id, ? FROM users WHERE email = ?", (name, email))
            for part_id in part_ids:
                connection.execute("INSERT INTO list_items (list_id, part_id) VALUES (?, ?)", (cursor.lastrowid, part_id))
        for email, *saved in SEARCHES:
            connection.execute(
                "INSERT INTO searches (user_id, name, parameters, seen_until) SELECT id, ?, ?, ? FROM users WHERE email = ?",
                (*saved, email),
            )


if __name__ == "__main__":
    settings = config.load_settings()
    fill(settings.data)
    fill_database(settings.database)
