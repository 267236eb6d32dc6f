"""python -m herbarium.importer FILE...: take in Darwin-Core-like files.

A row is known by its occurrenceID: it makes a new sheet or changes the one that there is. Rows that cannot be used, and rows whose
barcode is on another sheet already, are counted and named; they stop nothing.
"""
import argparse
import sys
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from herbarium import clock, dwc
from herbarium.db import make_sessions
from herbarium.models import Base, Determination, Specimen, Taxon
from herbarium.settings import Settings, start_sentry

SAME = (
    "barcode collector number collected_from collected_to country locality habitat "
    "latitude longitude uncertainty_m elevation_m type_status"
).split()


@dataclass
class Report:
    new: int = 0
    changed: int = 0
    same: int = 0
    conflicts: list[str] = field(default_factory=list)
    unusable: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        head = f"{self.new} new, {self.changed} changed, {self.same} same"
        return [f"{head}, {len(self.conflicts)} conflicts, {len(self.unusable)} unusable", *self.conflicts, *self.unusable]


def taxon_for(session: Session, record: dwc.Record) -> Taxon:
    """The name of the record, made when it is new; what a backbone says about it is taken over."""
    taxon = _named(session, record.name)
    taxon.family = record.family or taxon.family
    taxon.authorship = record.authorship or taxon.authorship
    taxon.rank = record.rank
    if record.accepted_name and record.accepted_name != record.name:
        accepted = _named(session, record.accepted_name)
        accepted.family = accepted.family or record.family
        taxon.accepted_id = accepted.id
    return taxon


def _named(session: Session, name: str) -> Taxon:
    taxon = session.scalar(select(Taxon).where(Taxon.name == name))
    if taxon is None:
        taxon = Taxon(name=name)
        session.add(taxon)
        session.flush()
    return taxon


def fill(specimen: Specimen, record: dwc.Record, taxon: Taxon) -> bool:
    """Lay the record over the sheet; says whether anything has changed."""
    changed = [name for name in SAME if getattr(specimen, name) != getattr(record, name)]
    for name in changed:
        setattr(specimen, name, getattr(record, name))
    if specimen.taxon_id != taxon.id:
        specimen.taxon_id = taxon.id
        specimen.determinations.append(Determination(taxon_id=taxon.id, determined_by="import"))
        changed.append("taxon_id")
    return bool(changed)


def store(session: Session, record: dwc.Record, report: Report) -> None:
    """Store one record, inside a savepoint: a conflict takes back this row and no other."""
    now = clock.stamp()
    specimen = session.scalar(select(Specimen).where(Specimen.occurrence_id == record.occurrence_id))
    is_new = specimen is None
    try:
        with session.begin_nested():
            taxon = taxon_for(session, record)
            if is_new:
                specimen = Specimen(occurrence_id=record.occurrence_id, added_at=now)
            changed = fill(specimen, record, taxon)
            if changed:
                specimen.changed_at = now
            session.add(specimen)
    except IntegrityError:
        report.conflicts.append(f"{record.occurrence_id}: barcode {record.barcode} is on another sheet")
        return
    if is_new:
        report.new += 1
    elif changed:
        report.changed += 1
    else:
        report.same += 1


def load(session: Session, text: str, report: Report) -> None:
    """Store all rows of a file."""
    for line, row in dwc.rows(text):
        try:
            record = dwc.record(row)
        except dwc.UnusableRow as error:
            report.unusable.append(f"line {line}: {error}")
            continue
        store(session, record, report)
    session.commit()


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="herbarium.importer", description=__doc__.partition(":")[2])
    parser.add_argument("files", nargs="+", type=Path)
    options = parser.parse_args(argv)
    start_sentry()
    sessions = make_sessions(Settings.from_env().database)
    report = Report()
    with sessions() as session:
        Base.metadata.create_all(session.connection())
        for path in options.files:
            try:
                raw = path.read_bytes()
            except OSError as error:
                print(f"{path}: {error.strerror}", file=sys.stderr)
                return 2
            load(session, dwc.decode(raw), report)
    print("\n".join(report.lines()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
