"""Takes in files of instruments and loggers (docs/files.md)."""
import hashlib
import io
import sqlite3

import pandas as pd

from . import alerts, db
from .config import Settings
from .errors import Conflict, Invalid
from .values import parse_value

INSTRUMENT = ["sample", "point", "taken", "parameter", "value"]
LOGGER = ["time", "parameter", "value"]


def decode(raw: bytes) -> str:
    """Older instruments write Windows-1252."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def read_table(raw: bytes, columns: list[str]) -> pd.DataFrame:
    """The lines of a file as text, without blanks around them."""
    try:
        frame = pd.read_csv(io.StringIO(decode(raw)), sep=";", comment="#", dtype=str, keep_default_na=False)
    except (pd.errors.EmptyDataError, pd.errors.ParserError) as problem:
        raise Invalid("file", f"the file cannot be read: {problem}") from None
    missing = [name for name in columns if name not in frame.columns]
    if missing or frame.empty:
        raise Invalid("file", f"columns missing: {', '.join(missing)}" if missing else "the file has no lines")
    return frame[columns]


def to_utc(texts: pd.Series, settings: Settings) -> pd.Series:
    """Times of a file in UTC; without offset they are local."""
    try:
        return texts.map(lambda text: at_offset(pd.Timestamp(text), settings))
    except ValueError:
        raise Invalid("time", "a time of the file cannot be read") from None


def at_offset(stamp: pd.Timestamp, settings: Settings) -> pd.Timestamp:
    if stamp is pd.NaT:
        raise ValueError("no time")
    if stamp.tzinfo is None:
        stamp = stamp.tz_localize(settings.zone, ambiguous=True, nonexistent="shift_forward")
    return stamp.tz_convert("UTC")


def read_instrument(raw: bytes, settings: Settings) -> pd.DataFrame:
    """Checked results of an instrument file."""
    frame = read_table(raw, INSTRUMENT)
    for column in ("sample", "point", "parameter"):
        frame[column] = frame[column].str.strip()
    frame["parameter"] = frame["parameter"].str.lower()
    if (frame["sample"] == "").any():
        raise Invalid("file", "a line has no sample")
    frame["taken"] = to_utc(frame["taken"], settings)
    frame["number"], frame["qualifier"] = zip(*(parse_value(str(text)) for text in frame["value"]))
    return frame


def check_known(conn: sqlite3.Connection, table: str, codes) -> None:
    known = {row["code"] for row in conn.execute(f"SELECT code FROM {table}")}
    unknown = sorted(set(codes) - known)
    if unknown:
        raise Invalid(table, f"not known: {', '.join(unknown)}")


def register(conn: sqlite3.Connection, code: str, point: str, taken: pd.Timestamp) -> int:
    """The id of a sample, which is registered when it is new."""
    row = conn.execute("SELECT id FROM samples WHERE code = ?", (code,)).fetchone()
    if row is None:
        row = conn.execute(
            "INSERT INTO samples (code, point, taken_at, status) VALUES (?, ?, ?, 'analysed') RETURNING id", (code, point, taken.isoformat())).fetchone()
    return row["id"]


def take(settings: Settings, name: str, raw: bytes) -> dict:
    """Takes an instrument file in: all of it, or nothing."""
    frame = read_instrument(raw, settings)
    digest = hashlib.sha256(raw).hexdigest()
    with db.connection(settings.database) as conn, db.transaction(conn):
        if conn.execute("SELECT 1 FROM files WHERE digest = ?", (digest,)).fetchone():
            raise Conflict("file", f"{name} was taken in before")
        check_known(conn, "points", frame["point"])
        check_known(conn, "parameters", frame["parameter"])
        raised = 0
        for code, lines in frame.groupby("sample", sort=True):
            first = lines.iloc[0]
            sample_id = register(conn, code, first["point"], first["taken"])
            conn.executemany(
                "INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?)",
                [(sample_id, line.parameter, None if pd.isna(line.number) else line.number, line.qualifier) for line in lines.itertuples()])
            conn.execute("UPDATE samples SET status = 'analysed' WHERE id = ? AND status = 'registered'", (sample_id,))
            raised += alerts.review(conn, sample_id)
        conn.execute("INSERT INTO files VALUES (?, ?, ?)", (digest, name, len(frame)))
    return {"file": name, "lines": len(frame), "samples": int(frame["sample"].nunique()), "alerts": raised}


def read_logger(raw: bytes) -> pd.DataFrame:
    """Checked readings of a logger file."""
    frame = read_table(raw, LOGGER)
    try:
        frame["time"] = pd.to_datetime(frame["time"].str.strip(), format="ISO8601", utc=True)
        frame["value"] = pd.to_numeric(frame["value"].astype(str).str.replace(",", "."))
    except ValueError as problem:
        raise Invalid("file", f"the file cannot be read: {problem}") from None
    return frame.dropna()


def take_logger(settings: Settings, point: str, raw: bytes) -> dict:
    """Takes readings of a logger in."""
    frame = read_logger(raw)
    with db.connection(settings.database) as conn, db.transaction(conn):
        check_known(conn, "points", [point])
        check_known(conn, "parameters", frame["parameter"])
        rows = [(point, line.parameter, line.time.isoformat(), line.value) for line in frame.itertuples()]
        conn.executemany("INSERT OR REPLACE INTO readings VALUES (?, ?, ?, ?)", rows)
    return {"point": point, "readings": len(rows), "first": frame["time"].min(), "last": frame["time"].max()}
