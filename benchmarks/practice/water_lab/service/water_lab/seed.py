"""Writes the demonstration laboratory: python -m water_lab.seed"""
from pathlib import Path

from . import config, db
from .values import parse_value

POINTS = [
    ("BR-01", "Brunnfeld spring", "drinking", "Steyr", None),
    ("BR-02", "Waterworks Au, outlet", "drinking", "Steyr", None),
    ("LK-01", "Lake beach, jetty", "bathing", "Gmunden", None),
    ("LK-02", "Lake beach, reeds", "bathing", "Gmunden", None),
    ("MB-01", "Mill brook above the weir", "surface", "Enns", None),
    ("MB-02", "Mill brook below the weir", "surface", "Enns", None),
    ("OB-01", "Old bore", "surface", "Enns", "2026-01-31"),
]
PARAMETERS = [
    ("ph", "pH", "", 0), ("temp", "Temperature", "°C", 0), ("cond", "Conductivity", "µS/cm", 0), ("no3", "Nitrate", "mg/l", 0),
    ("ecoli", "Escherichia coli", "/100 ml", 1), ("pb", "Lead", "µg/l", 1),
]
LIMITS = [
    ("drinking", "ph", 6.5, 9.5), ("drinking", "no3", None, 50.0), ("drinking", "ecoli", None, 0.0), ("drinking", "pb", None, 10.0),
    ("bathing", "ecoli", None, 900.0), ("bathing", "ph", 6.0, 9.0), ("surface", "no3", None, 25.0), ("surface", "pb", None, 7.2),
]
# code, point, taken, collector, status, remark, results
SAMPLES = [
    ("W25-0901", "BR-01", "2025-12-15T07:10:00Z", "I. Hofer", "approved", "clear, no odour", "ph=7.4 no3=20.0 ecoli=0 pb=<0.5"),
    ("W25-0915", "BR-01", "2025-12-29T07:20:00Z", "I. Hofer", "approved", "clear", "ph=7.4 no3=21.0"),
    ("W26-0003", "BR-01", "2026-01-05T07:15:00Z", "M. Leitner", "approved", "after frost, clear", "ph=7.3 no3=23.0 pb=1.2"),
    ("W26-0031", "BR-01", "2026-02-02T07:05:00Z", None, "approved", None, "ph=7.5 no3=25.5 ecoli=0"),
    ("W26-0067", "BR-01", "2026-03-02T07:40:00Z", "I. Hofer", "analysed", "slightly turbid after rain", "ph=7.6 no3=27.0 ecoli=2 pb=n.d."),
    ("W26-0004", "BR-02", "2026-01-05T09:00:00Z", "M. Leitner", "approved", "tap in the pump room", "ph=7.8 no3=11.0 ecoli=0"),
    ("W26-0032", "BR-02", "2026-02-02T09:10:00Z", "M. Leitner", "approved", "chlorine odour", "ph=7.9 no3=11.5 ecoli=0"),
    ("W26-0068", "BR-02", "2026-03-02T09:05:00Z", "I. Hofer", "registered", "tap replaced", ""),
    ("W25-0702", "LK-01", "2025-08-04T06:30:00Z", "S. Aigner", "approved", "few bathers, morning", "ph=8.1 ecoli=120 temp=21.5"),
    ("W25-0703", "LK-01", "2025-08-04T14:30:00Z", "S. Aigner", "approved", "many bathers, afternoon", "ph=8.3 ecoli=310 temp=24.0"),
    ("W25-0751", "LK-01", "2025-09-01T06:45:00Z", "S. Aigner", "approved", "rain in the night, turbid", "ph=8.0 ecoli=980 temp=19.0"),
    ("W25-0704", "LK-02", "2025-08-04T07:00:00Z", "S. Aigner", "approved", "reeds cut", "ph=8.0 ecoli=90 temp=21.0"),
    ("W25-0752", "LK-02", "2025-09-01T07:10:00Z", "S. Aigner", "approved", "turbid", "ph=7.9 ecoli=640 temp=18.5"),
    ("004217", "LK-02", "2026-03-03T10:00:00Z", None, "analysed", "field kit, ice at the shore", "ph=7.7 pb=1.5"),
    ("W25-0801", "MB-01", "2025-10-06T08:00:00Z", "M. Leitner", "approved", "low water", "no3=9.0 cond=410 temp=11.0"),
    ("W25-0802", "MB-02", "2025-10-06T08:30:00Z", "M. Leitner", "approved", "foam below the weir", "no3=14.0 cond=520 temp=11.4"),
    ("W25-0851", "MB-01", "2025-11-03T08:00:00Z", "M. Leitner", "approved", "leaves", "no3=10.0 cond=400 temp=8.0"),
    ("W25-0852", "MB-02", "2025-11-03T08:40:00Z", "M. Leitner", "approved", "leaves, foam", "no3=15.5 cond=515 temp=8.3"),
    ("W26-0041", "MB-01", "2026-02-09T08:00:00Z", "I. Hofer", "approved", "ice at the banks", "no3=12.0 cond=390 temp=2.5"),
    ("W26-0042", "MB-02", "2026-02-09T08:45:00Z", "I. Hofer", "voided", "bottle broken, foam", "no3=40.0 cond=600"),
    ("W26-0071", "MB-02", "2026-03-04T08:20:00Z", "I. Hofer", "analysed", None, "no3=18.0 cond=540 temp=5.1"),
    ("W25-0870", "OB-01", "2025-11-10T11:00:00Z", None, "approved", "last sample of the bore", "cond=700"),
]
# temperature logger in the mill brook
READINGS = [
    ("2025-10-25T23:30:00+00:00", 9.0), ("2025-10-26T00:10:00+00:00", 8.8), ("2025-10-26T00:50:00+00:00", 8.6),
    ("2025-10-26T01:20:00+00:00", 8.2), ("2025-10-26T02:00:00+00:00", 8.0),
    ("2026-02-03T04:00:00+00:00", 2.0), ("2026-02-03T04:15:00+00:00", 2.2), ("2026-02-03T04:30:00+00:00", 2.4), ("2026-02-03T04:45:00+00:00", 3.0),
]


def build(database: Path) -> None:
    """Makes the database anew."""
    database.parent.mkdir(parents=True, exist_ok=True)
    database.unlink(missing_ok=True)
    with db.connection(database) as conn:
        conn.executescript(db.SCHEMA)
        with db.transaction(conn):
            conn.executemany("INSERT INTO points VALUES (?, ?, ?, ?, ?)", POINTS)
            conn.executemany("INSERT INTO parameters VALUES (?, ?, ?, ?)", PARAMETERS)
            conn.executemany("INSERT INTO limits VALUES (?, ?, ?, ?)", LIMITS)
            for number, (*sample, results) in enumerate(SAMPLES, 1):
                conn.execute("INSERT INTO samples VALUES (?, ?, ?, ?, ?, ?, ?)", (number, *sample))
                for pair in results.split():
                    parameter, text = pair.split("=")
                    conn.execute("INSERT INTO results VALUES (?, ?, ?, ?)", (number, parameter, *parse_value(text)))
            conn.executemany("INSERT INTO readings VALUES ('MB-01', 'temp', ?, ?)", READINGS)


if __name__ == "__main__":
    build(config.load().database)
